import * as z from "zod";
import type { JsonSchema } from "../../../tools/json-schema.ts";
import { faultsOf } from "../tools/faults.ts";

const wishes = z.strictObject({
  query: z.string().trim().min(1).max(200).optional(),
  fields: z.array(z.string().min(1).max(64)).min(1).max(50).optional(),
  limit: z.int().min(1).max(200).optional(),
  cursor: z.string().min(1).max(200).optional(),
});

/** What a caller wants to see of a list. */
export type Wishes = z.output<typeof wishes>;

/** The arguments by which every list is narrowed, as models are shown them: in few words, for they stand at many tools. */
export const wishSchemas: Readonly<Record<keyof Wishes, JsonSchema>> = {
  query: { type: "string" },
  fields: { type: "array", items: { type: "string" } },
  limit: { type: "integer", maximum: 200, default: 25 },
  cursor: { type: "string" },
};

/** Parts what is wished for of a list from the arguments of the operation; or says what is wrong with the wishes. */
export function partWishes(
  input: unknown,
): { readonly wishes: Wishes; readonly rest: unknown } | { readonly fault: string } {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return { wishes: {}, rest: input };
  const entries = Object.entries(input);
  const isWish = ([name]: readonly [string, unknown]) => Object.hasOwn(wishSchemas, name);
  const parsed = wishes.safeParse(Object.fromEntries(entries.filter(isWish)));
  return parsed.success
    ? { wishes: parsed.data, rest: Object.fromEntries(entries.filter((entry) => !isWish(entry))) }
    : { fault: `${faultsOf(parsed.error)}.` };
}
