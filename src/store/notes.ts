import { appendEvents, lockHead } from "./chain.ts";
import type { Keys } from "./keys.ts";
import { fromNoteRow, toNoteRow } from "./note-rows.ts";
import type { Note, NoteStore } from "./port.ts";
import type { Database, NoteRow } from "./tables.ts";
import { writeTo } from "./transaction.ts";

/** Rows swept by one adding: more than it puts down, and few enough to go unnoticed. */
const sweptRows = 20;

/**
 * The notes in the tables. A note's version is the time of its last change, or one more than the version before where the
 * clock has not moved on: a note put down later where another was has none of that one's versions.
 */
export function createNoteStore(database: Database, keys: Keys): NoteStore {
  const { seal, chain } = keys;
  return {
    async add(kind, key, value, at, expiresAt) {
      // Before the note is put down: what goes wrong here must not hide that it was.
      await sweep(database, at);
      const columns = { kind, key, version: at, created_at: at, expires_at: expiresAt ?? null };
      return writeTo(database, async (transaction) => {
        await lockHead(transaction, keys);
        return insert(transaction, toNoteRow(seal, columns, value), at);
      });
    },
    async get(kind, key, at) {
      const row = await readRow(database, { kind, key, at });
      return row === undefined ? undefined : fromNoteRow(seal, row);
    },
    replace: (kind, note, value, at, expiresAt) =>
      writeTo(database, async (transaction) => {
        await lockHead(transaction, keys);
        return replace(transaction, seal, { kind, note, value, at, expiresAt });
      }),
    replaceOnRecord: (kind, note, value, event) =>
      writeTo(database, async (transaction) => {
        const head = await lockHead(transaction, keys);
        const replaced = await replace(transaction, seal, { kind, note, value, at: event.at });
        if (replaced) await appendEvents(transaction, chain, { head, events: [event] });
        return replaced;
      }),
    list: (kind, at, limit) => list(database, seal, { kind, at, limit }),
    async remove(kind, key) {
      await database.deleteFrom("ops_notes").where("kind", "=", kind).where("key", "=", key).execute();
    },
  };
}

/** A note's new value, and its end where that is to change. */
interface Replacement {
  readonly kind: string;
  readonly note: Pick<Note, "key" | "version">;
  readonly value: Record<string, unknown>;
  readonly at: number;
  readonly expiresAt?: number | undefined;
}

/** A query for the notes that live at a moment. */
export function liveNotes(database: Database, at: number) {
  return database
    .selectFrom("ops_notes")
    .where((where) => where.or([where("expires_at", "is", null), where("expires_at", ">", at)]));
}

/** Drops some notes whose time is over, the longest dead first. */
async function sweep(database: Database, at: number): Promise<void> {
  const dead = await database
    .selectFrom("ops_notes")
    .select(["kind", "key"])
    .where("expires_at", "<=", at)
    .orderBy("expires_at")
    .orderBy("kind")
    .orderBy("key")
    .limit(sweptRows)
    .execute();
  if (dead.length === 0) return;
  // One by one and in that order: two sweepers cannot each hold what the other waits for.
  await writeTo(database, async (transaction) => {
    for (const { kind, key } of dead)
      await transaction
        .deleteFrom("ops_notes")
        .where("kind", "=", kind)
        .where("key", "=", key)
        .where("expires_at", "<=", at)
        .execute();
  });
}

async function insert(database: Database, row: NoteRow, at: number): Promise<boolean> {
  const { version, created_at, expires_at, value } = row;
  const inserted = await database
    .insertInto("ops_notes")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["kind", "key"])
        .doUpdateSet({ version, created_at, expires_at, value })
        .where("ops_notes.expires_at", "<=", at),
    )
    .returning("key")
    .executeTakeFirst();
  return inserted !== undefined;
}

function readRow(
  database: Database,
  { kind, key, at }: { readonly kind: string; readonly key: string; readonly at: number },
): Promise<NoteRow | undefined> {
  return liveNotes(database, at)
    .selectAll()
    .where("kind", "=", kind)
    .where("key", "=", key)
    .executeTakeFirst();
}

async function replace(
  database: Database,
  sealKey: Uint8Array,
  { kind, note: { key, version }, value, at, expiresAt }: Replacement,
): Promise<boolean> {
  const row = await readRow(database, { kind, key, at });
  if (row?.version !== version) return false;
  // Sealed again are only columns that were under seal before.
  fromNoteRow(sealKey, row);
  const next = { version: Math.max(at, version + 1), expires_at: expiresAt ?? row.expires_at };
  return update(database, toNoteRow(sealKey, { ...row, ...next }, value), version);
}

/** Compare and set: true when the row still had the version. */
async function update(
  database: Database,
  { kind, key, version, expires_at, value }: NoteRow,
  replaced: number,
): Promise<boolean> {
  const updated = await database
    .updateTable("ops_notes")
    .set({ version, expires_at, value })
    .where("kind", "=", kind)
    .where("key", "=", key)
    .where("version", "=", replaced)
    .returning("key")
    .executeTakeFirst();
  return updated !== undefined;
}

async function list(
  database: Database,
  sealKey: Uint8Array,
  { kind, at, limit }: { readonly kind: string; readonly at: number; readonly limit: number | undefined },
): Promise<readonly Note[]> {
  const rows = await liveNotes(database, at)
    .selectAll()
    .where("kind", "=", kind)
    .orderBy("created_at")
    .orderBy("key")
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
    .execute();
  return rows.map((row) => fromNoteRow(sealKey, row));
}
