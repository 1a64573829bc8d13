import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Keys, adoptNextKey, loadKeys, loadNextKeys } from "./keys.ts";
import type { Party } from "./records.ts";
import { readSealed, writeSealed } from "./sealed-file.ts";
import { fingerprintOf } from "./sealed.ts";
import { StoreError } from "./store-error.ts";
import { openStore } from "./store.ts";

/** What is put under another master key. */
export interface KeyChange {
  readonly stateDirectory: string;
  readonly databaseUrl?: string;
  /** The master key of now; without it the file `key`. */
  readonly secretKey?: string;
  /** The one to come; without it a new file, which takes the place of `key`. */
  readonly newSecretKey?: string;
  readonly by: Party;
  readonly at: number;
}

/** The directories below the state directory in which sealed files may lie. */
const sealedPlaces = [".", "secrets"];

/**
 * Puts the store and all sealed files under another master key; gives how many records of the store were sealed anew. Cut
 * off at any point it is done again and goes on from there: until its end everything opens with the old key, the new one,
 * or both.
 *
 * @throws {@link StoreError} as opening the store and `rekey` do, `wrong_key` when no other key is given.
 */
export async function changeKeys(change: KeyChange): Promise<number> {
  const { stateDirectory, newSecretKey } = change;
  refuseFileForSetting(change);
  const from = await loadKeys(change);
  const to = await loadNextKeys({
    stateDirectory,
    ...(newSecretKey === undefined ? {} : { secretKey: newSecretKey }),
  });
  if (fingerprintOf(from) === fingerprintOf(to)) throw sameKey();
  await sealFiles(stateDirectory, from, to, [to.seal, from.seal]);
  const sealed = await rekey(change, from, to);
  await sealFiles(stateDirectory, from, to, [to.seal]);
  if (newSecretKey === undefined) await adoptNextKey(stateDirectory);
  return sealed;
}

/** A setting goes before the file, so that a new file would be the key of nothing. */
function refuseFileForSetting({ secretKey, newSecretKey }: KeyChange): void {
  if (secretKey === undefined || newSecretKey !== undefined) return;
  const message =
    "SSS_OPS_SECRET_KEY is set: set SSS_OPS_NEW_SECRET_KEY to the key that is to take its place. `openssl rand -base64 32` makes one.";
  throw new StoreError("wrong_key", message);
}

function sameKey(): StoreError {
  return new StoreError("wrong_key", "SSS_OPS_NEW_SECRET_KEY is the key that is in use already.");
}

/** Rekeys the store, unless a run that was cut off has done so. */
async function rekey(change: KeyChange, from: Keys, to: Keys): Promise<number> {
  const { by, at } = change;
  const store = await openStore({ ...change, keys: from }).catch(async (error: unknown) => {
    if (!(error instanceof StoreError) || error.code !== "wrong_key") throw error;
    const rekeyed = await openStore({ ...change, keys: to }).catch(() => undefined);
    if (rekeyed === undefined) throw error;
    return rekeyed.close();
  });
  if (store === undefined) return 0;
  try {
    return await store.rekey({ to, by, at });
  } finally {
    await store.close();
  }
}

async function sealFiles(
  stateDirectory: string,
  from: Keys,
  to: Keys,
  under: readonly Uint8Array[],
): Promise<void> {
  for (const path of await sealedFilesIn(stateDirectory)) {
    const reading = readSealed(path, async () => [to.seal, from.seal]);
    // A temporary file that a crash left half written holds nothing; one that is whole may be the only copy of a key pair.
    const value = await (path.endsWith(".tmp") ? reading.catch(() => undefined) : reading);
    if (value !== undefined) await writeSealed(path, under, value);
  }
}

async function sealedFilesIn(stateDirectory: string): Promise<readonly string[]> {
  const directories = sealedPlaces.map((place) => join(stateDirectory, place));
  const names = await Promise.all(
    directories.map(async (directory) =>
      (await readdir(directory).catch(() => [])).map((name) => join(directory, name)),
    ),
  );
  return names.flat().filter((path) => /\.sealed(\..*\.tmp)?$/.test(path));
}
