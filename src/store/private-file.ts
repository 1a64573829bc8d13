import { randomBytes } from "node:crypto";
import { link, mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { fromFileSystem, hasErrno } from "./store-error.ts";
import { syncDirectory } from "./durable-file.ts";

/**
 * Makes a file with mode 0600 in a directory with mode 0700, whole or not at all; true when it was made, false when one is
 * there already. Of many processes at once exactly one makes it.
 *
 * @throws {@link StoreError} `unwritable` or `disk_full`.
 */
export async function createPrivateFile(path: string, text = ""): Promise<boolean> {
  // Written under another name and then linked: nobody sees half a file, and no descriptor of the file under its final
  // name is ever closed here, which would drop the locks that SQLite has on it.
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    try {
      await writeNew(temporary, text);
      return await linkNew(temporary, path);
    } finally {
      await rm(temporary, { force: true });
    }
  } catch (error) {
    throw fromFileSystem(error, path);
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function linkNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
  } catch (error) {
    if (hasErrno(error, "EEXIST")) return false;
    throw error;
  }
  await syncDirectory(dirname(to));
  return true;
}
