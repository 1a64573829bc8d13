import { html } from "hono/html";
import { readable } from "../../../gate/placeholders.ts";
import { oneLine } from "../../../gate/plain.ts";
import { inFull } from "../../../gate/question.ts";
import type { Text } from "../../../../tools/operation.ts";
import type { Language } from "../../context.ts";
import type { Html } from "../../layout.ts";
import { aside } from "./aside.ts";
import { tableOf } from "./table.ts";

/** A label and what stands beside it. */
export type Fact = readonly [label: Html | string, value: Html | string];

/** Labels with what they say; nothing where there are none. */
export function factsOf(facts: readonly Fact[]): Html {
  if (facts.length === 0) return html``;
  return html`<dl class="facts">
    ${facts.map(
      ([label, value]) =>
        html`<dt>${label}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

/** An answer of SSS: a field each, and below them lists of things as tables. Empty fields are left out. */
export function answerOf(answer: Fields, language: Language): Html {
  const fields = Object.entries(readable(answer, language)).filter(([, value]) => !isEmpty(value));
  if (fields.length === 0) return html`<p class="soft">${texts.nothing[language]}</p>`;
  const plainOnes = fields.filter(([, value]) => !isTable(value));
  const tables = fields.filter(([, value]) => isTable(value)) as readonly (readonly [
    string,
    readonly unknown[],
  ])[];
  return html`${factsOf(
    plainOnes.map(([field, value]) => [html`<code>${oneLine(field)}</code>`, valueOf(value, language)]),
  )}
  ${tables.map(([field, list]) => rowsOf(list, oneLine(field), language))}`;
}

type Fields = Readonly<Record<string, unknown>>;

const mostCharacters = 2_000;
const mostRows = 200;

function valueOf(value: unknown, language: Language): Html | string {
  if (!isObject(value)) return scalarOf(value, language);
  if (Array.isArray(value) && !value.some(isObject)) return cut(value.map(oneLine).join(", "));
  return partsOf(value, language);
}

/** All that is in a thing, each by its path. */
function partsOf(value: Fields, language: Language): Html {
  const parts = inFull(value, "", language);
  const more = parts.length - mostRows;
  return factsOf([
    ...parts
      .slice(0, mostRows)
      .map(([path, text]): Fact => [html`<code>${path}</code>`, scalarOf(text, language)]),
    ...(more > 0 ? [["…", `+${more}`] as const] : []),
  ]);
}

function rowsOf(list: readonly unknown[], name: string, language: Language): Html {
  const rows = list.slice(0, mostRows).map((row) => (isObject(row) ? row : { value: row }));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((column) =>
    rows.some((row) => !isEmpty(row[column])),
  );
  const more = list.length - rows.length;
  return html`<p><code class="soft">${name}</code>${aside(String(list.length), language, "soft")}</p>
    ${tableOf(
      name,
      columns.map(oneLine),
      rows.map((row) => columns.map((column) => cellOf(row[column], language))),
    )}
    ${more > 0 ? html`<p class="soft">${texts.more[language].replace("{count}", String(more))}</p>` : ""}`;
}

/** What would make a row too high is folded. */
function cellOf(value: unknown, language: Language): Html | string {
  if (isEmpty(value)) return "";
  if (!isObject(value) || (Array.isArray(value) && !value.some(isObject))) return valueOf(value, language);
  const count = Object.keys(value).length;
  return html`<details>
    <summary>${texts.folded[language].replace("{count}", String(count))}</summary>
    ${partsOf(value, language)}
  </details>`;
}

function isTable(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.some(isObject);
}

function scalarOf(value: unknown, language: Language): Html | string {
  const text = oneLine(value);
  const id = sealed.exec(text)?.[1];
  return id === undefined ? cut(text) : html`<a href="/reveal/${id}">${texts.reveal[language]}</a>`;
}

/** What stands in an answer in the place of a secret; the page it leads to shows that to its owner alone. */
const sealed = /^\(sealed: .{0,500}\brun: sss-ops reveal ([\w-]{8,64})\)$/;

function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length > mostCharacters ? `${characters.slice(0, mostCharacters).join("")}…` : text;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

const texts = {
  nothing: { en: "Nothing.", ja: "ありません。" },
  more: { en: "and {count} more", ja: "ほか{count}件" },
  folded: { en: "Show {count}", ja: "{count}件を表示" },
  reveal: { en: "Show it once", ja: "1回だけ表示する" },
} as const satisfies Record<string, Text>;
