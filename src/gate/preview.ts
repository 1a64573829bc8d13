import { operationNamed } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";
import { partSecrets } from "./seal.ts";
import type { Send } from "./send.ts";

/** How the target of a write is now, and what hangs on it. */
export interface Preview {
  /** The target's fields; empty when the operation has no target. */
  readonly before: Record<string, unknown>;
  readonly impact: readonly { readonly operation: string; readonly answer: Record<string, unknown> }[];
}

/**
 * Reads the target of a write and what hangs on it. Secrets are left out.
 *
 * @throws {@link SssError} when the target cannot be read, for then nobody can be shown what they consent to.
 */
export async function preview(
  operation: Operation,
  input: Record<string, unknown>,
  send: Send,
  options: { readonly signal?: AbortSignal },
): Promise<Preview> {
  const read = async (name: string, known: Record<string, unknown>) => {
    const reading = named(name);
    const answer = await send(reading, inputFor(reading, known), options);
    return partSecrets(reading, answer).show("(hidden)");
  };
  const before = operation.target === undefined ? {} : await read(operation.target.operation, input);
  const known = { ...before, ...input };
  const impact = await Promise.all(
    operation.impact.map(async (name) => ({ operation: name, answer: await read(name, known) })),
  );
  return { before, impact };
}

function named(name: string): Operation {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(`no operation is called ${name}`);
  return operation;
}

function inputFor(operation: Operation, known: Record<string, unknown>): Record<string, unknown> {
  const fields = Object.keys(operation.input.shape);
  return Object.fromEntries(Object.entries(known).filter(([field]) => fields.includes(field)));
}
