import * as z from "zod";
import { toFaults, toWords } from "../check/words.ts";
import { withMessages } from "./error.ts";

/** A yes or no, which is a text when it comes in a form. Default no. */
export const flag = z.union([z.boolean(), z.stringbool()]).default(false);

/** The arguments of a call, checked. @throws {@link ApiError} `invalid_arguments` */
export function checked<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body, { error: toWords });
  if (!result.success) throw withMessages("invalid_arguments", toFaults(result.error));
  return result.data;
}
