import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { writeDurably } from "./durable-file.ts";
import type { Store } from "./port.ts";
import type { Party } from "./records.ts";
import { readSealed, writeSealed } from "./sealed-file.ts";
import { type Issued, type Revealed, createIssuedSecrets } from "./secrets.ts";
import { StoreError } from "./store-error.ts";

/** Where secrets that upstream shows only once are kept, for the person they were issued to and nobody else. */
export interface Vault {
  readonly directory: string;
  /**
   * Whether secrets could be kept now, tried out by keeping some: only that sees a full disk. False when the directory
   * cannot be written.
   *
   * @throws {@link StoreError} when the store cannot be used.
   */
  isWritable(): Promise<boolean>;
  /**
   * Keeps the secrets of an answer, and gives the text that stands in their place. What the store does not take goes into
   * a file under seal; never throws, since the write has happened.
   */
  keep(
    secrets: Readonly<Record<string, unknown>>,
    about: { readonly operation: string; readonly owner: Party },
  ): Promise<string>;
  /** What is remembered of secrets that were kept, whoever asks. */
  look(id: string): Promise<Issued | undefined>;
  /** Shows them once, whoever asks. */
  reveal(id: string, by: Party): Promise<Revealed>;
  /** Puts on record that somebody else than the owner wanted to see them, once a minute for each person. */
  refuse(issued: Issued, by: Party): Promise<Revealed>;
  /**
   * Takes a file that `keep` wrote into the store, and gives the id under which its secrets are there.
   *
   * @throws {@link StoreError} `corrupt` when it is none, or was sealed with another key.
   */
  takeIn(path: string): Promise<string>;
  /** Wipes all whose time is over. */
  wipe(): Promise<void>;
}

/** What a vault works with. */
export interface VaultOptions {
  readonly store: () => Promise<Store>;
  readonly sealKey: () => Promise<Uint8Array>;
  /** Made with mode 0700 when it is needed. */
  readonly directory: string;
  /** Whether nothing may be issued while the directory cannot be written. */
  readonly needsDirectory: boolean;
  /** How long secrets can be seen, in milliseconds. */
  readonly lifeMs: number;
  /** Where the console is reached, without a slash at the end; undefined where there is none. */
  readonly consoleUrl: () => string | undefined;
  readonly now: () => number;
  readonly newId: () => string;
  /** Told of a store that did not take what was to be kept. */
  readonly onFault: (error: unknown) => void;
}

/** Pauses before another attempt: a store that is busy or away for a moment is no reason for a file. */
const pausesMs = [100, 500, 2_000];

/** Keeps secrets in the store, and in sealed files where it does not take them. */
export function createVault(options: VaultOptions): Vault {
  const { store, directory, lifeMs, now, newId } = options;
  const issued = async () => createIssuedSecrets(await store(), { lifeMs, newId });
  return {
    directory,
    async isWritable() {
      await tryStore(await store(), options);
      return !options.needsDirectory || canWrite(directory);
    },
    async keep(secrets, about) {
      const id = newId();
      try {
        await insistently(options, async () => (await issued()).keep(secrets, about, now(), id));
        return placeInStore(id, options);
      } catch {
        return keepInFile({ id, secrets, about }, options);
      }
    },
    look: async (id) => (await issued()).look(id, now()),
    reveal: async (id, by) => (await issued()).reveal(id, by, now()),
    refuse: async (about, by) => (await issued()).refuse(about, by, now()),
    async takeIn(path) {
      const { secrets, about } = await readFallback(path, options);
      // The id is the file's, so that taking it in twice keeps its secrets once.
      const { id } = await (await issued()).keep(secrets, about, now(), idOf(path));
      await rm(path, { force: true });
      return id;
    },
    wipe: async () => (await issued()).wipe(now()),
  };
}

/** Writes as much as an answer's secrets take, and takes it back. */
async function tryStore({ notes }: Store, { now, newId }: VaultOptions): Promise<void> {
  const trial = { key: newId(), kind: "vault-trial" };
  await notes.add(trial.kind, trial.key, { filling: "a trial\n".repeat(500) }, now(), now() + 60_000);
  await notes.remove(trial.kind, trial.key);
}

async function canWrite(directory: string): Promise<boolean> {
  const trial = join(directory, `trial-${randomBytes(4).toString("hex")}`);
  try {
    await writeDurably(trial, "a trial of whether this directory can be written\n".repeat(100));
    return true;
  } catch {
    return false;
  } finally {
    await rm(trial, { force: true }).catch(() => undefined);
  }
}

async function insistently({ onFault }: VaultOptions, keep: () => Promise<unknown>): Promise<void> {
  for (const pauseMs of [...pausesMs, 0]) {
    try {
      await keep();
      return;
    } catch (error) {
      if (pauseMs === 0) {
        onFault(error);
        throw error;
      }
      await pause(pauseMs, undefined, { ref: false });
    }
  }
}

function placeInStore(id: string, { lifeMs, consoleUrl }: VaultOptions): string {
  const url = consoleUrl();
  const minutes = Math.round(lifeMs / 60_000);
  const within = `within ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  const command = `sss-ops reveal ${id}`;
  return url === undefined
    ? `(sealed: ${within}, run: ${command})`
    : `(sealed: open ${url}/reveal/${id} ${within}, or run: ${command})`;
}

interface Fallback {
  readonly id: string;
  readonly secrets: Readonly<Record<string, unknown>>;
  readonly about: { readonly operation: string; readonly owner: Party };
}

async function keepInFile(
  { id, ...content }: Fallback,
  { directory, sealKey, onFault }: VaultOptions,
): Promise<string> {
  const path = join(directory, `${id}.sealed`);
  try {
    await writeSealed(path, [await sealKey()], content);
    return `(sealed: in ${path} on the server; there, run: sss-ops reveal ${path})`;
  } catch (error) {
    onFault(error);
    // The write has happened: saying that it failed would make somebody do it twice.
    return `(lost: neither the store nor ${directory} could be written)`;
  }
}

async function readFallback(path: string, { sealKey }: VaultOptions): Promise<Omit<Fallback, "id">> {
  const content = await readSealed(path, async () => [await sealKey()]);
  if (content === undefined) throw new StoreError("corrupt", `There is no file ${path}.`);
  // -- authenticated: nobody but `keepInFile` can have sealed it.
  return content as Omit<Fallback, "id">;
}

function idOf(path: string): string {
  return basename(path, ".sealed");
}
