import stringWidth from "string-width";
import type { EffectiveSetting } from "./effective.ts";
import type { Loaded } from "./load.ts";
import { printable } from "./shown.ts";

/** Settings as a table for people: each with what it is set to, and where. */
export function linesOf(
  settings: readonly EffectiveSetting[],
  { config, file }: Pick<Loaded, "config" | "file">,
): readonly string[] {
  const rows = settings.map(({ setting, value = "-", source }) => [setting, value, source].map(printable));
  const table = [["setting", "value", "source"], ...rows];
  const widths = [0, 1].map((column) => widthOf(table, column));
  return [
    file === undefined ? "No file of settings is read." : `The file ${printable(file.path)} is read.`,
    ...(config.accounts.length === 0 ? ["No account is set: the built-in sandbox is used."] : []),
    "",
    ...table.map((cells) => cells.map((cell, column) => padded(cell, widths[column] ?? 0)).join("  ")),
  ];
}

/** Columns; a value that takes more pushes what is behind it to the right. */
const widest = 44;

function widthOf(table: readonly (readonly string[])[], column: number): number {
  return Math.min(widest, Math.max(...table.map((cells) => stringWidth(cells[column] ?? ""))));
}

function padded(cell: string, width: number): string {
  return cell + " ".repeat(Math.max(0, width - stringWidth(cell)));
}
