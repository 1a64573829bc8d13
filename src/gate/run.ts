import type { Vault } from "../store/vault.ts";
import type { Operation } from "../../tools/operation.ts";
import { type Ending, failed } from "./outcome.ts";
import type { Send } from "./preview.ts";
import { issuesSecrets, partSecrets } from "./seal.ts";
import type { Call } from "./ticket.ts";

/**
 * Runs a call that has all the consent it needs, and seals the secrets of its answer.
 *
 * @throws {@link SssError} as the client does.
 */
export async function run(
  { operation, input }: Call,
  { send, vault }: { readonly send: Send; readonly vault: Vault },
  signal?: AbortSignal,
): Promise<Ending> {
  const keeps = issuesSecrets(operation);
  if (keeps && !(await vault.isWritable())) return stateUnwritable(operation, vault);
  const answer = await send(operation, input, signal === undefined ? {} : { signal });
  const replacement = keeps ? await keepSecrets(operation, answer, vault) : "(hidden)";
  return {
    kind: "done",
    operation: operation.name,
    answer: partSecrets(operation, answer, replacement).shown,
  };
}

/** Keeps the secrets of an answer and gives the text that stands in their place. */
async function keepSecrets(
  operation: Operation,
  answer: Record<string, unknown>,
  vault: Vault,
): Promise<string> {
  const { secrets } = partSecrets(operation, answer, "");
  if (Object.keys(secrets).length === 0) return "";
  const place = vault.placeFor(operation.name);
  try {
    await vault.keep(place, secrets);
    return `(sealed: in ${place} on the server)`;
  } catch {
    // The write has happened: saying that it failed would make somebody do it twice.
    return `(lost: ${vault.directory} could not be written)`;
  }
}

function stateUnwritable(operation: Operation, vault: Vault): Ending {
  return failed(
    operation,
    "state_unwritable",
    `${operation.name} was not run: its answer holds a secret, and ${vault.directory} cannot be written.`,
  );
}
