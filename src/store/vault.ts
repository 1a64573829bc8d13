import { randomBytes } from "node:crypto";
import { access, constants, mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Where secrets that upstream shows only once are kept, for the person who runs the server and nobody else. */
export interface Vault {
  readonly directory: string;
  /** Whether a secret could be kept now; makes the directory where it is missing. */
  isWritable(): Promise<boolean>;
  /** A new file path for the secrets of one answer. */
  placeFor(label: string): string;
  /** Writes the secrets durably, readable by the owner only (0600). */
  keep(place: string, secrets: Record<string, string>): Promise<void>;
}

/** Keeps secrets as JSON files below `directory`, which is made with mode 0700. */
export function openVault(directory: string, { now }: { now: () => number }): Vault {
  return {
    directory,
    async isWritable() {
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await access(directory, constants.W_OK | constants.X_OK);
        return true;
      } catch {
        return false;
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
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncDirectory(dirname(path));
}

/** Makes a rename in the directory last. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** The text of a file, or undefined when there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
