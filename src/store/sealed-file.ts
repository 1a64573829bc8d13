import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { writeDurably } from "./durable-file.ts";
import { seal, unseal } from "./sealed.ts";
import { StoreError, hasErrno } from "./store-error.ts";

/**
 * Replaces a file durably by a value under seal, mode 0600, bound to the file's name. Under several keys it can be read
 * with any of them.
 */
export function writeSealed(path: string, keys: readonly Uint8Array[], value: unknown): Promise<void> {
  return writeDurably(path, keys.map((key) => `${seal(key, labelOf(path), value)}\n`).join(""));
}

/**
 * The value of a file that {@link writeSealed} wrote; undefined when there is no such file, and then the keys are not asked
 * for.
 *
 * @throws {@link StoreError} `corrupt` when it cannot be read or was sealed with other keys.
 */
export async function readSealed(path: string, keys: () => Promise<readonly Uint8Array[]>): Promise<unknown> {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  const known = await keys();
  const opened = text.split("\n").flatMap((line) => known.flatMap((key) => openWith(key, path, line)));
  if (opened[0] === undefined) throw unreadable(path);
  return opened[0].value;
}

/** The value under one seal; empty when it is not to be opened with this key. */
function openWith(key: Uint8Array, path: string, line: string): readonly { readonly value: unknown }[] {
  try {
    return [{ value: unseal(key, labelOf(path), line) }];
  } catch {
    return [];
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    // A directory that is not there, or is a file, holds nothing either.
    if (hasErrno(error, "ENOENT", "ENOTDIR")) return undefined;
    throw unreadable(path);
  }
}

function unreadable(path: string): StoreError {
  const message = `${path} cannot be read: it was damaged, or sealed with another key. Set SSS_OPS_SECRET_KEY (or put the file \`key\` back) as it was, or restore it from a backup.`;
  return new StoreError("corrupt", message);
}

/** A temporary file of it has the same one. */
function labelOf(path: string): string {
  return `file ${basename(path).split(".")[0] ?? ""}`;
}
