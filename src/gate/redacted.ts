import { inputField, isSecretField } from "../../tools/fields.ts";
import type { Operation } from "../../tools/operation.ts";

/** Arguments as they may be shown and written down: without what the record marks secret, or does not know at all. */
export function redacted(operation: Operation, input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input)
      .filter(([field]) => inputField(operation, field) !== undefined)
      .map(([field, value]) => [field, isSecretField(operation, field) ? "(hidden)" : value]),
  );
}
