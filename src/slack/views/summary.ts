import { plain } from "../../gate/plain.ts";
import { aligned } from "./listing.ts";

/** Fields of a row that are shown of it. */
const mostCells = 4;

/** An answer of SSS as short lines: a field each, and below a list its rows, of each the first values. Empty fields are left out. */
export function summaryLines(facts: Record<string, unknown>): readonly string[] {
  const shown = Object.entries(facts).filter(([, value]) => isShown(value));
  const heads = aligned(shown.map(([field, value]) => [plain(field), summaryOf(value)]));
  return shown.flatMap(([, value], index) => [heads[index] ?? "", ...rowsOf(value)]);
}

function summaryOf(value: unknown): string {
  return Array.isArray(value) ? String(value.length) : plain(value);
}

function rowsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map((row: unknown) => `  ${rowOf(row)}`) : [];
}

function rowOf(row: unknown): string {
  if (typeof row !== "object" || row === null) return plain(row);
  const cells = Object.values(row).filter(isShown).map(plain);
  return plain(cells.slice(0, mostCells).join(" · "));
}

function isShown(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}
