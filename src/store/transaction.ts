import type { Database } from "./tables.ts";

/**
 * Runs `write` in one transaction. It begins with a write, waits for nothing but the database, and under PostgreSQL sees
 * what was committed before each statement, whatever the server's default is; SQLite has one writer at a time anyway.
 */
export function writeTo<Result>(
  database: Database,
  write: (transaction: Database) => Promise<Result>,
): Promise<Result> {
  return database.transaction().setIsolationLevel("read committed").execute(write);
}
