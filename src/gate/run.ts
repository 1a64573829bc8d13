import { type Operation, asEndpoint } from "../../tools/operation.ts";
import { isReport } from "../../tools/report.ts";
import type { Party } from "../store/records.ts";
import type { Vault } from "../store/vault.ts";
import { type Ending, failed } from "./outcome.ts";
import { placeholders } from "./placeholders.ts";
import { issuesSecrets, partSecrets } from "./seal.ts";
import type { Send } from "./send.ts";
import { runReport } from "./workflow/report.ts";

/** A call that has all the consent it needs; secrets of its answer are its owner's. */
export interface Run {
  readonly operation: Operation;
  readonly input: Record<string, unknown>;
  readonly owner: Party;
}

/**
 * Runs a call that has all the consent it needs, and seals the secrets of its answer.
 *
 * @throws {@link SssError} as the client does.
 */
export async function run(
  { operation, input, owner }: Run,
  { send, vault }: { readonly send: Send; readonly vault: Vault },
  signal?: AbortSignal,
): Promise<Ending> {
  if (isReport(operation)) return runReport(operation, input, send, signal);
  const answer = await send(asEndpoint(operation), input, signal === undefined ? {} : { signal });
  const { secrets, show } = partSecrets(operation, answer);
  const isKept = issuesSecrets(operation) && Object.keys(secrets).length > 0;
  const replacement = isKept
    ? await vault.keep(secrets, { operation: operation.name, owner })
    : placeholders.hidden.en;
  return { kind: "done", operation: operation.name, answer: show(replacement) };
}

/**
 * Why an operation may not run now: its answer can hold what SSS shows only once, and there is no place for it.
 *
 * @throws {@link StoreError} when the store cannot be used.
 */
export async function placeLack(operation: Operation, vault: Vault): Promise<Ending | undefined> {
  if (!issuesSecrets(operation) || (await vault.isWritable())) return undefined;
  const message = `${operation.name} was not run: its answer holds a secret, and ${vault.directory} cannot be written.`;
  return failed(operation, "state_unwritable", message);
}
