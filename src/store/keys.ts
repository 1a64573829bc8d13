import { hkdfSync, randomBytes } from "node:crypto";
import { type FileHandle, open, rename } from "node:fs/promises";
import { join } from "node:path";
import { syncDirectory } from "./durable-file.ts";
import { createPrivateFile } from "./private-file.ts";
import { StoreError, fromFileSystem, hasErrno } from "./store-error.ts";

/** The keys of one installation, 32 bytes each, all drawn from one master key by HKDF-SHA-256. */
export interface Keys {
  /** Seals what is remembered (AES-256-GCM). */
  readonly seal: Uint8Array;
  /** Chains the audit rows (HMAC-SHA-256). */
  readonly chain: Uint8Array;
  /** Seals what a client carries from one request to the next. */
  readonly state: Uint8Array;
}

/** Where a master key comes from. */
export interface KeySource {
  readonly stateDirectory: string;
  readonly secretKey?: string;
}

const masterBytes = 32;
const secretCharacters = 32;

/**
 * The keys drawn from `secretKey` (the setting `SSS_OPS_SECRET_KEY`, at least 32 characters), else from the file `key` in
 * the state directory, which is made when missing. Replicas need the same secret; processes on one machine share the file.
 *
 * @throws {@link StoreError} `wrong_key`, `exposed_key`, `unwritable` or `disk_full`.
 */
export async function loadKeys({ stateDirectory, secretKey }: KeySource): Promise<Keys> {
  return keysOf(
    secretKey === undefined
      ? await keyOfFile(keyIn(stateDirectory))
      : keyOfSetting(secretKey, "SSS_OPS_SECRET_KEY"),
  );
}

/**
 * The keys that are to take the place of those of {@link loadKeys}: of the new setting, else of the file `key.next`, which
 * is made when missing.
 *
 * @throws {@link StoreError} as `loadKeys` does.
 */
export async function loadNextKeys({ stateDirectory, secretKey }: KeySource): Promise<Keys> {
  return keysOf(
    secretKey === undefined
      ? await keyOfFile(nextKeyIn(stateDirectory))
      : keyOfSetting(secretKey, "SSS_OPS_NEW_SECRET_KEY"),
  );
}

/** Makes the file `key.next` the file `key`; does nothing when there is none. */
export async function adoptNextKey(stateDirectory: string): Promise<void> {
  try {
    await rename(nextKeyIn(stateDirectory), keyIn(stateDirectory));
    await syncDirectory(stateDirectory);
  } catch (error) {
    if (!hasErrno(error, "ENOENT")) throw fromFileSystem(error, keyIn(stateDirectory));
  }
}

function keysOf(master: Buffer): Keys {
  return { seal: draw(master, "seal"), chain: draw(master, "chain"), state: draw(master, "state") };
}

/** The file that holds the master key where no setting does. */
export function keyIn(stateDirectory: string): string {
  return join(stateDirectory, "key");
}

function nextKeyIn(stateDirectory: string): string {
  return join(stateDirectory, "key.next");
}

function draw(master: Buffer, label: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", master, "", `sss-ops/${label}/v1`, 32));
}

function keyOfSetting(secretKey: string, name: string): Buffer {
  if (secretKey.length >= secretCharacters) return Buffer.from(secretKey, "utf8");
  const message = `${name} needs at least ${secretCharacters} random characters. \`openssl rand -base64 32\` makes one.`;
  throw new StoreError("wrong_key", message);
}

async function keyOfFile(path: string): Promise<Buffer> {
  return (await readKey(path)) ?? (await makeKey(path));
}

async function makeKey(path: string): Promise<Buffer> {
  await createPrivateFile(path, `${randomBytes(masterBytes).toString("base64url")}\n`);
  // Read back: another process may have been first, and then its key counts.
  const key = await readKey(path);
  if (key === undefined) throw new StoreError("unwritable", `${path} was removed while it was being made.`);
  return key;
}

async function readKey(path: string): Promise<Buffer | undefined> {
  const file = await openIfThere(path);
  if (file === undefined) return undefined;
  try {
    await refuseExposed(file, path);
    const key = Buffer.from((await file.readFile("utf8")).trim(), "base64url");
    if (key.length === masterBytes) return key;
  } finally {
    await file.close();
  }
  const message = `${path} is not a key of sss-ops. Put the right one back from a backup; without it the store cannot be read.`;
  throw new StoreError("wrong_key", message);
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw fromFileSystem(error, path);
  }
}

async function refuseExposed(file: FileHandle, path: string): Promise<void> {
  // Windows has no such modes.
  if (process.platform === "win32") return;
  const { mode } = await file.stat();
  if ((mode & 0o077) === 0) return;
  const message = `${path} can be read by other users of this machine. Run \`chmod 600 ${path}\`; if someone may have read it, start over with a new key.`;
  throw new StoreError("exposed_key", message);
}
