import { isSecretField } from "../../tools/fields.ts";
import type { Operation } from "../../tools/operation.ts";

/** Upstream may add a secret to an answer before a record marks it: fields of these names are taken for secrets too. */
const secretName = /passwo?r?d|secret|token$/i;

/** An answer parted into what may be shown and what may not. */
export interface Parted {
  /** The answer with the given text in the place of each secret. */
  readonly show: (replacement: string) => Record<string, unknown>;
  /** The secrets, each by its path in the answer; empty ones are none. */
  readonly secrets: Readonly<Record<string, unknown>>;
}

/** Parts the secrets from an answer: the fields that are marked, and those that are named like one, at any depth. */
export function partSecrets(operation: Operation, answer: Record<string, unknown>): Parted {
  const isSecret = (field: string, depth: number) =>
    secretName.test(field) || (depth === 1 && isSecretField(operation, field));
  // Mostly there are none, and looking is quicker than writing the answer anew.
  if (!holdsSecret(answer, isSecret)) return { show: () => answer, secrets: {} };
  const secrets: Record<string, unknown> = {};
  replaceSecrets(answer, isSecret, (path, value) => {
    secrets[path.join(".")] = value;
    return undefined;
  });
  return {
    show: (replacement) => replaceSecrets(answer, isSecret, () => replacement) as Record<string, unknown>,
    secrets,
  };
}

/** Whether the operation's answer can hold a secret that upstream shows only this once. */
export function issuesSecrets(operation: Operation): boolean {
  return (
    operation.effect !== "read" &&
    Object.keys(operation.output.shape).some((field) => isSecretField(operation, field))
  );
}

type IsSecret = (field: string, depth: number) => boolean;
type Replace = (path: readonly string[], value: unknown) => unknown;

function holdsSecret(value: unknown, isSecret: IsSecret, depth = 0): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => holdsSecret(item, isSecret, depth + 1));
  return Object.keys(value).some((key) => {
    const inner = (value as Readonly<Record<string, unknown>>)[key];
    return isSecret(key, depth + 1) ? !isHarmless(inner) : holdsSecret(inner, isSecret, depth + 1);
  });
}

function replaceSecrets(
  value: unknown,
  isSecret: IsSecret,
  replace: Replace,
  path: readonly string[] = [],
): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => replaceSecrets(item, isSecret, replace, [...path, String(index)]));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const here = [...path, key];
      const isHidden = isSecret(key, here.length) && !isHarmless(inner);
      return [key, isHidden ? replace(here, inner) : replaceSecrets(inner, isSecret, replace, here)];
    }),
  );
}

/** A flag says whether there is a secret, not which. */
function isHarmless(value: unknown): boolean {
  return value === "" || value === null || value === undefined || typeof value === "boolean";
}
