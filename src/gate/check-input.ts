import { isSecretField } from "../../tools/fields.ts";
import type { Operation } from "../../tools/operation.ts";
import type { Actor } from "./actor.ts";
import type { Request } from "./request.ts";
import { type Ending, denied, failed } from "./outcome.ts";
import { validate } from "./validate.ts";

/** The input of a request that fits its operation and its face, or the ending that says why it does not. */
export function checkInput({
  operation,
  input,
  actor,
}: Request): { readonly input: Record<string, unknown> } | Ending {
  const secret = secretAmong(operation, input, actor);
  if (secret !== undefined) {
    return denied(operation, "secret_argument", `${secret} is a secret, and an assistant may not handle it.`);
  }
  const validated = validate(operation, input);
  return validated.ok ? { input: validated.input } : failed(operation, "invalid_request", validated.message);
}

/** The secret field that came through a face whose words a model writes and keeps. */
function secretAmong(operation: Operation, input: unknown, { face }: Actor): string | undefined {
  if (face !== "mcp" || typeof input !== "object" || input === null) return undefined;
  return Object.keys(input).find((field) => isSecretField(operation, field));
}
