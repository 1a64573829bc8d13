import { inputField, isSecretField } from "../../tools/fields.ts";
import type { Operation, Text } from "../../tools/operation.ts";
import { placeholders } from "./placeholders.ts";

/**
 * Arguments as they may be shown and written down: without what the record marks secret, or does not know at all. A
 * secret is marked in the language of whoever reads it; what is written down is English.
 */
export function redacted(
  operation: Operation,
  input: Record<string, unknown>,
  language: keyof Text = "en",
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input)
      .filter(([field]) => inputField(operation, field) !== undefined)
      .map(([field, value]) => [
        field,
        isSecretField(operation, field) ? placeholders.hidden[language] : value,
      ]),
  );
}
