import type { Operation } from "../../tools/operation.ts";
import type { Vault } from "../store/vault.ts";
import type { Ending } from "./outcome.ts";
import { type Parted, issuesSecrets, partSecrets } from "./seal.ts";
import type { Send } from "./send.ts";
import type { Call } from "./ticket.ts";

/**
 * Runs a call that has all the consent it needs, and seals the secrets of its answer.
 *
 * @throws {@link SssError} as the client does.
 */
export async function run(
  { operation, input }: Pick<Call, "operation" | "input">,
  { send, vault }: { readonly send: Send; readonly vault: Vault },
  signal?: AbortSignal,
): Promise<Ending> {
  const parted = partSecrets(operation, await send(operation, input, signal === undefined ? {} : { signal }));
  const replacement = issuesSecrets(operation) ? await keep(operation, parted, vault) : "(hidden)";
  return { kind: "done", operation: operation.name, answer: parted.show(replacement) };
}

/** Keeps the secrets of an answer and gives the text that stands in their place. */
async function keep(operation: Operation, { secrets }: Parted, vault: Vault): Promise<string> {
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
