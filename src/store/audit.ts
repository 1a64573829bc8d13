import { appendEvents, emptyChainHash, faultOf, fromStoredRow, lockHead, readHead } from "./chain.ts";
import { readChainKeys } from "./chain-keys.ts";
import type { Keys } from "./keys.ts";
import type { AuditEvent, AuditRow, ChainHead } from "./records.ts";
import type { AuditFilter, AuditTrail, Verdict } from "./port.ts";
import type { Database, StoredAuditRow } from "./tables.ts";
import { writeTo } from "./transaction.ts";

/** Rows read at a time: memory stays the same however long the trail is. */
const pageRows = 500;

/** The audit trail in the tables. */
export function createAuditTrail(database: Database, keys: Keys): AuditTrail {
  return {
    append: (event) => append(database, keys, event),
    async *read(filter = {}) {
      for await (const row of storedRows(database, filter)) yield fromStoredRow(row);
    },
    head: () => readHead(database),
    verify: (expected, last) => verify(database, keys, expected, last),
  };
}

/** The rows as they are stored, oldest first, a page at a time. */
export async function* storedRows(
  database: Database,
  filter: AuditFilter = {},
): AsyncGenerator<StoredAuditRow> {
  let after = await startOf(database, filter);
  for (;;) {
    const page = await matching(database, filter)
      .where("seq", ">", after)
      .orderBy("seq")
      .limit(pageRows)
      .execute();
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageRows) return;
    after = last.seq;
  }
}

async function append(database: Database, keys: Keys, event: AuditEvent): Promise<AuditRow> {
  const [row] = await writeTo(database, async (transaction) => {
    const head = await lockHead(transaction, keys);
    return appendEvents(transaction, keys.chain, { head, events: [event] });
  });
  if (row === undefined) throw new Error("an appended event gave no row");
  return row;
}

/** The number after which reading begins: with `last`, the one before the last so many that match. */
async function startOf(database: Database, filter: AuditFilter): Promise<number> {
  const after = filter.after ?? 0;
  if (filter.last === undefined) return after;
  if (filter.last <= 0) return Number.MAX_SAFE_INTEGER;
  const first = await matching(database, filter)
    .where("seq", ">", after)
    .orderBy("seq", "desc")
    .limit(1)
    .offset(filter.last - 1)
    .executeTakeFirst();
  return first === undefined ? after : first.seq - 1;
}

function matching(database: Database, { before, principal, operation, ticketId, since, until }: AuditFilter) {
  return database
    .selectFrom("ops_audit")
    .selectAll()
    .$if(before !== undefined, (query) => query.where("seq", "<", before ?? 0))
    .$if(principal !== undefined, (query) => query.where("principal", "=", principal ?? ""))
    .$if(operation !== undefined, (query) => query.where("operation", "=", operation ?? ""))
    .$if(ticketId !== undefined, (query) => query.where("ticket_id", "=", ticketId ?? ""))
    .$if(since !== undefined, (query) => query.where("at", ">=", since ?? 0))
    .$if(until !== undefined, (query) => query.where("at", "<", until ?? 0));
}

async function verify(
  database: Database,
  keys: Keys,
  expected: ChainHead | undefined,
  last = Number.POSITIVE_INFINITY,
): Promise<Verdict> {
  // Read before the rows: what is appended meanwhile comes after it and is checked as well.
  const head = await readHead(database);
  const keyAt = await readChainKeys(database, keys);
  const start = await rowAt(database, head.seq - last);
  let end = start;
  for await (const row of storedRows(database, { after: start.seq })) {
    const fault =
      faultOf(keyAt(end.seq + 1), end, row) ?? misfit(row, head, "the head row") ?? misfit(row, expected);
    if (fault !== undefined) return { ok: false, ...fault };
    end = row;
  }
  const known = Math.max(head.seq, expected?.seq ?? 0);
  if (end.seq < known)
    return { ok: false, seq: end.seq + 1, reason: `rows ${end.seq + 1} to ${known} are missing at the end` };
  // A row and the head that names it are written together: the head can be ahead of what was read, never behind.
  const { seq } = await readHead(database);
  if (seq < end.seq) return { ok: false, seq: seq + 1, reason: `the head row was set back to row ${seq}` };
  return { ok: true, rows: end.seq - start.seq, head: end.hash };
}

/** The row of a number, taken at its word; the beginning of the chain where there is none before it. */
async function rowAt(database: Database, seq: number): Promise<ChainHead> {
  const row =
    seq > 0
      ? await database
          .selectFrom("ops_audit")
          .select(["seq", "hash"])
          .where("seq", "=", seq)
          .executeTakeFirst()
      : undefined;
  return row ?? { seq: 0, hash: emptyChainHash };
}

function misfit(
  { seq, hash }: StoredAuditRow,
  noted: ChainHead | undefined,
  where = "the head noted elsewhere",
): { readonly seq: number; readonly reason: string } | undefined {
  if (noted?.seq !== seq || noted.hash === hash) return undefined;
  return { seq, reason: `row ${seq} is not the one that ${where} names: the chain was written anew` };
}
