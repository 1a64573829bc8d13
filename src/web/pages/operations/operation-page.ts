import { html } from "hono/html";
import { operationNamed } from "../../../../tools/index.ts";
import { type Operation, type Text, isEndpoint } from "../../../../tools/operation.ts";
import { partsOf } from "../../../../tools/workflow.ts";
import { requiredFields } from "../../../../tools/words.ts";
import type { Gate } from "../../../gate/gate.ts";
import type { Language, Visitor } from "../../context.ts";
import { type Html, page } from "../../layout.ts";
import { riskBadge, roleWord } from "../parts/badges.ts";
import { accountChoice } from "../parts/accounts.ts";
import { type Fact, factsOf } from "../parts/facts.ts";
import { inputTable, outputTable, schemaText } from "./fields.ts";
import { runLink, standingOf } from "./standing.ts";

/** An operation: what it does, what it takes and answers, and what the policy says to the visitor. */
export function operationPage(visitor: Visitor, gate: Gate, operation: Operation): Html {
  const { language } = visitor;
  const body = html`<p>${operation.summary[language]}</p>
    ${accountChoice(gate, visitor, `/operations/${operation.name}`)}
    <section class="card">
      <h2>${texts.mayI[language]}</h2>
      ${standingOf(gate, operation, visitor)} ${runLink(gate, operation, visitor)}
    </section>
    <section class="card">
      <h2>${texts.about[language]}</h2>
      ${factsOf(aboutOf(operation, language))}
    </section>
    <h2>${texts.input[language]}</h2>
    ${inputTable(operation, language)}
    <details>
      <summary>${texts.schema[language]}</summary>
      <pre tabindex="0">${schemaText(operation)}</pre>
    </details>
    <h2>${texts.output[language]}</h2>
    ${outputTable(operation, language)}`;
  return page(visitor, { title: operation.title, body, here: `/operations/${operation.name}` });
}

function aboutOf(operation: Operation, language: Language): readonly Fact[] {
  const { name, command, risk, role, aliases = [] } = operation;
  const usage = [command, ...requiredFields(operation).map((field) => field.toUpperCase())].join(" ");
  return [
    [texts.tool[language], html`<code>${name}</code>`],
    ["Slack", html`<code>/sss ${usage}</code>`],
    [texts.line[language], html`<code>sss-ops call ${usage}</code>`],
    ...aliases.map((alias): Fact => [
      texts.alias[language],
      html`<code>${alias.command}</code> ${alias.summary[language]}`,
    ]),
    [texts.risk[language], riskBadge(risk, language)],
    [texts.role[language], roleWord(role, language)],
    ...impactOf(operation, language),
    ...undoOf(operation, language),
    ...stepsOf(operation, language),
    ...callOf(operation, language),
  ];
}

/** The operations that it is made of. */
function stepsOf(operation: Operation, language: Language): readonly Fact[] {
  const parts = partsOf(operation).slice(1);
  if (parts.length === 0) return [];
  return [[texts.parts[language], html`${parts.map(({ name }) => html`${linkTo(name, language)} `)}`]];
}

function callOf(operation: Operation, language: Language): readonly Fact[] {
  if (!isEndpoint(operation)) return [];
  const { route, versions, docs, transaction } = operation;
  return [
    ...(transaction ? [[texts.end[language], texts.transaction[language]] as const] : []),
    [texts.route[language], html`<code>${route}</code> (${versions.join(", ")})`],
    [texts.docs[language], docs],
  ];
}

function impactOf({ impact }: Operation, language: Language): readonly Fact[] {
  const reads = [...new Set(impact.map(({ operation }) => operation))];
  if (reads.length === 0) return [];
  return [
    [
      texts.impact[language],
      html`${reads.map((read, index) => html`${index === 0 ? "" : ", "}${linkTo(read, language)}`)}`,
    ],
  ];
}

function undoOf({ undo }: Operation, language: Language): readonly Fact[] {
  if (undo === undefined) return [];
  const { operation, lost } = undo;
  const how = operation === "none" ? texts.noUndo[language] : linkTo(operation, language);
  return [[texts.undo[language], lost === undefined ? how : html`${how} ${lost[language]}`]];
}

function linkTo(name: string, language: Language): Html {
  const title = operationNamed(name)?.title[language] ?? name;
  return html`<a href="/operations/${name}">${title}</a>`;
}

const texts = {
  mayI: { en: "May I?", ja: "あなたの権限" },
  about: { en: "What it is", ja: "概要" },
  tool: { en: "MCP tool", ja: "MCPツール" },
  line: { en: "Command line", ja: "コマンドライン" },
  alias: { en: "Also", ja: "別名" },
  risk: { en: "Consent", ja: "必要な同意" },
  role: { en: "SSS lets do it", ja: "SSSの権限" },
  parts: { en: "Made of", ja: "構成する操作" },
  impact: { en: "What hangs on the target", ja: "影響を受けるもの" },
  undo: { en: "Undo", ja: "元に戻す操作" },
  noUndo: { en: "It cannot be undone.", ja: "元に戻せません。" },
  end: { en: "End", ja: "完了" },
  transaction: {
    en: "SSS carries it out later; its transaction tells the end.",
    ja: "SSSが非同期で処理します。結果はトランザクションで確認できます。",
  },
  route: { en: "Call to SSS", ja: "SSSの呼び出し" },
  docs: { en: "In the API list of SSS", ja: "SSSのAPI一覧での項目" },
  input: { en: "Input", ja: "入力" },
  schema: { en: "JSON Schema", ja: "JSON Schema" },
  output: { en: "Answer", ja: "応答" },
} as const satisfies Record<string, Text>;
