import * as z from "zod";
import { asBoolean, innerOf } from "../../tools/fields.ts";
import { badRequest } from "./errors.ts";
import type { Refusal } from "./errors.ts";
import { toParameterName } from "./guesses.ts";

/**
 * What a caller sent, held to the operation's own schema.
 *
 * As lenient as the clients of the API need: null is absent, and an unknown field is passed over.
 *
 * @throws {@link Refusal} 400, naming the first field that is wrong
 */
export function parseInput<Input extends z.ZodObject>(
  schema: Input,
  raw: Readonly<Record<string, unknown>>,
): z.output<Input> {
  const known = Object.entries(raw).filter(
    ([name, value]) => Object.hasOwn(schema.shape, name) && value !== null,
  );
  const parsed = schema.safeParse(Object.fromEntries(known));
  if (!parsed.success) {
    throw refusalOf(parsed.error, raw);
  }
  return parsed.data;
}

/** Query parameters, which are texts, as the booleans and numbers the schema asks for; a blank one is absent. */
export function parseQuery(schema: z.ZodObject, query: URLSearchParams): Record<string, unknown> {
  const given = [...query].filter(([, value]) => value !== "");
  return Object.fromEntries(given.map(([name, value]) => [name, asTyped(schema, name, value)]));
}

function asTyped({ shape }: z.ZodObject, name: string, value: string): unknown {
  const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
  const inner = field === undefined ? undefined : innerOf(field);
  if (inner instanceof z.ZodBoolean) {
    // The Python SDK writes its own `True` and `False` into the address.
    return asBoolean(value.toLowerCase());
  }
  return inner instanceof z.ZodNumber && /^-?\d+$/.test(value) ? Number(value) : value;
}

// A schema's own words never repeat the value, so that no password comes back in an answer.
function refusalOf({ issues }: z.ZodError, raw: Readonly<Record<string, unknown>>): Refusal {
  const { path = [], message = "" } = issues[0] ?? {};
  const field = path[0];
  if (field === undefined) {
    return badRequest(`Parameter : ${message}`);
  }
  const value = raw[String(field)];
  const fault = value === undefined || value === null ? "is required." : `is invalid. ${message}`;
  return badRequest(`Parameter : ${toParameterName(String(field))} ${fault}`);
}
