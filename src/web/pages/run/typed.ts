import { type FormField, formFields } from "../../../../tools/form-fields.ts";
import { valueFrom } from "../../../../tools/form-values.ts";
import type { Operation } from "../../../../tools/operation.ts";

/** What was typed or chosen for each field, as the form sends it. */
export type Typed = ReadonlyMap<string, readonly string[]>;

/** What an address fills in, and the secrets that it holds: these are not taken, as addresses are kept in many places. */
export interface Prefill {
  readonly typed: Typed;
  readonly exposed: readonly FormField[];
}

/** What the query of an address says of the operation's fields; anything else in it counts for nothing. */
export function prefillOf(operation: Operation, query: URLSearchParams): Prefill {
  const given = formFields(operation).filter(({ name }) => query.has(name));
  const shown = given.filter(({ isSecret }) => !isSecret);
  return {
    typed: new Map(shown.map(({ name }) => [name, query.getAll(name)])),
    exposed: given.filter(({ isSecret }) => isSecret),
  };
}

/** What a posted form says of the operation's fields. */
export function typedIn(operation: Operation, posted: FormData): Typed {
  return new Map(formFields(operation).map(({ name }) => [name, textsIn(posted, name)]));
}

/** The raw input that was typed; what was left empty is left out. */
export function inputFrom(operation: Operation, typed: Typed): Record<string, unknown> {
  const values = formFields(operation).map(
    (field) => [field.name, valueFrom(field, typed.get(field.name) ?? [])] as const,
  );
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** Files are no answer to anything; the ends of lines are as they were typed, before the form was sent. */
function textsIn(posted: FormData, name: string): readonly string[] {
  return posted
    .getAll(name)
    .filter((value) => typeof value === "string")
    .map((text) => text.replaceAll("\r\n", "\n"));
}
