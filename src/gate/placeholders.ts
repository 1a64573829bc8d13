import type { Text } from "../../tools/operation.ts";

/** What stands where a value is empty, or is kept from the reader. What is stored or put on record says it in English. */
export const placeholders = {
  none: { en: "(none)", ja: "（なし）" },
  empty: { en: "(empty)", ja: "（空）" },
  hidden: { en: "(hidden)", ja: "（非表示）" },
} as const satisfies Record<string, Text>;

/** An answer as the gate keeps it, for a reader: what it hides is marked in their language, all else is as it was. */
export function readable(
  answer: Readonly<Record<string, unknown>>,
  language: keyof Text,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answer).map(([field, value]) => [field, readableValue(value, language)]),
  );
}

function readableValue(value: unknown, language: keyof Text): unknown {
  if (value === placeholders.hidden.en) return placeholders.hidden[language];
  if (Array.isArray(value)) return value.map((inner) => readableValue(inner, language));
  return typeof value === "object" && value !== null ? readable({ ...value }, language) : value;
}
