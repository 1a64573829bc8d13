import * as z from "zod";
import { innerOf } from "../../../tools/fields.ts";
import type { Operation } from "../../../tools/operation.ts";

/** A read whose answer is first of all a list of rows. */
export interface List {
  readonly operation: Operation;
  /** The field of the answer that holds the rows. */
  readonly in: string;
  /** The fields of a row that are known beforehand; a row may have others. */
  readonly columns: readonly string[];
}

/** What of an operation's answer is a list; undefined where it shows one thing, and the lists in it are details. */
export function listOf(operation: Operation): List | undefined {
  const { name, effect, output } = operation;
  if (effect !== "read" || name.startsWith("get_")) return undefined;
  const [first] = Object.keys(output.shape).flatMap((field) => {
    const columns = columnsOf(output.shape[field] as z.core.$ZodType);
    return columns === undefined ? [] : [{ operation, in: field, columns }];
  });
  return first;
}

function columnsOf(schema: z.core.$ZodType): readonly string[] | undefined {
  const inner = innerOf(schema);
  if (!(inner instanceof z.ZodArray)) return undefined;
  const row = innerOf(inner.element);
  return row instanceof z.ZodObject ? Object.keys(row.shape) : [];
}
