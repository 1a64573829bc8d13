import { inputField, isSecretField } from "../../tools/fields.ts";
import { textsFrom } from "../../tools/form-values.ts";
import type { Operation } from "../../tools/operation.ts";

/** Characters that a value may have to stand in an address, and a whole path with its query. */
const longestValue = 500;
const longestPath = 2_000;

/**
 * The path of the console's form for an operation, with arguments filled in: those that it knows and that are not secret, as
 * far as there is room for them whole; before them the account, where there are several.
 */
export function formPathOf(
  operation: Operation,
  input: Readonly<Record<string, unknown>> = {},
  account?: string,
): string {
  const bare = `/operations/${operation.name}/run`;
  const queries = Object.entries(input)
    .filter(([field]) => inputField(operation, field) !== undefined && !isSecretField(operation, field))
    .map(([field, value]) => queryOf(field, textsFrom(value)));
  return [account === undefined ? "" : queryOf("account", [account]), ...queries]
    .filter((query) => query !== "")
    .reduce((path, query) => {
      const longer = `${path}${path === bare ? "?" : "&"}${query}`;
      return longer.length > longestPath ? path : longer;
    }, bare);
}

/** A field with its values, or nothing where one of them is too long: half of a value is another value. */
function queryOf(field: string, texts: readonly string[]): string {
  if (texts.some((text) => text.length > longestValue)) return "";
  return new URLSearchParams(texts.map((text): [string, string] => [field, text])).toString();
}
