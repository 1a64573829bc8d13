import { type Kysely, type Migration, Migrator, sql } from "kysely";
import { StoreError } from "./store-error.ts";
import type { Database } from "./tables.ts";

export type Dialect = "sqlite" | "postgres";

const migrationTableName = "ops_migrations";
const migrationLockTableName = "ops_migrations_lock";

/**
 * Brings the tables up to this release; does nothing when they are. Each migration is one transaction.
 *
 * @throws {@link StoreError} `newer_version` when a later release has migrated them.
 */
export async function migrate(database: Database, dialect: Dialect): Promise<void> {
  const known = migrationsFor(dialect);
  const done = await migrationsDone(database);
  if (done.some((name) => known[name] === undefined)) throw newerVersion(done);
  // Kysely's lock is not taken without need: on PostgreSQL it belongs to a session, which a pooler may share out.
  if (done.length === Object.keys(known).length) return;
  const { error } = await new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(known) },
    migrationTableName,
    migrationLockTableName,
  }).migrateToLatest();
  if (error !== undefined) throw error;
}

/** The number of the newest migration that the tables have. */
export async function versionOf(database: Database): Promise<number> {
  return (await migrationsDone(database)).length;
}

/** How far the tables are behind this release, or before it; nothing is migrated. */
export async function migrationsOf(
  database: Database,
  dialect: Dialect,
): Promise<{ readonly done: number; readonly known: number; readonly isNewer: boolean }> {
  const known = migrationsFor(dialect);
  const done = await migrationsDone(database);
  const isNewer = done.some((name) => known[name] === undefined);
  return { done: done.length, known: Object.keys(known).length, isNewer };
}

function newerVersion(done: readonly string[]): StoreError {
  const message = `The store was written by a newer release of sss-ops (its tables are version ${done.length}). Upgrade this one; nothing was changed.`;
  return new StoreError("newer_version", message);
}

async function migrationsDone(database: Database): Promise<readonly string[]> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === migrationTableName)) return [];
  const rows = sql<{ name: string }>`select name from ${sql.table(migrationTableName)} order by name`;
  return (await rows.execute(database)).rows.map(({ name }) => name);
}

/** Never changed once released; a new one is added at the end, and takes the next number. */
function migrationsFor(dialect: Dialect): Record<string, Migration> {
  return {
    "0001_tickets_audit_leases": {
      async up(database) {
        await createTickets(database);
        await createAudit(database);
        await createLeasesAndKeyCheck(database);
        await makeAppendOnly[dialect](database);
      },
    },
    "0002_notes": { up: createNotes },
    "0003_chain_keys": { up: createChainKeys },
  };
}

// `bigint` is an integer of eight bytes on both engines.

async function createTickets(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable("ops_tickets")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("operation", "text", (column) => column.notNull())
    .addColumn("call_digest", "text", (column) => column.notNull())
    .addColumn("principal", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("holder", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addColumn("ended_at", "bigint")
    .addColumn("record", "text", (column) => column.notNull())
    .execute();
  await createIndex(database, "ops_tickets", ["call_digest", "state"]);
  await createIndex(database, "ops_tickets", ["state", "expires_at"]);
  await createIndex(database, "ops_tickets", ["principal", "created_at"]);
  await createIndex(database, "ops_tickets", ["created_at"]);
}

async function createAudit(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable("ops_audit")
    .addColumn("seq", "bigint", (column) => column.primaryKey())
    .addColumn("event", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("ticket_id", "text")
    .addColumn("operation", "text", (column) => column.notNull())
    .addColumn("principal", "text", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("details", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute();
  await createIndex(database, "ops_audit", ["ticket_id"]);
  await database.schema
    .createTable("ops_audit_head")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("seq", "bigint", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute();
  await sql`insert into ops_audit_head (id, seq, hash) values (1, 0, ${"0".repeat(64)})`.execute(database);
}

async function createLeasesAndKeyCheck(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable("ops_leases")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("holder", "text", (column) => column.notNull())
    .addColumn("fence", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .execute();
  await database.schema
    .createTable("ops_key_check")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("fingerprint", "text", (column) => column.notNull())
    .execute();
}

async function createNotes(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable("ops_notes")
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("version", "bigint", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint")
    .addColumn("value", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("ops_notes_pkey", ["kind", "key"])
    .execute();
  // The notes of a kind in the order they are listed in, and those to be swept.
  await createIndex(database, "ops_notes", ["kind", "created_at", "key"]);
  await createIndex(database, "ops_notes", ["expires_at"]);
}

async function createChainKeys(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable("ops_chain_keys")
    .addColumn("until_seq", "bigint", (column) => column.primaryKey())
    .addColumn("chain_key", "text", (column) => column.notNull())
    .execute();
  await database.schema.alterTable("ops_audit_head").addColumn("keys", "text").execute();
}

async function createIndex(
  database: Kysely<unknown>,
  table: string,
  columns: readonly string[],
): Promise<void> {
  await database.schema
    .createIndex(`${table}_${columns.join("_")}`)
    .on(table)
    .columns([...columns])
    .execute();
}

const makeAppendOnly: Record<Dialect, (database: Kysely<unknown>) => Promise<void>> = {
  async sqlite(database) {
    for (const change of ["update", "delete"])
      await sql
        .raw(
          `create trigger ops_audit_no_${change} before ${change} on ops_audit
           begin select raise(abort, 'ops_audit is append-only'); end`,
        )
        .execute(database);
  },
  async postgres(database) {
    await sql`
      create function ops_audit_append_only() returns trigger language plpgsql
      as $$ begin raise exception 'ops_audit is append-only'; end $$`.execute(database);
    await sql`
      create trigger ops_audit_append_only before update or delete or truncate on ops_audit
      for each statement execute function ops_audit_append_only()`.execute(database);
  },
};
