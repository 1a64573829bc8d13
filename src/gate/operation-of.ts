import { operationNamed } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";

/** The operation that something on record is about. */
export function operationOf({ operation: name }: { readonly operation: string }): Operation {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(`no operation is called ${name}`);
  return operation;
}
