import { createAuditTrail } from "./audit.ts";
import { readHead } from "./chain.ts";
import type { Engine } from "./engine.ts";
import { exportStore } from "./export.ts";
import { importStore } from "./import.ts";
import type { Keys } from "./keys.ts";
import { createLeaseStore } from "./leases.ts";
import { versionOf } from "./migrations.ts";
import { createNoteStore, liveNotes } from "./notes.ts";
import type { Store, StoreInfo } from "./port.ts";
import { rekeyStore } from "./rekey.ts";
import { fingerprintOf } from "./sealed.ts";
import { StoreError } from "./store-error.ts";
import type { Database } from "./tables.ts";
import { createTicketStore } from "./tickets.ts";

/** Where the store is, and the keys it is under. */
export interface StoreOptions {
  readonly stateDirectory: string;
  /** A PostgreSQL URL; without it the store is a SQLite file in the state directory. */
  readonly databaseUrl?: string;
  readonly keys: Keys;
}

/**
 * Opens the store, made and migrated when need be. Any number of processes may have it open.
 *
 * @throws {@link StoreError} of every code but `not_empty` and `exposed_key`.
 */
export async function openStore({ stateDirectory, databaseUrl, keys }: StoreOptions): Promise<Store> {
  // Loaded when needed: each engine brings a driver that the other does without.
  const engine =
    databaseUrl === undefined
      ? await (await import("./sqlite.ts")).openSqlite(stateDirectory)
      : await (await import("./postgres.ts")).openPostgres(databaseUrl);
  return openStoreOn(engine, keys);
}

/** Opens the store on an engine, which is closed with it. */
export async function openStoreOn(engine: Engine, keys: Keys): Promise<Store> {
  const { database } = engine;
  try {
    await refuseOtherKeys(database, keys);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return {
    tickets: createTicketStore(database, keys),
    audit: createAuditTrail(database, keys),
    leases: createLeaseStore(database),
    notes: createNoteStore(database, keys),
    info: (at = Date.now()) => describe(engine, at),
    exportTo: (write, at = Date.now()) => exportStore(engine, keys, { write, at }),
    importFrom: (lines) => importStore(engine, keys, lines),
    backupTo: (path) => engine.backupTo(path),
    rekey: (rekeying) => rekeyStore(engine, keys, rekeying),
    close: () => engine.close(),
  };
}

/** The first to open a store puts down which keys it is under. A write each time, so that a read-only store shows at once. */
async function refuseOtherKeys(database: Database, keys: Keys): Promise<void> {
  const fingerprint = fingerprintOf(keys);
  await database
    .insertInto("ops_key_check")
    .values({ id: 1, fingerprint })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  const known = await database.selectFrom("ops_key_check").select("fingerprint").executeTakeFirst();
  if (known?.fingerprint === fingerprint) return;
  const message =
    "The store is sealed with another key. Set SSS_OPS_SECRET_KEY to the value it was made with (the same for every replica), or put its file `key` back.";
  throw new StoreError("wrong_key", message);
}

async function describe({ database, name, where }: Engine, at: number): Promise<StoreInfo> {
  const { rows } = await database
    .selectFrom("ops_audit")
    .select((select) => select.fn.countAll<number>().as("rows"))
    .executeTakeFirstOrThrow();
  return {
    engine: name,
    where,
    version: await versionOf(database),
    tickets: await ticketsByState(database),
    notes: await notesByKind(database, at),
    auditRows: rows,
    head: (await readHead(database)).hash,
  };
}

async function ticketsByState(database: Database): Promise<Readonly<Record<string, number>>> {
  const counts = await database
    .selectFrom("ops_tickets")
    .select((select) => ["state", select.fn.countAll<number>().as("count")])
    .groupBy("state")
    .execute();
  return Object.fromEntries(counts.map(({ state, count }) => [state, count]));
}

async function notesByKind(database: Database, at: number): Promise<Readonly<Record<string, number>>> {
  const counts = await liveNotes(database, at)
    .select((select) => ["kind", select.fn.countAll<number>().as("count")])
    .groupBy("kind")
    .execute();
  return Object.fromEntries(counts.map(({ kind, count }) => [kind, count]));
}
