import { cleanedText } from "../answers/clean.ts";

/** Rows as CSV (RFC 4180), at most so many bytes; a last row tells how many there was no room for. */
export function toCsv(rows: readonly (readonly string[])[], mostBytes: number): string {
  const lines = rows.map((row) => `${row.map(toCell).join(",")}\r\n`);
  let bytes = 0;
  const fitting = lines.findIndex((line) => (bytes += Buffer.byteLength(line)) > mostBytes);
  if (fitting === -1) return lines.join("");
  return `${lines.slice(0, fitting).join("")}${lines.length - fitting} more rows were left out\r\n`;
}

/** A cell on one line that no spreadsheet takes for a formula. */
function toCell(text: string): string {
  const clean = cleanedText(text);
  const harmless = /^[=+\-@]/.test(clean) ? `'${clean}` : clean;
  return /[",]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
