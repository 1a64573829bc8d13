import type { Text } from "../../../tools/operation.ts";

/** A language that people are spoken to in. */
export type Language = keyof Text;

/** The language of a locale such as `ja-JP`; undefined where it says nothing. */
export function languageOf(locale: string | undefined): Language | undefined {
  if (locale === undefined) return undefined;
  return locale.toLowerCase().startsWith("ja") ? "ja" : "en";
}
