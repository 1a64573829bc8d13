import { noteOf } from "../../tools/fields.ts";
import type { Operation } from "../../tools/operation.ts";

/** Upstream may add a secret to an answer before a record marks it: fields of these names are taken for secrets too. */
const secretName = /password|secret|^token$|passwd/i;

/** An answer parted into what may be shown and what may not. */
export interface Parted {
  /** The answer with each secret replaced by the text given for it. */
  readonly shown: Record<string, unknown>;
  /** The secrets by field, empty ones left out. */
  readonly secrets: Record<string, string>;
}

/** Parts the secrets from an answer and puts `replacement` in their place. */
export function partSecrets(
  operation: Operation,
  answer: Record<string, unknown>,
  replacement: string,
): Parted {
  const secrets: Record<string, string> = {};
  const shown = hide(answer, (path, value) => {
    const field = path.at(-1) ?? "";
    const marked = path.length === 1 && isSecretField(operation, field);
    if (!(marked || secretName.test(field)) || value === "") return value;
    secrets[path.join(".")] = value;
    return replacement;
  });
  return { shown: shown as Record<string, unknown>, secrets };
}

/** Whether the operation's answer can hold a secret that upstream shows only this once. */
export function issuesSecrets(operation: Operation): boolean {
  return (
    operation.effect !== "read" &&
    Object.keys(operation.output.shape).some((field) => isSecretField(operation, field))
  );
}

/** Whether a field of the operation's input or answer is marked secret. */
export function isSecretField(operation: Operation, field: string): boolean {
  return [operation.input.shape[field], operation.output.shape[field]].some(
    (schema) => schema !== undefined && noteOf(schema)?.secret === true,
  );
}

type Replace = (path: readonly string[], value: string) => string;

function hide(value: unknown, replace: Replace, path: readonly string[] = []): unknown {
  if (typeof value === "string") return replace(path, value);
  if (Array.isArray(value)) return value.map((item) => hide(item, replace, path));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, hide(inner, replace, [...path, key])]),
  );
}
