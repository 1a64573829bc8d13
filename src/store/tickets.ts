import { sql } from "kysely";
import { appendEvents, lockHead } from "./chain.ts";
import type { Keys } from "./keys.ts";
import { processLease } from "./leases.ts";
import type { AuditEvent, Move, NewTicket, TicketRecord, TicketState } from "./records.ts";
import type { TicketFilter, TicketStore } from "./port.ts";
import type { Database } from "./tables.ts";
import { fromTicketRow, toTicketRow } from "./ticket-rows.ts";
import { writeTo } from "./transaction.ts";

/** The states in which a ticket may still come to a call, and which time ends. */
const waiting: readonly TicketState[] = ["open", "approved"];

const ended: readonly TicketState[] = ["denied", "cancelled", "expired", "done", "failed", "unknown"];

/** The tickets in the tables. */
export function createTicketStore(database: Database, keys: Keys): TicketStore {
  return {
    open: (ticket, event) => open(database, keys, { ticket, event }),
    async get(id) {
      const row = await database
        .selectFrom("ops_tickets")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      return row === undefined ? undefined : fromTicketRow(keys.seal, row);
    },
    list: (filter = {}) => list(database, keys, filter),
    move: (id, move, events) => change(database, keys, { id, move, events }),
    expire: (at, toEvent) => expire(database, keys, { at, toEvent }),
    orphans: (at) => orphans(database, keys, at),
    waiting: () => countWaiting(database),
    countSince: (principal, operations, since) => countSince(database, { principal, operations, since }),
  };
}

function open(
  database: Database,
  keys: Keys,
  { ticket, event }: { readonly ticket: NewTicket; readonly event: AuditEvent },
): Promise<{ readonly ticket: TicketRecord; readonly isNew: boolean }> {
  return writeTo(database, async (transaction) => {
    const head = await lockHead(transaction, keys);
    const same = await transaction
      .selectFrom("ops_tickets")
      .selectAll()
      .where("call_digest", "=", ticket.callDigest)
      .where("state", "in", waiting)
      .where("expires_at", ">", ticket.createdAt)
      .orderBy("created_at", "desc")
      .limit(1)
      .executeTakeFirst();
    if (same !== undefined) return { ticket: fromTicketRow(keys.seal, same), isNew: false };
    const opened: TicketRecord = { ...ticket, state: "open" };
    await transaction.insertInto("ops_tickets").values(toTicketRow(keys.seal, opened)).execute();
    await appendEvents(transaction, keys.chain, { head, events: [event] });
    return { ticket: opened, isNew: true };
  });
}

async function list(
  database: Database,
  keys: Keys,
  { states, principal, operation, limit }: TicketFilter,
): Promise<readonly TicketRecord[]> {
  if (states?.length === 0) return [];
  const rows = await database
    .selectFrom("ops_tickets")
    .selectAll()
    .$if(states !== undefined, (query) => query.where("state", "in", states ?? []))
    .$if(operation !== undefined, (query) => query.where("operation", "=", operation ?? ""))
    .$if(principal !== undefined, (query) => query.where("principal", "=", principal ?? ""))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
    .execute();
  return rows.map((row) => fromTicketRow(keys.seal, row));
}

function change(
  database: Database,
  keys: Keys,
  { id, move, events }: { readonly id: string; readonly move: Move; readonly events: readonly AuditEvent[] },
): Promise<TicketRecord | undefined> {
  return writeTo(database, async (transaction) => {
    const head = await lockHead(transaction, keys);
    const row = await transaction
      .selectFrom("ops_tickets")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const ticket = fromTicketRow(keys.seal, row);
    if (!canMove(ticket, move)) return undefined;
    const moved = afterMove(ticket, move);
    if (!(await replace(transaction, keys, { ticket, moved }))) return undefined;
    await appendEvents(transaction, keys.chain, { head, events });
    return moved;
  });
}

function canMove(ticket: TicketRecord, { from, at, unexpired, heldBy }: Move): boolean {
  return (
    from.includes(ticket.state) &&
    (unexpired !== true || ticket.expiresAt > at) &&
    (heldBy === undefined || ticket.holder === heldBy)
  );
}

function afterMove(ticket: TicketRecord, { to, at, set }: Move): TicketRecord {
  return { ...ticket, ...set, state: to, ...(ended.includes(to) ? { endedAt: at } : {}) };
}

/** Compare and set: true when the row was still in the state, and the hands, the ticket was read in. */
async function replace(
  transaction: Database,
  keys: Keys,
  { ticket, moved }: { readonly ticket: TicketRecord; readonly moved: TicketRecord },
): Promise<boolean> {
  const { state, holder, ended_at, record } = toTicketRow(keys.seal, moved);
  const changed = await transaction
    .updateTable("ops_tickets")
    .set({ state, holder, ended_at, record })
    .where("id", "=", ticket.id)
    .where("state", "=", ticket.state)
    .where("holder", ticket.holder === undefined ? "is" : "=", ticket.holder ?? null)
    .returning("id")
    .executeTakeFirst();
  return changed !== undefined;
}

async function expire(
  database: Database,
  keys: Keys,
  { at, toEvent }: { readonly at: number; readonly toEvent: (ticket: TicketRecord) => AuditEvent },
): Promise<readonly TicketRecord[]> {
  // Mostly there is nothing to do, and then nobody has to wait for the lock.
  if ((await overdue(database, at).limit(1).execute()).length === 0) return [];
  return writeTo(database, async (transaction) => {
    const head = await lockHead(transaction, keys);
    const rows = await overdue(transaction, at).orderBy("expires_at").orderBy("id").execute();
    const expired: TicketRecord[] = [];
    for (const row of rows) {
      const ticket = fromTicketRow(keys.seal, row);
      const moved = afterMove(ticket, { from: waiting, to: "expired", at });
      if (await replace(transaction, keys, { ticket, moved })) expired.push(moved);
    }
    await appendEvents(transaction, keys.chain, { head, events: expired.map(toEvent) });
    return expired;
  });
}

function overdue(database: Database, at: number) {
  return database
    .selectFrom("ops_tickets")
    .selectAll()
    .where("state", "in", waiting)
    .where("expires_at", "<=", at);
}

async function orphans(database: Database, keys: Keys, at: number): Promise<readonly TicketRecord[]> {
  const rows = await database
    .selectFrom("ops_tickets")
    .selectAll()
    .where("state", "in", ["approved", "running"])
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("ops_leases")
            .select("ops_leases.name")
            .where("ops_leases.name", "=", sql<string>`${processLease("")} || ops_tickets.holder`)
            .where("ops_leases.expires_at", ">", at),
        ),
      ),
    )
    .orderBy("created_at")
    .execute();
  return rows.map((row) => fromTicketRow(keys.seal, row));
}

async function countSince(
  database: Database,
  {
    principal,
    operations,
    since,
  }: { readonly principal: string; readonly operations: readonly string[]; readonly since: number },
): Promise<number> {
  if (operations.length === 0) return 0;
  const { count } = await database
    .selectFrom("ops_tickets")
    .select((select) => select.fn.countAll<number>().as("count"))
    .where("principal", "=", principal)
    .where("operation", "in", operations)
    .where((where) =>
      where.or([
        where("state", "in", ["approved", "running"]),
        where.and([where("state", "in", ["done", "unknown"]), where("ended_at", ">=", since)]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return count;
}

async function countWaiting(database: Database): ReturnType<TicketStore["waiting"]> {
  const rows = await database
    .selectFrom("ops_tickets")
    .select(["state", sql<number | string>`count(*)`.as("count")])
    .where("state", "in", [...waiting, "running"])
    .groupBy("state")
    .execute();
  const countOf = (state: TicketState) => Number(rows.find((row) => row.state === state)?.count ?? 0);
  return { open: countOf("open"), approved: countOf("approved"), running: countOf("running") };
}
