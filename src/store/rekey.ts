import { chainKeyRows, fromChainKeyRow, toChainKeyRow } from "./chain-keys.ts";
import { appendEvents, lockHead } from "./chain.ts";
import type { Engine } from "./engine.ts";
import { noteRows, ticketRows } from "./export.ts";
import type { Keys } from "./keys.ts";
import { processLease } from "./leases.ts";
import { fromNoteRow, toNoteRow } from "./note-rows.ts";
import type { Party } from "./records.ts";
import { fingerprintOf } from "./sealed.ts";
import { StoreError } from "./store-error.ts";
import type { Database } from "./tables.ts";
import { fromTicketRow, toTicketRow } from "./ticket-rows.ts";
import { writeTo } from "./transaction.ts";

/** Who changes the keys, to which, and when in milliseconds since the epoch. */
export interface Rekeying {
  readonly to: Keys;
  readonly by: Party;
  readonly at: number;
}

/**
 * Puts the whole store under other keys, all of it or nothing, and gives how many records were sealed anew. The audit rows
 * stay as they are, chained with the key of their time, which is kept under the new seal; the row that says so is the first
 * of the new key, so that nobody who has the old one can rewrite what came before it. Whoever has the store open with the
 * old keys can write nothing from then on.
 *
 * @throws {@link StoreError} `locked` while a process runs a ticket, `corrupt` when something was changed from outside.
 */
export function rekeyStore(engine: Engine, from: Keys, { to, by, at }: Rekeying): Promise<number> {
  return writeTo(engine.database, async (transaction) => {
    const head = await lockHead(transaction, from);
    await refuseBusy(transaction, at);
    const sealed = (await sealTickets(transaction, from, to)) + (await sealNotes(transaction, from, to, at));
    await sealChainKeys(transaction, from, to);
    await transaction
      .insertInto("ops_chain_keys")
      .values(toChainKeyRow(to.seal, head.seq, from.chain))
      .execute();
    const fingerprint = fingerprintOf(to);
    await transaction.updateTable("ops_key_check").set({ fingerprint }).execute();
    await transaction.updateTable("ops_audit_head").set({ keys: fingerprint }).where("id", "=", 1).execute();
    const event = { event: "decided", at, operation: "rekey", actor: by, details: { sealed } } as const;
    await appendEvents(transaction, to.chain, { head, events: [event] });
    return sealed;
  });
}

async function refuseBusy(transaction: Database, at: number): Promise<void> {
  const busy = await transaction
    .selectFrom("ops_leases")
    .select("name")
    .where("name", "like", processLease("%"))
    .where("expires_at", ">", at)
    .executeTakeFirst();
  if (busy === undefined) return;
  const message =
    "A process is running a ticket, or did so half a minute ago. Stop every sss-ops on this store, wait a moment and try again; nothing was changed.";
  throw new StoreError("locked", message);
}

async function sealTickets(transaction: Database, from: Keys, to: Keys): Promise<number> {
  let count = 0;
  for await (const row of ticketRows(transaction)) {
    const { record } = toTicketRow(to.seal, fromTicketRow(from.seal, row));
    await transaction.updateTable("ops_tickets").set({ record }).where("id", "=", row.id).execute();
    count += 1;
  }
  return count;
}

async function sealNotes(transaction: Database, from: Keys, to: Keys, at: number): Promise<number> {
  // What is over is not sealed anew but gone.
  await transaction.deleteFrom("ops_notes").where("expires_at", "<=", at).execute();
  let count = 0;
  for await (const row of noteRows(transaction, at)) {
    const { value } = toNoteRow(to.seal, row, fromNoteRow(from.seal, row).value);
    await transaction
      .updateTable("ops_notes")
      .set({ value })
      .where("kind", "=", row.kind)
      .where("key", "=", row.key)
      .execute();
    count += 1;
  }
  return count;
}

async function sealChainKeys(transaction: Database, from: Keys, to: Keys): Promise<void> {
  for (const row of await chainKeyRows(transaction)) {
    const { until_seq, chain_key } = toChainKeyRow(to.seal, row.until_seq, fromChainKeyRow(from.seal, row));
    await transaction
      .updateTable("ops_chain_keys")
      .set({ chain_key })
      .where("until_seq", "=", until_seq)
      .execute();
  }
}
