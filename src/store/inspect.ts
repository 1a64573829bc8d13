import { stat } from "node:fs/promises";
import { Kysely, sql } from "kysely";
import { processLease } from "./leases.ts";
import { type Dialect, migrationsOf } from "./migrations.ts";
import { hasErrno } from "./store-error.ts";
import type { Database, Tables } from "./tables.ts";

/** Where a store is. */
export interface StorePlace {
  readonly stateDirectory: string;
  /** Absent: a SQLite file in the state directory. */
  readonly databaseUrl?: string;
}

/** A store as it stands. */
export interface Inspection {
  /** Such as `SQLite 3.53.0`. */
  readonly engine: string;
  /** Path, or host and database; no password. */
  readonly where: string;
  /** What of the engine decides whether a commit lasts, such as `journal_mode` or `fsync`. */
  readonly settings: Readonly<Record<string, string>>;
  readonly migrations: { readonly done: number; readonly known: number; readonly isNewer: boolean };
  /** How many processes work on it, by their leases. */
  readonly processes: number;
}

/**
 * Looks at a store without making, migrating or changing anything; undefined where none was made yet.
 *
 * @throws {@link StoreError} `unreachable`, `corrupt`, `locked` or `unwritable`.
 */
export async function inspectStore(
  { stateDirectory, databaseUrl }: StorePlace,
  at: number,
): Promise<Inspection | undefined> {
  return databaseUrl === undefined ? inspectSqlite(stateDirectory, at) : inspectPostgres(databaseUrl, at);
}

async function inspectSqlite(stateDirectory: string, at: number): Promise<Inspection | undefined> {
  const { sqliteFileIn } = await import("./sqlite.ts");
  const path = sqliteFileIn(stateDirectory);
  if (!(await isThere(path))) return undefined;
  const { FileDialect, connect } = await import("./sqlite-dialect.ts");
  // Not read-only, though nothing is written: only a writer takes its log away again when it is the last to leave.
  const connection = connect(path, { readOnly: false });
  const dialect = new FileDialect({ database: connection, path, begin: "begin" });
  const database = new Kysely<Tables>({ dialect });
  return closing(database, async () => ({
    ...(await inspectTables(database, "sqlite", at)),
    engine: `SQLite ${await valueOf(database, "select sqlite_version() as value")}`,
    where: path,
    settings: {
      journal_mode: await valueOf(database, "select journal_mode as value from pragma_journal_mode"),
    },
  }));
}

async function inspectPostgres(databaseUrl: string, at: number): Promise<Inspection | undefined> {
  const { connectPostgres } = await import("./postgres.ts");
  const { database, where } = connectPostgres(databaseUrl);
  const setting = (name: string) => valueOf(database, `select current_setting('${name}') as value`);
  return closing(database, async () => {
    const tables = await inspectTables(database, "postgres", at);
    if (tables.migrations.done === 0) return undefined;
    const version = await setting("server_version");
    return {
      ...tables,
      engine: `PostgreSQL ${version.split(" ")[0] ?? ""}`,
      where,
      settings: {
        fsync: await setting("fsync"),
        full_page_writes: await setting("full_page_writes"),
        synchronous_commit: await setting("synchronous_commit"),
        read_only: await setting("transaction_read_only"),
      },
    };
  });
}

async function inspectTables(
  database: Database,
  dialect: Dialect,
  at: number,
): Promise<Pick<Inspection, "migrations" | "processes">> {
  const migrations = await migrationsOf(database, dialect);
  return { migrations, processes: migrations.done === 0 ? 0 : await liveProcesses(database, at) };
}

async function liveProcesses(database: Database, at: number): Promise<number> {
  const { count } = await database
    .selectFrom("ops_leases")
    .where("name", "like", processLease("%"))
    .where("expires_at", ">", at)
    .select((select) => select.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

async function closing<Result>(database: Database, look: () => Promise<Result>): Promise<Result> {
  try {
    return await look();
  } finally {
    await database.destroy();
  }
}

async function valueOf(database: Database, query: string): Promise<string> {
  const { rows } = await sql.raw<{ value: string }>(query).execute(database);
  return String(rows[0]?.value ?? "");
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasErrno(error, "ENOENT", "ENOTDIR")) return false;
    throw error;
  }
}
