import stringWidth from "string-width";
import { oneLine } from "../../gate/plain.ts";
import { cut } from "../views/blocks.ts";

const gap = "  ";
const narrowest = 3;

/**
 * Rows as aligned text with a header line, in letters of one width of which a Japanese one takes two. No line is wider
 * than `widest`: long cells are cut, those of the first column last, and columns for which there is no room at all are
 * left out.
 */
export function toTable(
  rows: readonly Record<string, unknown>[],
  columns: readonly string[],
  widest: number,
): string {
  const shown = columns.slice(0, Math.floor((widest + gap.length) / (narrowest + gap.length)));
  const lines = [shown.map(oneLine), ...rows.map((row) => shown.map((column) => cellOf(row[column])))];
  const widths = shrunk(
    shown.map((_column, index) =>
      widthOf(
        lines.map((line) => line[index] ?? ""),
        widest,
      ),
    ),
    widest,
  );
  return lines
    .map((line) =>
      line
        .map((cell, index) => fitted(cell, widths[index] ?? 0))
        .join(gap)
        .trimEnd(),
    )
    .join("\n");
}

/** A value as it stands in a table: on one line, without anything that moves or hides other text. */
export function cellOf(value: unknown): string {
  return value === undefined || value === null ? "" : oneLine(value);
}

/** How wide a column of these cells wants to be. */
export function widthOf(cells: readonly string[], widest: number): number {
  const natural = cells.reduce((most, cell) => Math.max(most, stringWidth(cut(cell, widest))), narrowest);
  return Math.min(widest, natural);
}

/** Takes from the widest column until all fit; from the first, which is the id of a row, only when nothing else is left. */
function shrunk(wanted: readonly number[], widest: number): readonly number[] {
  const widths = [...wanted];
  const room = widest - gap.length * (widths.length - 1);
  while (widths.reduce((sum, width) => sum + width, 0) > room) {
    const widestOfRest = Math.max(0, ...widths.slice(1));
    const index = widestOfRest > narrowest ? widths.indexOf(widestOfRest, 1) : 0;
    widths[index] = (widths[index] ?? 0) - 1;
  }
  return widths;
}

function fitted(cell: string, width: number): string {
  const text = within(cell, width);
  return text + " ".repeat(width - stringWidth(text));
}

/** Cut to a width. Marks that take no room count, too: a hundred of them on one letter would cover the lines around it. */
function within(text: string, width: number): string {
  const start = cut(text, 2 * width);
  if (stringWidth(start) <= width) return start;
  let shown = "";
  let room = width - 1;
  for (const { segment } of graphemes.segment(start)) {
    room -= stringWidth(segment);
    if (room < 0) break;
    shown += segment;
  }
  return `${shown}…`;
}

const graphemes = new Intl.Segmenter("ja", { granularity: "grapheme" });
