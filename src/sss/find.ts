import type { Find } from "../../tools/operation.ts";
import { failure } from "./failure.ts";
import type { Call } from "./failure.ts";
import type { Candidate } from "./errors.ts";
import { scrub } from "./scrub.ts";

type Row = Readonly<Record<string, unknown>>;

const mostCandidates = 10;
const longestName = 120;

/**
 * The one row of an answer's list that is looked for: by its id, else by a name, else by either in another case.
 *
 * @throws {@link SssError} `not_found`, or `ambiguous` with the candidates.
 */
export function findRow(call: Call, find: Find, wanted: string, answer: Row, where: string): Row {
  const rows = toRows(call, find, answer);
  const found = matchesIn(rows, find, wanted);
  const [row, ...others] = found;
  if (row === undefined) {
    const fields = find.matching.join(" or ");
    const reason = `none of ${rows.length} ${find.in} has the given ${find.by} as ${fields} (${where})`;
    throw failure(call, "not_found", reason);
  }
  if (others.length > 0) throw ambiguity(call, find, found);
  return row;
}

function matchesIn(rows: readonly Row[], { matching }: Find, wanted: string): readonly Row[] {
  const [id, ...names] = matching;
  const byId = rows.find((row) => wordsOf(row[id]) === wanted);
  if (byId !== undefined) return [byId];
  const exact = rows.filter((row) => names.some((name) => wordsOf(row[name]) === wanted));
  if (exact.length > 0) return exact;
  const folded = wanted.toLowerCase();
  return rows.filter((row) => matching.some((field) => wordsOf(row[field])?.toLowerCase() === folded));
}

function toRows(call: Call, find: Find, answer: Row): readonly Row[] {
  const rows = answer[find.in];
  if (rows === null) return [];
  // A list that is not there is not an empty one: "not found" would be taken for "gone".
  if (!Array.isArray(rows)) throw failure(call, "invalid_answer", `the answer has no list of ${find.in}`);
  return rows.filter((row): row is Row => typeof row === "object" && row !== null);
}

function ambiguity(call: Call, { in: list, by, matching }: Find, found: readonly Row[]) {
  const candidates = found.slice(0, mostCandidates).map((row) => toCandidate(call, matching, row));
  return failure(call, "ambiguous", `${found.length} ${list} match the given ${by}`, { candidates });
}

function toCandidate(call: Call, matching: readonly string[], row: Row): Candidate {
  const words = matching.map((field) => [field, wordsOf(row[field])] as const);
  return Object.fromEntries(
    words.flatMap(([field, value]) =>
      value === undefined ? [] : [[field, scrub(value, call.secrets, longestName)]],
    ),
  );
}

function wordsOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
