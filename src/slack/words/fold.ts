import * as z from "zod";
import { innerOf, inputField, isFoldable } from "../../../tools/fields.ts";
import { withStraightQuotes } from "../../../tools/form-values.ts";
import type { Operation } from "../../../tools/operation.ts";
import type { Argument } from "../../../tools/words.ts";

/**
 * An argument without what phones and Japanese input methods put into it: full-width letters in ids and other texts of a
 * set form, and curly quotes in JSON. Free text stays as it was typed.
 */
export function folded(operation: Operation, argument: Argument): Argument {
  const { field, word } = argument;
  const schema = inputField(operation, field);
  if (schema === undefined) return argument;
  if (isFoldable(schema)) return { ...argument, word: word.normalize("NFKC") };
  return innerOf(schema) instanceof z.ZodArray ? { ...argument, word: straightened(word) } : argument;
}

function straightened(word: string): string {
  try {
    JSON.parse(`[${word}]`);
    return word;
  } catch {
    return withStraightQuotes(word);
  }
}
