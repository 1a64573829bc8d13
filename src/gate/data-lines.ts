import type { Text } from "../../tools/operation.ts";
import { oneLine, plain } from "./plain.ts";

const mostLines = 20;

/** The facts that stand beside an ending, for people to read: at most 20 lines, each label in the reader's language. */
export function dataLines(
  data: Readonly<Record<string, unknown>> | undefined,
  language: keyof Text,
): readonly string[] {
  const lines = Object.entries(data ?? {}).flatMap(([key, value]) =>
    linesOf(labels.get(key)?.[language] ?? oneLine(key).replaceAll("_", " "), value),
  );
  return lines.slice(0, mostLines);
}

function linesOf(label: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [`${label}: ${wordsOf(value)}`];
  return [`${label}:`, ...value.map((item: unknown) => `• ${wordsOf(item)}`)];
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(", ");
  if (typeof value !== "object" || value === null) return plain(value);
  if (!("field" in value)) return Object.values(value).map(wordsOf).join(" / ");
  const { field, before, now }: { field: unknown; before?: unknown; now?: unknown } = value;
  return `${plain(field)}: ${plain(before ?? "–")} → ${plain(now ?? "–")}`;
}

const labels: ReadonlyMap<string, Text> = new Map([
  ["field", { en: "Field", ja: "項目" }],
  ["given", { en: "Given", ja: "入力された値" }],
  ["candidates", { en: "Candidates", ja: "候補" }],
  ["more_candidates", { en: "More candidates", ja: "ほかの候補の数" }],
  ["closest", { en: "Closest", ja: "近いもの" }],
  ["changes", { en: "Changes", ja: "変わった項目" }],
  ["more_changes", { en: "More changes", ja: "ほかに変わった項目の数" }],
  ["sss_message", { en: "SSS says", ja: "SSSのメッセージ" }],
  ["sss_error_code", { en: "SSS error code", ja: "SSSのエラーコード" }],
]);
