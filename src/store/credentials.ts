import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { temporaryFilesOf } from "./durable-file.ts";
import type { NoteStore } from "./port.ts";
import { readSealed, writeSealed } from "./sealed-file.ts";
import { StoreError, hasErrno } from "./store-error.ts";

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
   * @throws {@link StoreError} `corrupt` when what is stored cannot be read, or as the store does.
   */
  current(configured: KeyPair): Promise<KeyPair>;
  /** Stores the pair that replaces `configured`, durably, before it returns. */
  replace(configured: KeyPair, replacement: KeyPair): Promise<void>;
}

/** Where reissued pairs are kept. */
export interface CredentialsOptions {
  readonly directory: string;
  readonly sealKey: () => Promise<Uint8Array>;
  /** The notes that several machines share; without them pairs are kept in files. */
  readonly notes?: () => Promise<NoteStore>;
  readonly now: () => number;
}

/** One place for pairs, each under the fingerprint of the configured one it replaces. */
interface Place {
  read(fingerprint: string): Promise<KeyPair | undefined>;
  write(fingerprint: string, pair: KeyPair): Promise<void>;
}

/** An older place, which is emptied once its pair is in the one of today. */
interface OldPlace extends Pick<Place, "read"> {
  remove(fingerprint: string): Promise<void>;
}

const keyPair = z.object({ apiKey: z.string(), apiSecret: z.string() });

/**
 * Keeps the replacing pairs under seal: in the notes where there are some, else in `key-pair-<fingerprint>.sealed` below
 * `directory`, mode 0600. What earlier releases kept in the clear, or this one before it had notes, is taken over once.
 */
export function openCredentials(options: CredentialsOptions): Credentials {
  const { directory, notes } = options;
  const file = fileIn(options);
  const place = notes === undefined ? file : notePlace(notes, options);
  const older = [...(notes === undefined ? [] : [file]), plainFile(join(directory, "secrets/key-pair.json"))];
  return {
    async current(configured) {
      const fingerprint = fingerprintOf(configured);
      const pair = (await place.read(fingerprint)) ?? (await takeOver(fingerprint, place, older));
      if (pair === undefined) return configured;
      // What cannot be removed now is by the next start.
      for (const old of older) await old.remove(fingerprint).catch(() => undefined);
      return pair;
    },
    replace: (configured, replacement) => place.write(fingerprintOf(configured), replacement),
  };
}

/** Copies the pair of an older place. It is removed there only afterwards: a crash in between leaves it in both. */
async function takeOver(
  fingerprint: string,
  place: Place,
  older: readonly OldPlace[],
): Promise<KeyPair | undefined> {
  for (const old of older) {
    const pair = await old.read(fingerprint);
    if (pair === undefined) continue;
    await place.write(fingerprint, pair);
    return pair;
  }
  return undefined;
}

const storedPair = keyPair.extend({ replaces: z.string(), storedAt: z.number() });

function fileIn({ directory, sealKey, now }: CredentialsOptions): Place & OldPlace {
  const pathOf = (fingerprint: string) => join(directory, `key-pair-${fingerprint.slice(0, 16)}.sealed`);
  const readFrom = async (path: string) => {
    const value = await readSealed(path, async () => [await sealKey()]);
    return value === undefined ? [] : [storedPair.parse(value)];
  };
  return {
    async read(fingerprint) {
      const path = pathOf(fingerprint);
      // A crash just before its renaming leaves the only copy of a pair in a temporary file; one half written opens for nobody.
      const left = (await temporaryFilesOf(path)).map((name) => readFrom(name).catch(() => []));
      const found = [...(await readFrom(path)), ...(await Promise.all(left)).flat()];
      const newest = found
        .filter(({ replaces }) => replaces === fingerprint)
        .toSorted((one, other) => other.storedAt - one.storedAt)[0];
      return newest && keyPair.parse(newest);
    },
    async write(fingerprint, pair) {
      const value = { ...pair, replaces: fingerprint, storedAt: now() };
      await writeSealed(pathOf(fingerprint), [await sealKey()], value);
    },
    remove: (fingerprint) => rm(pathOf(fingerprint), { force: true }),
  };
}

const noteKind = "key-pair";

function notePlace(open: () => Promise<NoteStore>, { now }: CredentialsOptions): Place {
  return {
    async read(fingerprint) {
      const note = await (await open()).get(noteKind, fingerprint, now());
      return note === undefined ? undefined : keyPair.parse(note.value);
    },
    async write(fingerprint, pair) {
      const notes = await open();
      const value = { ...pair };
      // Whoever changes it meanwhile has an older pair: SSS gave this one last.
      for (;;) {
        if (await notes.add(noteKind, fingerprint, value, now())) return;
        const note = await notes.get(noteKind, fingerprint, now());
        if (note !== undefined && (await notes.replace(noteKind, note, value, now()))) return;
      }
    },
  };
}

const plain = keyPair.extend({ replaces: z.string() });

/** The file of earlier releases. */
function plainFile(path: string): OldPlace {
  return {
    async read(fingerprint) {
      const stored = await readPlain(path);
      return stored?.replaces === fingerprint ? keyPair.parse(stored) : undefined;
    },
    async remove(fingerprint) {
      if ((await readPlain(path))?.replaces === fingerprint) await rm(path, { force: true });
    },
  };
}

async function readPlain(path: string): Promise<z.output<typeof plain> | undefined> {
  try {
    return plain.parse(JSON.parse(await readFile(path, "utf8")));
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
