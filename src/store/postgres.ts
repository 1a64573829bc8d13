import { setTimeout as wait } from "node:timers/promises";
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from "kysely";
import pg from "pg";
import type { Engine } from "./engine.ts";
import { migrate } from "./migrations.ts";
import { fromPostgres } from "./postgres-error.ts";
import { StoreError } from "./store-error.ts";
import type { Database, Tables } from "./tables.ts";

/** Waits between attempts to open: a server that is just starting, or another replica that is migrating. */
const retriesMs: readonly number[] = [250, 500, 1_000, 2_000];

/** PostgreSQL's number for `bigint`; all of ours fit into a JavaScript number. */
const bigintType = 20;

/**
 * Opens the database at a URL such as `postgresql://user:password@host:5432/database`, migrated when need be.
 *
 * @throws {@link StoreError} `unreachable` after a few attempts; `newer_version`, `unwritable` or `locked`.
 */
export async function openPostgres(databaseUrl: string): Promise<Engine> {
  return openPostgresPool({ ...configOf(databaseUrl), max: 8 }, whereOf(databaseUrl));
}

/**
 * The database at a URL as it stands: neither migrated nor waited for. It connects with the first query.
 *
 * @throws {@link StoreError} `unreachable` when that is no URL of PostgreSQL.
 */
export function connectPostgres(databaseUrl: string): {
  readonly database: Database;
  readonly where: string;
} {
  const where = whereOf(databaseUrl);
  return { database: databaseOf({ ...configOf(databaseUrl), max: 1 }, where), where };
}

function configOf(databaseUrl: string): pg.PoolConfig {
  return {
    connectionString: databaseUrl,
    // Waiting for a free one of the pool counts, too: a busy server is not one that cannot be reached.
    connectionTimeoutMillis: 20_000,
    // Longer than any lock is waited for: what is not answered by then, a server that hangs will not answer.
    query_timeout: 20_000,
    keepAlive: true,
  };
}

/** Opens what `pg` connects to with these settings; `where` names it in messages. */
export async function openPostgresPool(config: pg.PoolConfig, where: string): Promise<Engine> {
  const database = databaseOf(config, where);
  try {
    const name = await withRetries(async () => {
      const version = await sql<{ server_version: string }>`show server_version`.execute(database);
      await migrate(database, "postgres");
      return `PostgreSQL ${version.rows[0]?.server_version.split(" ")[0] ?? ""}`;
    });
    return {
      database,
      name,
      where,
      snapshot: (read) =>
        database.transaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute(read),
      backupTo: () => Promise.reject(new StoreError("unsupported", "Back up PostgreSQL with `pg_dump`.")),
      close: () => database.destroy(),
    };
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

function databaseOf(config: pg.PoolConfig, where: string): Kysely<Tables> {
  const pool = withStoreErrors(createPool(config), where);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** Host, port and database of a URL; its user and password stay out of every message. */
function whereOf(databaseUrl: string): string {
  try {
    const { host, port, database } = new pg.Client({ connectionString: databaseUrl });
    return host.startsWith("/") ? `${host}/${database ?? ""}` : `${host}:${port}/${database ?? ""}`;
  } catch {
    // Without the cause: it quotes the URL, password and all.
    const message =
      "DATABASE_URL is not a PostgreSQL URL such as postgresql://user:password@host:5432/database.";
    throw new StoreError("unreachable", message);
  }
}

function createPool(config: pg.PoolConfig): pg.Pool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(bigintType, Number);
  // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it, which its types do not say.
  const pool = new pg.Pool({ ...config, types, onConnect: limitWaits });
  // A connection that breaks is replaced by the pool, and whoever uses it is told; unheard, either event would end the
  // process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** A process that hangs in the middle of a change must not hold up the others for good. */
async function limitWaits(client: pg.ClientBase): Promise<void> {
  await client.query("set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '60s'");
}

/** The pool as Kysely uses it, with the store's errors. */
function withStoreErrors(pool: pg.Pool, where: string): PostgresPool {
  const told = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      throw fromPostgres(error, where);
    }
  };
  return {
    end: () => pool.end(),
    async connect() {
      const client = await told(pool.connect());
      const query = (text: string, parameters: readonly unknown[]) =>
        told(client.query(text, [...parameters]));
      // -- `query` also takes a cursor, which only Kysely's streaming asks for; the store reads page by page.
      return { query: query as unknown as PostgresPoolClient["query"], release: () => client.release() };
    },
  };
}

async function withRetries<Result>(open: () => Promise<Result>): Promise<Result> {
  for (const pauseMs of retriesMs) {
    try {
      return await open();
    } catch (error) {
      if (!mayPass(error)) throw error;
      await wait(pauseMs);
    }
  }
  return open();
}

function mayPass(error: unknown): boolean {
  if (!(error instanceof StoreError)) return false;
  const cause = error.cause instanceof Error && "code" in error.cause ? String(error.cause.code) : "";
  // A wrong password, a missing database and a name that is not known do not come right by themselves.
  return ["unreachable", "locked"].includes(error.code) && !/^(28|3D)|^ENOTFOUND$/.test(cause);
}
