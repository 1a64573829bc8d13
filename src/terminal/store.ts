import { createReadStream, createWriteStream } from "node:fs";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { type KeyChange, changeKeys } from "../store/change-keys.ts";
import type { Store } from "../store/port.ts";
import { type Terminal, exitCodes } from "./call.ts";

/** Tells what the store is and holds. */
export async function showStore(store: Store, terminal: Terminal): Promise<number> {
  terminal.print(JSON.stringify(await store.info(), null, 2));
  return exitCodes.done;
}

/** Writes everything to a new file, readable by its owner only. */
export async function exportStore(store: Store, path: string, terminal: Terminal): Promise<number> {
  const file = createWriteStream(path, { flags: "wx", mode: 0o600, flush: true });
  await once(file, "open");
  const count = await store.exportTo(async (line) => {
    if (!file.write(`${line}\n`)) await once(file, "drain");
  });
  file.end();
  await finished(file);
  terminal.remark(`${count} lines are written to ${path}.`);
  return exitCodes.done;
}

/** Takes an export into an empty store. */
export async function importStore(store: Store, path: string, terminal: Terminal): Promise<number> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  terminal.remark(`${await store.importFrom(lines)} lines are taken from ${path}; the chain holds.`);
  return exitCodes.done;
}

/** Puts the store and all sealed files under another master key. */
export async function changeKey(change: KeyChange, terminal: Terminal): Promise<number> {
  const sealed = await changeKeys(change);
  terminal.remark(`${sealed} records of the store are sealed anew; everything opens with the new key only.`);
  terminal.remark(
    change.newSecretKey === undefined
      ? "The new key is in the file `key`. Start every sss-ops on this store again, and back the file up."
      : "Set SSS_OPS_SECRET_KEY to the new key wherever sss-ops runs, and start it again.",
  );
  return exitCodes.done;
}

/** Copies the store into a new file. */
export async function backUpStore(store: Store, path: string, terminal: Terminal): Promise<number> {
  await store.backupTo(path);
  terminal.remark(`The store is copied to ${path}.`);
  return exitCodes.done;
}
