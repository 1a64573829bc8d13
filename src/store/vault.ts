import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Where secrets that upstream shows only once are kept, for the person who runs the server and nobody else. */
export interface Vault {
  readonly directory: string;
  /** Whether a secret could be kept now, tried out by writing one: only that sees a full disk. */
  isWritable(): Promise<boolean>;
  /** A new file path for the secrets of one answer. */
  placeFor(label: string): string;
  /** Writes the secrets durably, readable by the owner only (0600). */
  keep(place: string, secrets: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Keeps secrets as JSON files below `directory`, which is made with mode 0700. */
export function openVault(directory: string, { now }: { now: () => number }): Vault {
  return {
    directory,
    async isWritable() {
      const trial = join(directory, `trial-${randomBytes(4).toString("hex")}`);
      try {
        await writeDurably(trial, "a trial of whether this directory can be written\n".repeat(100));
        return true;
      } catch {
        return false;
      } finally {
        await rm(trial, { force: true }).catch(() => undefined);
      }
    },
    placeFor(label) {
      const time = new Date(now()).toISOString().replace(/[:.]/g, "-");
      return join(directory, `${time}-${label}-${randomBytes(4).toString("hex")}.json`);
    },
    keep: (place, secrets) => writeDurably(place, `${JSON.stringify(secrets, null, 2)}\n`),
  };
}

/** Replaces a file so that a crash leaves the old one or the new one, on disk, mode 0600. */
export async function writeDurably(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await syncDirectory(dirname(path));
}

/** Makes a rename in the directory last. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
