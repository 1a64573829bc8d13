import { storedRows } from "./audit.ts";
import { readHead } from "./chain.ts";
import { chainKeyRows } from "./chain-keys.ts";
import type { Engine } from "./engine.ts";
import type { ExportLine } from "./export-line.ts";
import type { Keys } from "./keys.ts";
import { versionOf } from "./migrations.ts";
import { liveNotes } from "./notes.ts";
import { fingerprintOf } from "./sealed.ts";
import type { Database, NoteRow, TicketRow } from "./tables.ts";

const pageRows = 500;

/** Fewer, since a note may be as large as a document. */
const notePageRows = 50;

/**
 * Writes the store as it is at one moment, as JSON Lines, and gives how many. Tickets and notes stay under seal, so that
 * the file holds no secret in the clear and can be read only where the keys are the same. Leases are not part of it, nor
 * are notes that are over at `at`.
 */
export async function exportStore(
  engine: Engine,
  keys: Keys,
  { write, at }: { readonly write: (line: string) => Promise<void> | void; readonly at: number },
): Promise<number> {
  return engine.snapshot(async (database) => {
    let lines = 0;
    const put = async (next: ExportLine): Promise<void> => {
      await write(JSON.stringify(next));
      lines += 1;
    };
    const head = await readHead(database);
    await put({ kind: "store", version: await versionOf(database), fingerprint: fingerprintOf(keys), head });
    for (const row of await chainKeyRows(database)) await put({ kind: "chain_key", row });
    const beginning = lines;
    for await (const row of storedRows(database)) await put({ kind: "audit", row });
    const audit = lines - beginning;
    for await (const row of ticketRows(database)) await put({ kind: "ticket", row });
    const tickets = lines - beginning - audit;
    for await (const row of noteRows(database, at)) await put({ kind: "note", row });
    await put({ kind: "end", audit, tickets, notes: lines - beginning - audit - tickets });
    return lines;
  });
}

/** Every ticket, a page at a time. */
export async function* ticketRows(database: Database): AsyncGenerator<TicketRow> {
  let after = "";
  for (;;) {
    const page = await database
      .selectFrom("ops_tickets")
      .selectAll()
      .where("id", ">", after)
      .orderBy("id")
      .limit(pageRows)
      .execute();
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** Every note that lives at a moment, a page at a time. */
export async function* noteRows(database: Database, at: number): AsyncGenerator<NoteRow> {
  let after = { kind: "", key: "" };
  for (;;) {
    const page = await liveNotes(database, at)
      .selectAll()
      .where((where) => where(where.refTuple("kind", "key"), ">", where.tuple(after.kind, after.key)))
      .orderBy("kind")
      .orderBy("key")
      .limit(notePageRows)
      .execute();
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
  }
}
