import { isSecretField } from "../../tools/fields.ts";
import type { Operation } from "../../tools/operation.ts";
import type { Actor } from "./actor.ts";
import type { Finder } from "./names/finder.ts";
import { resolveNames, withIds } from "./names/resolve.ts";
import { withStandIns } from "./names/stand-ins.ts";
import type { Request } from "./request.ts";
import { type Denied, type Ending, denied, failed } from "./outcome.ts";
import { validate } from "./validate.ts";

type Checked = { readonly input: Record<string, unknown> } | Ending;

/** What input is checked with. */
export interface Checking {
  /** Finds what names stand for. */
  readonly find: Finder;
  /** Where a person fills in what an assistant may not; undefined where there is no such place. */
  readonly formFor: (operation: Operation, input: Record<string, unknown>) => string | undefined;
}

/**
 * The input of a request that fits its operation and its face, with ids in the place of names; or the ending that says why
 * it does not. Nothing is read unless all the rest fits.
 */
export async function checkInput(request: Request, { find, formFor }: Checking): Promise<Checked> {
  const { operation, input, actor } = request;
  const secret = secretAmong(operation, input, actor);
  if (secret !== undefined) return secretRefused(operation, { ...(input as object) }, secret, formFor);
  const asIds = withIds(operation, input);
  if (asIds !== undefined) return fitted(operation, asIds);
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

/** A refusal that leads on: to the form where a person enters the secret, or to a terminal where there is none. */
function secretRefused(
  operation: Operation,
  input: Record<string, unknown>,
  secret: string,
  formFor: Checking["formFor"],
): Denied {
  const form = formFor(operation, input);
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
