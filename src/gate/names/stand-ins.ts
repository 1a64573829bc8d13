import type { Operation } from "../../../tools/operation.ts";
import { type IdField, idFieldsOf } from "./resolve.ts";

/** The input with an example id wherever a name may stand, so that all the rest can be checked before anything is read. */
export function withStandIns(operation: Operation, input: unknown): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const standing: Record<string, unknown> = { ...input };
  for (const field of idFieldsOf(operation)) {
    if (field.name in standing) standing[field.name] = standInFor(standing[field.name], field);
  }
  return standing;
}

function standInFor(given: unknown, field: IdField): unknown {
  if (Array.isArray(given)) return given.map((one: unknown) => standInFor(one, field));
  return typeof given === "string" && given.trim() !== "" ? (field.example ?? given) : given;
}
