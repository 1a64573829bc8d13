import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite";
import { createPrivateFile } from "./private-file.ts";
import { StoreError } from "./store-error.ts";
import { isBusy } from "./sqlite-error.ts";

const pollMs = 20;
const patienceMs = 30_000;

/**
 * Runs `start` while no other process of this state directory does: switching a new file to WAL and migrating it are not
 * safe against each other. The kernel drops the lock with the process that held it, however that ended.
 *
 * @throws {@link StoreError} `locked` after half a minute.
 */
export async function underStartLock<Result>(
  directory: string,
  start: () => Promise<Result>,
): Promise<Result> {
  const path = join(directory, "start.lock");
  await createPrivateFile(path);
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    await take(lock, path);
    return await start();
  } finally {
    lock.close();
  }
}

async function take(lock: DatabaseSyncInstance, path: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += pollMs) {
    if (tryTake(lock)) return;
    await wait(pollMs);
  }
  const message = `Another process has been opening the store for ${patienceMs / 1_000} seconds and holds ${path}. End it (\`fuser ${path}\` names it) and start again.`;
  throw new StoreError("locked", message);
}

function tryTake(lock: DatabaseSyncInstance): boolean {
  try {
    lock.exec("begin exclusive");
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}
