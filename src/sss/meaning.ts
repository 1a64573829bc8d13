import type { Endpoint } from "../../tools/operation.ts";
import type { SssErrorCode } from "./errors.ts";

/** In plain words, what a refusal with this code says of this call. */
export function meaningOf(code: SssErrorCode, operation: Endpoint, input: Record<string, unknown>): string {
  return code === "not_found"
    ? `${subjectOf(operation, input)} does not exist`
    : (meanings.get(code) ?? "SSS gave an answer nobody expects");
}

const meanings: ReadonlyMap<SssErrorCode, string> = new Map([
  ["invalid_request", "SSS refuses the input"],
  ["unauthenticated", "SSS does not accept the token, nor a new one"],
  ["forbidden", "this API key may not do it"],
  ["method_not_allowed", "SSS does not offer it here"],
  ["conflict", "it conflicts with the present state"],
  ["rate_limited", "SSS was called too often"],
  ["upstream_error", "SSS had an error of its own"],
]);

/** What the path names: `user ecid1000005887`. */
function subjectOf({ route }: Endpoint, input: Record<string, unknown>): string {
  const fields = [...route.matchAll(/\{(\w+)\}/g)].map(([, field = ""]) => field);
  const named = fields.map(
    (field) => `${field.replace(/_id$/, "").replaceAll("_", " ")} ${asId(input[field])}`,
  );
  return named.length === 0 ? "what it asks for" : named.join(" or ");
}

/** Only what is written as ids are: other text may be somebody's words. */
function asId(value: unknown): string {
  const text = String(value);
  return /^[\w-]{1,64}$/.test(text) ? text : "as given";
}
