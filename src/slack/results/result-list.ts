import { endpoints } from "../../../tools/index.ts";
import { type Operation, type Text, isEndpoint } from "../../../tools/operation.ts";
import { plain } from "../../gate/plain.ts";
import {
  type Block,
  type ButtonOptions,
  type Message,
  actions,
  context,
  literal,
  saying,
} from "../views/blocks.ts";
import { filled } from "../views/filled.ts";
import type { Language } from "../views/language.ts";
import { listing, roomInMessage } from "../views/listing.ts";
import { type Listed, widestTable } from "./rows.ts";
import { headlineOf } from "./headline.ts";
import { toTable } from "./table.ts";
import { optionalFields, usageOf } from "../words/usage.ts";

/** How many rows a page of a list has. */
export const pageSize = 20;

/** What a list is told with. */
export interface HowToList {
  readonly language: Language;
  readonly input: Record<string, unknown>;
  /** Only the rows that show this text are there. */
  readonly filter?: string;
  /** Which page is shown, by its first row, and what its buttons carry; without it there are none. */
  readonly page?: { readonly id: string; readonly from: number };
}

/** A message, and of a list which of its rows it shows. */
export type Told = Message & {
  readonly rows?: { readonly total: number; readonly shown: number; readonly from: number };
};

/** A page of a list as a table, with how to see the rest of it. */
export function tellList({ rows, columns, hidden }: Listed, operation: Operation, how: HowToList): Told {
  const total = rows.length;
  const from = firstOf(how.page?.from ?? 0, total);
  const shown = rows.slice(from, from + pageSize);
  const lines = shown.length === 0 ? [] : toTable(shown, columns, widestTable).split("\n");
  const place = { total, shown: shown.length, from };
  const notes = [
    ...(total > shown.length ? [rangeOf(place, how.language), narrowing(operation, how)] : []),
    ...(total > 0 && hidden.length > 0
      ? [`${texts.hidden[how.language]} ${literal(plain(hidden.join(", ")))}`]
      : []),
  ];
  const message = saying(
    `${headlineOf(operation, how.input, how.language)}: ${countOf(total, how)}`,
    ...listing(lines, roomInMessage).blocks,
    ...(notes.length === 0 ? [] : [context(notes.join(" "))]),
    ...buttons(place, how),
  );
  return { ...message, rows: place };
}

/** Where a page begins: a list that has become shorter is shown by its last page. */
function firstOf(wanted: number, total: number): number {
  const last = Math.max(0, Math.ceil(total / pageSize) - 1) * pageSize;
  return Math.min(Math.max(0, wanted), last);
}

function countOf(total: number, { language, filter = "" }: HowToList): string {
  const text = filter === "" ? texts.count : texts.filtered;
  return filled(text[language], { total: String(total), filter: literal(plain(filter)) });
}

function rangeOf({ total, shown, from }: NonNullable<Told["rows"]>, language: Language): string {
  return filled(texts.range[language], {
    first: String(from + 1),
    last: String(from + shown),
    total: String(total),
  });
}

function narrowing(operation: Operation, { language, input }: HowToList): string {
  const find = endpoints.find(
    (other) => other.find !== undefined && isEndpoint(operation) && other.route === operation.route,
  );
  const ways = [
    "--filter TEXT",
    ...optionalFields(operation)
      .filter((field) => input[field] === undefined)
      .slice(0, 4)
      .map((field) => `${field}=…`),
    ...(find === undefined ? [] : [usageOf(find)]),
  ];
  return `${texts.narrow[language]} ${ways.map((way) => `\`${way}\``).join(", ")}`;
}

function buttons(
  { total, shown, from }: NonNullable<Told["rows"]>,
  { page, language }: HowToList,
): readonly Block[] {
  if (page === undefined) return [];
  const button = (action: string, label: Text): ButtonOptions => ({
    action,
    value: page.id,
    label: label[language],
  });
  const turning = [
    ...(from > 0 ? [button("page:prev", texts.previous)] : []),
    ...(from + shown < total ? [button("page:next", texts.next)] : []),
  ];
  return turning.length === 0 ? [] : [actions(...turning)];
}

const texts = {
  count: { en: "{total} found.", ja: "{total}件" },
  filtered: { en: "{total} found that show “{filter}”.", ja: "「{filter}」を含むもの {total}件" },
  range: { en: "{first}–{last} of {total}.", ja: "{total}件中 {first}～{last}件目。" },
  narrow: { en: "To narrow it down:", ja: "絞り込み:" },
  hidden: { en: "Not shown:", ja: "省略した項目:" },
  previous: { en: "Previous", ja: "前へ" },
  next: { en: "Next", ja: "次へ" },
} as const satisfies Record<string, Text>;
