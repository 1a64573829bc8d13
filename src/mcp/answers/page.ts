import { foldedName } from "../../gate/names/fold.ts";
import { costOf, cutTo } from "./cut.ts";
import type { List } from "./list-of.ts";
import type { Wishes } from "./wishes.ts";

/** Rows of an answer that are shown together. */
export interface Page {
  /** What the answer says beside its rows. */
  readonly head: Record<string, unknown>;
  readonly rows: readonly unknown[];
  /** All rows of the answer. */
  readonly total: number;
  /** Those that the query leaves. */
  readonly matched: number;
  /** Where the next page begins; absent where this one was the last. */
  readonly next?: number;
}

const usualLimit = 25;
/** What a page costs at most that nobody asked to be longer. */
const usualTokens = 1_500;
/** Around the rows: the names of their list and of the page, with its cursor. */
const frameTokens = 150;

/** The page of an answer that begins at a place: as many of the rows that are wished for as so many tokens buy, but one. */
export function cutPage(
  { in: field }: List,
  answer: Record<string, unknown>,
  { query, fields, limit }: Wishes,
  { offset, tokens: most }: { readonly offset: number; readonly tokens: number },
): Page {
  const { [field]: all, ...rest } = answer;
  const tokens = limit === undefined ? Math.min(most, usualTokens) : most;
  const head = cutTo(rest, tokens / 3);
  const shown = rowsIn(all).map((row) => only(row, fields));
  const matching = query === undefined ? shown : shown.filter(matcherOf(query));
  const wished = matching.slice(offset, offset + (limit ?? usualLimit));
  const rows = wished.slice(0, affordable(wished, tokens - costOf(head) - frameTokens));
  const next = offset + rows.length;
  const more = rows.length > 0 && next < matching.length;
  return { head, rows, total: rowsIn(all).length, matched: matching.length, ...(more ? { next } : {}) };
}

/** The rows that an answer has; none where it leaves its list out. */
export function rowsIn(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

function only(row: unknown, fields: readonly string[] | undefined): unknown {
  if (fields === undefined || typeof row !== "object" || row === null) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => fields.includes(name)));
}

/** Each word has to stand in some value of the row; width and case do not count. */
function matcherOf(query: string): (row: unknown) => boolean {
  const words = foldedName(query).split(" ");
  return (row) => {
    const values = valuesIn(row).map(foldedName);
    return words.every((word) => values.some((value) => value.includes(word)));
  };
}

function valuesIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [String(value)];
  return Object.values(value).flatMap(valuesIn);
}

/** How many of the rows, from the first on, so many tokens buy; the first is free, or there would be no getting on. */
function affordable(rows: readonly unknown[], tokens: number): number {
  let left = tokens;
  const tooDear = rows.findIndex((row, index) => {
    left -= costOf(row);
    return left < 0 && index > 0;
  });
  return tooDear === -1 ? rows.length : tooDear;
}
