import { isSecretField } from "../../tools/fields.ts";
import type { Operation } from "../../tools/operation.ts";
import type { Actor } from "./actor.ts";
import type { Finder } from "./names/finder.ts";
import { resolveNames } from "./names/resolve.ts";
import { withStandIns } from "./names/stand-ins.ts";
import type { Request } from "./request.ts";
import { type Ending, denied, failed } from "./outcome.ts";
import { validate } from "./validate.ts";

type Checked = { readonly input: Record<string, unknown> } | Ending;

/**
 * The input of a request that fits its operation and its face, with ids in the place of names; or the ending that says why
 * it does not. Nothing is read unless all the rest fits.
 */
export async function checkInput(request: Request, find: Finder): Promise<Checked> {
  const { operation, input, actor } = request;
  const secret = secretAmong(operation, input, actor);
  if (secret !== undefined) {
    return denied(operation, "secret_argument", `${secret} is a secret, and an assistant may not handle it.`);
  }
  const rest = fitted(operation, withStandIns(operation, input));
  if ("kind" in rest) return rest;
  const named = await resolveNames({ operation, input: { ...(input as object) }, actor }, find);
  return "kind" in named ? named : fitted(operation, named.input);
}

function fitted(operation: Operation, input: unknown): Checked {
  const validated = validate(operation, input);
  return validated.ok ? { input: validated.input } : failed(operation, "invalid_request", validated.message);
}

/** The secret field that came through a face whose words a model writes and keeps. */
function secretAmong(operation: Operation, input: unknown, { face }: Actor): string | undefined {
  if (face !== "mcp" || typeof input !== "object" || input === null) return undefined;
  return Object.keys(input).find((field) => isSecretField(operation, field));
}
