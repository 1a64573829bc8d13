import { createHash } from "node:crypto";
import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { mkdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { openCredentials } from "../../src/store/credentials.ts";
import type { NoteStore } from "../../src/store/port.ts";
import { StoreError } from "../../src/store/store-error.ts";
import { temporaryDirectory } from "../directory.ts";
import { openNew, sqlite, testKeys } from "./engines.ts";
import { noon } from "./samples.ts";

const configured = { apiKey: "old-key", apiSecret: "old-secret" };
const other = { apiKey: "another-key", apiSecret: "another-secret" };
const replacement = { apiKey: "new-key", apiSecret: "MARKED-new-secret" };
const newer = { apiKey: "newer-key", apiSecret: "MARKED-newer-secret" };

function openIn(directory: string, notes?: NoteStore, key = testKeys.seal) {
  return openCredentials({
    directory,
    sealKey: async () => key,
    ...(notes === undefined ? {} : { notes: async () => notes }),
    now: () => noon,
  });
}

/** The file of earlier releases. */
async function writePlain(directory: string, text: string): Promise<string> {
  const path = join(directory, "secrets", "key-pair.json");
  await mkdir(join(directory, "secrets"));
  await writeFile(path, text);
  return path;
}

function plainPair(): string {
  const replaces = createHash("sha256").update(configured.apiKey).digest("hex");
  return JSON.stringify({ replaces, ...replacement });
}

test("a reissued pair takes the place of the one that is configured, and of no other", async () => {
  const directory = await temporaryDirectory();
  const credentials = openIn(directory);
  expect(await credentials.current(configured)).toEqual(configured);
  await credentials.replace(configured, replacement);
  await credentials.replace(other, newer);
  expect(await openIn(directory).current(configured)).toEqual(replacement);
  expect(await openIn(directory).current(other)).toEqual(newer);
  await credentials.replace(configured, newer);
  expect(await openIn(directory).current(configured)).toEqual(newer);
  expect(await credentials.current({ apiKey: "third", apiSecret: "x" })).toMatchObject({ apiKey: "third" });
});

test("a reissued pair is on disk under seal only, for the owner of the file alone", async () => {
  const directory = await temporaryDirectory();
  await openIn(directory).replace(configured, replacement);
  const [name = "", ...more] = await readdir(directory);
  expect(more).toEqual([]);
  expect(name).toMatch(/^key-pair-[0-9a-f]{16}\.sealed$/);
  expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
  const text = await readFile(join(directory, name), "utf8");
  for (const value of Object.values(replacement)) expect(text).not.toContain(value);
});

test("a directory without a reissued pair needs no key", async () => {
  const credentials = openCredentials({
    directory: join(await temporaryDirectory(), "missing"),
    sealKey: () => Promise.reject(new Error("the key was asked for")),
    now: () => noon,
  });
  expect(await credentials.current(configured)).toEqual(configured);
});

test("a pair that an earlier release kept in the clear is taken over once and removed", async () => {
  const directory = await temporaryDirectory();
  const plain = await writePlain(directory, plainPair());
  expect(await openIn(directory).current(other)).toEqual(other);
  expect(await openIn(directory).current(configured)).toEqual(replacement);
  await expect(stat(plain)).rejects.toThrow("ENOENT");
  expect(await openIn(directory).current(configured)).toEqual(replacement);
});

test("a pair in the clear that a crash left beside the sealed one is removed and counts for nothing", async () => {
  const directory = await temporaryDirectory();
  const plain = await writePlain(directory, plainPair());
  await openIn(directory).replace(configured, newer);
  expect(await openIn(directory).current(configured)).toEqual(newer);
  await expect(stat(plain)).rejects.toThrow("ENOENT");
});

test("replicas share the pairs in the notes, and take over those of the directory", async (context) => {
  const { notes } = (await openNew(sqlite, context)).store;
  const directory = await temporaryDirectory();
  await openIn(directory).replace(configured, replacement);
  expect(await openIn(directory, notes).current(configured)).toEqual(replacement);
  expect(await readdir(directory)).toEqual([]);
  await openIn(directory, notes).replace(configured, newer);
  expect(await openIn(await temporaryDirectory(), notes).current(configured)).toEqual(newer);
  expect(await readdir(directory)).toEqual([]);
});

test.for([
  ["in the clear", (directory: string) => writePlain(directory, '{"apiSecret":TOPSECRET}')],
  [
    "under another key",
    async (directory: string) => {
      await openIn(directory, undefined, testKeys.chain).replace(configured, {
        apiKey: "TOPSECRET",
        apiSecret: "TOPSECRET",
      });
      return directory;
    },
  ],
] as const)(
  "a stored pair %s that cannot be read is an error that names the file and quotes nothing of it",
  async ([, spoil]) => {
    const directory = await temporaryDirectory();
    const path = await spoil(directory);
    const reading = openIn(directory).current(configured);
    await expect(reading).rejects.toThrow(StoreError);
    await expect(reading).rejects.toThrow(path);
    await expect(reading).rejects.not.toThrow("TOPSECRET");
  },
);
