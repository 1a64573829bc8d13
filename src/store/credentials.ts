import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { StoreError, hasErrno } from "./store-error.ts";
import { writeDurably } from "./vault.ts";

/** The key pair the account is used with. */
export interface KeyPair {
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** Remembers the pair that replaced the configured one, so that a restart does not go back to a dead key. */
export interface Credentials {
  /**
   * The pair to use: the one that replaced `configured`, or `configured` itself.
   *
   * @throws {@link StoreError} `corrupt` when what is stored cannot be read.
   */
  current(configured: KeyPair): Promise<KeyPair>;
  /** Stores the pair that replaces `configured`, durably, before it returns. */
  replace(configured: KeyPair, replacement: KeyPair): Promise<void>;
}

const stored = z.object({ replaces: z.string(), apiKey: z.string(), apiSecret: z.string() });

/** Keeps the replacing pair in `key-pair.json` below `directory`, mode 0600. */
export function openCredentials(directory: string): Credentials {
  const path = join(directory, "key-pair.json");
  return {
    async current(configured) {
      const replacement = await read(path);
      if (replacement?.replaces !== fingerprintOf(configured)) return configured;
      return { apiKey: replacement.apiKey, apiSecret: replacement.apiSecret };
    },
    replace: (configured, replacement) =>
      writeDurably(
        path,
        `${JSON.stringify({ replaces: fingerprintOf(configured), ...replacement }, null, 2)}\n`,
      ),
  };
}

async function read(path: string): Promise<z.output<typeof stored> | undefined> {
  try {
    return stored.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    // A directory that is not there, or is a file, holds nothing either.
    if (hasErrno(error, "ENOENT", "ENOTDIR")) return undefined;
    // The error itself is kept back: a parser's message quotes what it read.
    throw new StoreError(
      "corrupt",
      `${path} holds the reissued API key pair and cannot be read: restore it from a backup, or remove it if the configured pair works.`,
    );
  }
}

function fingerprintOf({ apiKey }: KeyPair): string {
  return createHash("sha256").update(apiKey).digest("hex");
}
