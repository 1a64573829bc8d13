import { createHmac } from "node:crypto";
import { canonicalJson } from "./canonical.ts";
import type { Keys } from "./keys.ts";
import type { AuditEvent, AuditRow, ChainHead, Party } from "./records.ts";
import { fingerprintOf } from "./sealed.ts";
import { StoreError } from "./store-error.ts";
import type { Database, StoredAuditRow } from "./tables.ts";

/** What the first row is chained to: the hash of an empty chain. */
export const emptyChainHash = "0".repeat(64);

/**
 * The end of the chain, locked until the transaction ends: whoever puts down what is sealed or chained takes this lock
 * first, so that all changes stand in one order. A write, since a transaction that begins with a read could fail to
 * become one.
 *
 * @throws {@link StoreError} `corrupt` when the row is gone, `wrong_key` when the keys were changed since they were loaded.
 */
export async function lockHead(transaction: Database, keys: Keys): Promise<ChainHead> {
  const head = await transaction
    .updateTable("ops_audit_head")
    .set((row) => ({ seq: row.ref("seq") }))
    .where("id", "=", 1)
    .returning(["seq", "hash", "keys"])
    .executeTakeFirst();
  if (head === undefined) return headMissing();
  const { seq, hash } = head;
  if (head.keys === null || head.keys === fingerprintOf(keys)) return { seq, hash };
  const message =
    "The keys of the store were changed while this process was running. Start it again with the new one.";
  throw new StoreError("wrong_key", message);
}

/**
 * The end of the chain as it is just now.
 *
 * @throws {@link StoreError} `corrupt` when the row is gone.
 */
export async function readHead(database: Database): Promise<ChainHead> {
  const head = await database.selectFrom("ops_audit_head").select(["seq", "hash"]).executeTakeFirst();
  return head ?? headMissing();
}

function headMissing(): never {
  throw new StoreError("corrupt", "The audit head row is missing. Restore the store from a backup.");
}

/** Appends the events after `head`, which this transaction has locked. */
export async function appendEvents(
  transaction: Database,
  chainKey: Uint8Array,
  { head, events }: { readonly head: ChainHead; readonly events: readonly AuditEvent[] },
): Promise<readonly AuditRow[]> {
  let end = head;
  const rows: AuditRow[] = [];
  for (const event of events) {
    const row = toStoredRow(chainKey, end, event);
    await transaction.insertInto("ops_audit").values(row).execute();
    rows.push({ ...event, seq: row.seq, hash: row.hash });
    end = row;
  }
  if (rows.length > 0) await moveHead(transaction, end);
  return rows;
}

/** Says where the chain ends now; the transaction holds the lock. */
export async function moveHead(transaction: Database, { seq, hash }: ChainHead): Promise<void> {
  await transaction.updateTable("ops_audit_head").set({ seq, hash }).where("id", "=", 1).execute();
}

/** HMAC-SHA-256 over the previous row's hash and the row's columns as they are stored. */
export function hashOf(chainKey: Uint8Array, previous: string, row: Omit<StoredAuditRow, "hash">): string {
  const { seq, event, at, ticket_id, operation, principal, actor, details } = row;
  return createHmac("sha256", chainKey)
    .update(previous)
    .update(canonicalJson({ seq, event, at, ticket_id, operation, principal, actor, details }))
    .digest("hex");
}

/** Why a row does not follow the one before it, if it does not. */
export function faultOf(
  chainKey: Uint8Array,
  previous: ChainHead,
  row: StoredAuditRow,
): { readonly seq: number; readonly reason: string } | undefined {
  const seq = previous.seq + 1;
  if (row.seq !== seq) return { seq, reason: `row ${seq} is missing` };
  if (hashOf(chainKey, previous.hash, row) === row.hash) return undefined;
  return { seq, reason: `row ${seq} was changed, or stands in another's place: its hash does not fit` };
}

/**
 * A row as the outside sees it.
 *
 * @throws {@link StoreError} `corrupt` when it holds something that was never written there.
 */
export function fromStoredRow(row: StoredAuditRow): AuditRow {
  try {
    return {
      seq: row.seq,
      event: row.event,
      at: row.at,
      ...(row.ticket_id === null ? {} : { ticketId: row.ticket_id }),
      operation: row.operation,
      // -- nothing but `toStoredRow` writes these columns, and verify() finds who else did.
      actor: JSON.parse(row.actor) as Party,
      details: JSON.parse(row.details) as Record<string, unknown>,
      hash: row.hash,
    };
  } catch (error) {
    const message = `Audit row ${row.seq} is damaged. \`sss-ops audit verify\` says from where on the chain cannot be trusted.`;
    throw new StoreError("corrupt", message, { cause: error });
  }
}

function toStoredRow(chainKey: Uint8Array, previous: ChainHead, event: AuditEvent): StoredAuditRow {
  const row = {
    seq: previous.seq + 1,
    event: event.event,
    at: event.at,
    ticket_id: event.ticketId ?? null,
    operation: event.operation,
    principal: event.actor.principal,
    actor: canonicalJson(event.actor),
    details: canonicalJson(event.details),
  };
  return { ...row, hash: hashOf(chainKey, previous.hash, row) };
}
