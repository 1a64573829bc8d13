import type { Database } from "./tables.ts";

/** An opened and migrated database, whichever it is. */
export interface Engine {
  readonly database: Database;
  /** Name and version, such as `SQLite 3.53.0`. */
  readonly name: string;
  /** Path, or host and database; never a password. */
  readonly where: string;
  /** Lets `read` see one moment of the database, whatever is written meanwhile; nobody waits for it. */
  snapshot<Result>(read: (database: Database) => Promise<Result>): Promise<Result>;
  /** @throws {@link StoreError} `not_empty` when the path is taken, `unsupported` where the engine has tools of its own. */
  backupTo(path: string): Promise<void>;
  close(): Promise<void>;
}
