import { chmod, mkdir, open, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { Kysely, sql } from "kysely";
import type { Engine } from "./engine.ts";
import { migrate } from "./migrations.ts";
import { createPrivateFile } from "./private-file.ts";
import { FileDialect, connect } from "./sqlite-dialect.ts";
import { underStartLock } from "./start-lock.ts";
import { StoreError, fromFileSystem } from "./store-error.ts";
import type { Database, Tables } from "./tables.ts";

/** Before it SQLite could lose what was committed: one connection commits while another checkpoints the log. */
const oldestSqlite = "3.51.3";

/** NFS, CIFS and SMB: file systems (`statfs` on Linux) whose locks and shared memory SQLite cannot rely on. */
const networkFileSystems: readonly number[] = [0x6969, 0xff534d42, 0xfe534d42, 0x517b];

/**
 * Opens `store.sqlite` in the state directory, made and migrated when need be; any number of processes may.
 *
 * @throws {@link StoreError} `newer_version`, `unwritable`, `disk_full`, `locked`, `corrupt` or `unsupported`.
 */
export async function openSqlite(stateDirectory: string): Promise<Engine> {
  await makeDirectory(stateDirectory);
  const path = sqliteFileIn(stateDirectory);
  const database = await underStartLock(stateDirectory, () => openFile(path));
  return {
    database,
    name: `SQLite ${await versionOfSqlite(database)}`,
    where: path,
    snapshot: (read) => snapshot(path, read),
    backupTo: (target) => backup(database, target),
    close: () => database.destroy(),
  };
}

/** The file that {@link openSqlite} opens. */
export function sqliteFileIn(stateDirectory: string): string {
  return join(stateDirectory, "store.sqlite");
}

/** Whether a file system, by its `statfs` type on Linux, is on another machine. */
export function isNetworkFileSystem(type: number): boolean {
  return networkFileSystems.includes(type);
}

async function makeDirectory(stateDirectory: string): Promise<void> {
  try {
    await mkdir(stateDirectory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fromFileSystem(error, stateDirectory);
  }
  if (process.platform !== "linux" || !isNetworkFileSystem((await statfs(stateDirectory)).type)) return;
  const message = `${stateDirectory} is on a network file system, where SQLite can lose data. Set SSS_OPS_STATE_DIR to a local directory, or DATABASE_URL to a PostgreSQL database.`;
  throw new StoreError("unsupported", message);
}

async function openFile(path: string): Promise<Database> {
  await createPrivateFile(path);
  await makePrivate(path);
  const connection = connect(path, { readOnly: false });
  const dialect = new FileDialect({ database: connection, path, begin: "begin immediate" });
  const database = new Kysely<Tables>({ dialect });
  try {
    await refuseOldSqlite(database);
    await useWriteAheadLog(database, path);
    // With FULL every commit is on the disk before it is acknowledged.
    await sql`pragma synchronous = full`.execute(database);
    await migrate(database, "sqlite");
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

/** By name, never through a descriptor: closing one would drop the locks that SQLite has on the file. */
async function makePrivate(path: string): Promise<void> {
  try {
    if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
  } catch (error) {
    throw fromFileSystem(error, path);
  }
}

async function useWriteAheadLog(database: Database, path: string): Promise<void> {
  const { rows } = await sql<{ journal_mode: string }>`pragma journal_mode = wal`.execute(database);
  if (rows[0]?.journal_mode === "wal") return;
  const message = `The disk of ${path} cannot hold a write-ahead log. Set SSS_OPS_STATE_DIR to a local directory.`;
  throw new StoreError("unsupported", message);
}

async function refuseOldSqlite(database: Database): Promise<void> {
  const version = await versionOfSqlite(database);
  if (version.localeCompare(oldestSqlite, "en", { numeric: true }) >= 0) return;
  const message = `SQLite ${version} can lose committed data when several processes write; ${oldestSqlite} or newer is needed. Run \`npm ci\` again.`;
  throw new StoreError("unsupported", message);
}

async function versionOfSqlite(database: Database): Promise<string> {
  const { rows } = await sql<{ version: string }>`select sqlite_version() as version`.execute(database);
  return rows[0]?.version ?? "";
}

async function snapshot<Result>(
  path: string,
  read: (database: Database) => Promise<Result>,
): Promise<Result> {
  // A connection of its own: the log keeps its moment for it while others write on.
  const connection = connect(path, { readOnly: true });
  const database = new Kysely<Tables>({
    dialect: new FileDialect({ database: connection, path, begin: "begin" }),
  });
  try {
    return await database.transaction().execute(read);
  } finally {
    await database.destroy();
  }
}

async function backup(database: Database, target: string): Promise<void> {
  if (!(await createPrivateFile(target))) {
    throw new StoreError("not_empty", `${target} is there already. Name a file that is not.`);
  }
  await sql`vacuum into ${target}`.execute(database);
  // SQLite leaves it to the caller to bring the copy to the disk.
  const file = await open(target, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
