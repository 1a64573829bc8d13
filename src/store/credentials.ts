import { createHash } from "node:crypto";
import { join } from "node:path";
import * as z from "zod";
import { readIfThere, writeDurably } from "./vault.ts";

/** The key pair the account is used with. */
export interface KeyPair {
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** Remembers the pair that replaced the configured one, so that a restart does not go back to a dead key. */
export interface Credentials {
  /** The pair to use: the one that replaced `configured`, or `configured` itself. */
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
      const text = await readIfThere(path);
      if (text === undefined) return configured;
      const { replaces, ...pair } = stored.parse(JSON.parse(text));
      return replaces === fingerprintOf(configured) ? pair : configured;
    },
    replace: (configured, replacement) =>
      writeDurably(
        path,
        `${JSON.stringify({ replaces: fingerprintOf(configured), ...replacement }, null, 2)}\n`,
      ),
  };
}

function fingerprintOf({ apiKey }: KeyPair): string {
  return createHash("sha256").update(apiKey).digest("hex");
}
