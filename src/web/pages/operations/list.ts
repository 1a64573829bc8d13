import { html } from "hono/html";
import { catalog } from "../../../../tools/index.ts";
import type { Operation, Text } from "../../../../tools/operation.ts";
import { foldedWord } from "../../../../tools/words.ts";
import type { Gate } from "../../../gate/gate.ts";
import type { Visitor } from "../../context.ts";
import { type Html, page } from "../../layout.ts";
import { riskBadge } from "../parts/badges.ts";
import { standingBadge } from "./standing.ts";

/** The catalog by resource, or what of it holds all words of `query`, with what the policy says to the visitor. */
export async function operationList(visitor: Visitor, gate: Gate, query: string): Promise<Html> {
  const { language } = visitor;
  const found = [...byResource(catalog.filter((operation) => fits(operation, query)))];
  const body = html`${searchForm(visitor, query)}
  ${found.length === 0 ? html`<p class="card">${texts.none[language]}</p>` : ""}
  ${found.map(([resource, operations]) => group(visitor, gate, resource, operations))}`;
  return page(visitor, { title: texts.title, body, here: "/operations" });
}

function fits(operation: Operation, query: string): boolean {
  const { name, command, aliases = [], title, summary } = operation;
  const texts = [title, summary, ...aliases.map((alias) => alias.summary)].flatMap(({ en, ja }) => [en, ja]);
  const all = foldedWord([name, command, ...aliases.map((alias) => alias.command), ...texts].join("\n"));
  return foldedWord(query)
    .split(/\s+/u)
    .every((word) => all.includes(word));
}

function byResource(operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const [resource = ""] = operation.command.split(" ");
    groups.set(resource, [...(groups.get(resource) ?? []), operation]);
  }
  return groups;
}

function searchForm({ language }: Visitor, query: string): Html {
  return html`<form method="get" action="/operations" class="filters" role="search">
    <div class="field">
      <label for="q">${texts.words[language]}</label>
      <input id="q" name="q" type="search" value="${query}" />
    </div>
    <button>${texts.search[language]}</button>
  </form>`;
}

function group(visitor: Visitor, gate: Gate, resource: string, operations: readonly Operation[]): Html {
  return html`<section class="card">
    <h2>${resource}</h2>
    <ul class="list">
      ${operations.map((operation) => entry(visitor, gate, operation))}
    </ul>
  </section>`;
}

function entry(visitor: Visitor, gate: Gate, operation: Operation): Html {
  const { language } = visitor;
  const { name, command, title, summary, risk } = operation;
  return html`<li>
    <div>
      <a href="/operations/${name}">${title[language]}</a> <code class="soft">${command}</code> <br /><span
        class="soft"
        >${summary[language]}</span
      >
    </div>
    ${riskBadge(risk, language)} ${standingBadge(gate, operation, visitor)}
  </li>`;
}

const texts = {
  title: { en: "Operations", ja: "操作一覧" },
  words: { en: "Words in a name, a command or a description", ja: "名前・コマンド・説明に含まれる言葉" },
  search: { en: "Search", ja: "検索" },
  none: {
    en: "No operation fits. Try fewer words, such as “user”.",
    ja: "該当する操作はありません。「ユーザー」など、少ない言葉でお試しください。",
  },
} as const satisfies Record<string, Text>;
