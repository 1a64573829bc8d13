import { isSecretField } from "../../tools/fields.ts";
import type { Operation } from "../../tools/operation.ts";
import type { Actor } from "./actor.ts";
import type { Door } from "./doors.ts";
import type { Request } from "./request.ts";
import { type Denied, type Ending, denied, failed } from "./outcome.ts";
import { validate } from "./validate.ts";

/** The input of a request that fits its operation and its face, or the ending that says why it does not. */
export function checkInput(
  { operation, input, actor }: Request,
  doors: readonly Door[],
): { readonly input: Record<string, unknown> } | Ending {
  const secret = secretAmong(operation, input, actor);
  if (secret !== undefined) return secretRefused(operation, { ...(input as object) }, secret, doors);
  const validated = validate(operation, input);
  return validated.ok ? { input: validated.input } : failed(operation, "invalid_request", validated.message);
}

/** The secret field that came through a face whose words a model writes and keeps. */
function secretAmong(operation: Operation, input: unknown, { face }: Actor): string | undefined {
  if (face !== "mcp" || typeof input !== "object" || input === null) return undefined;
  return Object.keys(input).find((field) => isSecretField(operation, field));
}

/** A refusal that leads on: to the form where a person enters the secret, or to a terminal where there is none. */
function secretRefused(
  operation: Operation,
  input: Record<string, unknown>,
  secret: string,
  doors: readonly Door[],
): Denied {
  const form = doors.map((door) => door.formFor?.(operation, input)).find((found) => found !== undefined);
  const way =
    form === undefined
      ? `runs \`sss-ops call ${operation.command}\` on a terminal.`
      : `opens the console's form, where the rest is filled in: ${form}`;
  const message = `${secret} is a secret, and an assistant may not handle it.`;
  return {
    ...denied(operation, "secret_argument", message),
    next: `Leave it out: where SSS needs one, it makes a random one. To choose one, a person ${way}`,
  };
}
