import { html } from "hono/html";
import { inputField, noteOf } from "../../../../tools/fields.ts";
import { operationNamed } from "../../../../tools/index.ts";
import type { Operation, Text } from "../../../../tools/operation.ts";
import { operationOf } from "../../../gate/operation-of.ts";
import { inFull, stepLine } from "../../../gate/question.ts";
import { placeholders } from "../../../gate/placeholders.ts";
import { redacted } from "../../../gate/redacted.ts";
import type { Ticket } from "../../../gate/ticket.ts";
import { stateWords, stepRecordsOf } from "../../../gate/workflow/states.ts";
import type { Language } from "../../context.ts";
import type { Html } from "../../layout.ts";
import { type Fact, answerOf, factsOf } from "../parts/facts.ts";

/** All that somebody reads before they consent: every argument in full, how the target was, what hung on it. */
export function questionOf(ticket: Ticket, language: Language): Html {
  const { before, impact } = ticket;
  return html`${argumentsOf(ticket, language)} ${stepsOf(ticket, language)}
  ${Object.keys(before).length === 0 ? "" : part(texts.before[language], answerOf(before, language))}
  ${impact.map(({ operation, answer }) => part(impactTitle(operation, language), answerOf(answer, language)))}
  ${undoOf(ticket, language)}`;
}

function argumentsOf({ operation, input }: Ticket, language: Language): Html {
  const record = operationOf({ operation });
  const facts = inFull(redacted(record, input, language), "", language).map(([path, value]): Fact => [
    labelOf(record, path, language),
    value === ""
      ? html`<span class="soft">${placeholders.empty[language]}</span>`
      : html`<code>${value}</code>`,
  ]);
  const body = facts.length === 0 ? html`<p class="soft">${texts.none[language]}</p>` : factsOf(facts);
  return part(texts.arguments[language], body);
}

/** The steps of a workflow and where each stands. */
function stepsOf(ticket: Ticket, language: Language): Html | "" {
  const records = stepRecordsOf(ticket);
  if (records.length === 0) return "";
  const items = records.map(
    (record) =>
      html`<li>
        ${stepLine(record, language)} <strong class="soft">${stateWords[record.state][language]}</strong>
      </li>`,
  );
  return part(
    texts.steps[language],
    html`<ol>
      ${items}
    </ol>`,
  );
}

/** The title of a field; for a part of one the path follows. */
function labelOf(operation: Operation, path: string, language: Language): Html {
  const [name = "", ...rest] = path.split(".");
  const schema = inputField(operation, name);
  const title = (schema && noteOf(schema)?.title[language]) ?? name;
  return html`${[title, ...rest].join(".")} <code class="soft">${name}</code>`;
}

function impactTitle(read: string, language: Language): string {
  return texts.impact[language].replace("{read}", () => operationNamed(read)?.title[language] ?? read);
}

function part(title: string, body: Html): Html {
  return html`<section class="card">
    <h2>${title}</h2>
    ${body}
  </section>`;
}

function undoOf({ operation }: Ticket, language: Language): Html {
  const { undo } = operationOf({ operation });
  const reverse = operationNamed(undo?.operation ?? "none");
  const lost = undo?.lost?.[language] ?? "";
  if (reverse === undefined)
    return html`<p class="notice bad"><strong>${texts.noUndo[language]}</strong> ${lost}</p>`;
  const [before = "", after = ""] = texts.undo[language].split("{undo}");
  const link = html`<a href="/operations/${reverse.name}">${reverse.title[language]}</a>`;
  return html`<p class="notice">${before}${link}${after} ${lost}</p>`;
}

const texts = {
  arguments: { en: "What is to be done", ja: "依頼の内容" },
  steps: { en: "Steps", ja: "手順" },
  none: { en: "There are no arguments.", ja: "引数はありません。" },
  before: { en: "The target, as it was when asked", ja: "対象の状態（依頼時点）" },
  impact: { en: "Depends on it: {read}", ja: "影響を受けるもの（{read}）" },
  undo: { en: "It can be undone with “{undo}”.", ja: "「{undo}」で元に戻せます。" },
  noUndo: { en: "It cannot be undone.", ja: "この操作は元に戻せません。" },
} as const satisfies Record<string, Text>;
