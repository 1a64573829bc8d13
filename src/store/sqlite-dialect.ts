import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from "@photostructure/sqlite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from "kysely";
import { setTimeout as wait } from "node:timers/promises";
import { fromSqlite } from "./sqlite-error.ts";
import { StoreError } from "./store-error.ts";

/** How long a statement waits for other connections. Each of their transactions takes about a millisecond. */
const patienceMs = 10_000;

/** The longest pause between two attempts; their length is random, so that waiters do not march in step. */
const pauseMs = 4;

/** How one connection is used. */
export interface ConnectionOptions {
  readonly database: DatabaseSyncInstance;
  /** For the messages of errors. */
  readonly path: string;
  /** `begin immediate` takes the write lock at once, where a busy file can still be waited for; `begin` is for readers. */
  readonly begin: "begin" | "begin immediate";
}

/** Kysely over one connection to a SQLite file, with the store's errors. */
export class FileDialect extends SqliteDialect {
  readonly #options: ConnectionOptions;

  constructor(options: ConnectionOptions) {
    super({ database: toKyselyDatabase(options) });
    this.#options = options;
  }

  override createDriver(): Driver {
    return new FileDriver(this.#options);
  }

  override createAdapter(): SqliteAdapter {
    return new FileAdapter();
  }
}

/** Opens the file. */
export function connect(path: string, { readOnly }: { readonly readOnly: boolean }): DatabaseSyncInstance {
  try {
    // SQLite's own waiting would stop this whole process, and for good if the other connection is in it as well.
    return new DatabaseSync(path, { timeout: 0, readOnly });
  } catch (error) {
    throw fromSqlite(error, path);
  }
}

class FileDriver extends SqliteDriver {
  readonly #options: ConnectionOptions;

  constructor(options: ConnectionOptions) {
    super({ database: toKyselyDatabase(options) });
    this.#options = options;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return {
      executeQuery: (query) => this.#whenFree(() => connection.executeQuery(query)),
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.#options.begin));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // After some errors, such as a full disk, SQLite has rolled back by itself.
    if (this.#options.database.isTransaction) await super.rollbackTransaction(connection);
  }

  /** Tries again while another connection is in the way; inside a transaction none can be. */
  async #whenFree<Result>(execute: () => Promise<Result>): Promise<Result> {
    for (let waitedMs = 0; ;) {
      try {
        return await execute();
      } catch (error) {
        const isLocked = error instanceof StoreError && error.code === "locked";
        if (!isLocked || waitedMs >= patienceMs || this.#options.database.isTransaction) throw error;
      }
      const nextMs = 1 + Math.random() * pauseMs;
      await wait(nextMs);
      waitedMs += nextMs;
    }
  }
}

class FileAdapter extends SqliteAdapter {
  // Kysely thinks not; with one connection SQLite can, and a migration cut short must not stay half done.
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function toKyselyDatabase({ database, path }: ConnectionOptions): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (text) =>
      toKyselyStatement(
        told(path, () => database.prepare(text)),
        path,
      ),
  };
}

function toKyselyStatement(statement: StatementSyncInstance, path: string): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => told(path, () => statement.all(...parameters)),
    run: (parameters) => told(path, () => statement.run(...parameters)),
    iterate: (parameters) => statement.iterate(...parameters),
  };
}

function told<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw fromSqlite(error, path);
  }
}
