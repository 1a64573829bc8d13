import { randomBytes } from "node:crypto";
import { mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, expect, test } from "vitest";
import type { Store } from "../../src/store/port.ts";
import { StoreError } from "../../src/store/store-error.ts";
import { type VaultOptions, createVault } from "../../src/store/vault.ts";
import { temporaryDirectory } from "../directory.ts";
import { openAt, openNew, sqlite, testKeys } from "./engines.ts";
import { hanako, minuteMs, noon } from "./samples.ts";

const secrets = { password: "MARKED-password" };
const about = { operation: "create_user", owner: hanako };

/** A vault over a store that can be closed and opened again. */
async function openVault(context: TestContext, options: Partial<VaultOptions> = {}) {
  const { place, store: first } = await openNew(sqlite, context);
  const faults: unknown[] = [];
  let store: Store = first;
  const directory = join(await temporaryDirectory(), "secrets");
  const vault = createVault({
    store: async () => store,
    sealKey: async () => testKeys.seal,
    directory,
    needsDirectory: true,
    lifeMs: 15 * minuteMs,
    consoleUrl: () => undefined,
    now: () => noon,
    newId: () => randomBytes(16).toString("hex"),
    onFault: (error) => void faults.push(error),
    ...options,
  });
  return {
    vault,
    directory,
    faults,
    close: () => store.close(),
    reopen: async () => void ({ store } = await openAt(place)),
  };
}

test("the text in the place of secrets says where they can be seen, and for how long", async (context) => {
  const { vault, directory } = await openVault(context);
  const told = await vault.keep(secrets, about);
  const [, id = ""] = /^\(sealed: within 15 minutes, run: sss-ops reveal ([0-9a-f]{32})\)$/.exec(told) ?? [];
  expect(await vault.reveal(id, hanako)).toMatchObject({ kind: "shown", secrets });
  await expect(readdir(directory)).rejects.toThrow("ENOENT");

  const { vault: withConsole } = await openVault(context, { consoleUrl: () => "https://ops.example" });
  expect(await withConsole.keep(secrets, about)).toMatch(
    /^\(sealed: open https:\/\/ops\.example\/reveal\/([0-9a-f]{32}) within 15 minutes, or run: sss-ops reveal \1\)$/,
  );
});

test("that nothing can be kept is found out before anything is asked of SSS", async (context) => {
  const { vault, directory, close } = await openVault(context);
  expect(await vault.isWritable()).toBe(true);
  expect(await readdir(directory)).toEqual([]);
  const file = join(await temporaryDirectory(), "a-file");
  await writeFile(file, "");
  const blocked = { directory: join(file, "secrets") };
  expect(await (await openVault(context, blocked)).vault.isWritable()).toBe(false);
  const shared = await openVault(context, { ...blocked, needsDirectory: false });
  expect(await shared.vault.isWritable()).toBe(true);
  await close();
  await expect(vault.isWritable()).rejects.toThrow("destroyed");
});

test("what the store does not take is in a sealed file, and shown from there once", async (context) => {
  const { vault, directory, faults, close, reopen } = await openVault(context);
  await close();
  const told = await vault.keep(secrets, about);
  const [name = "", ...more] = await readdir(directory);
  const path = join(directory, name);
  expect(more).toEqual([]);
  expect(told).toBe(`(sealed: in ${path} on the server; there, run: sss-ops reveal ${path})`);
  expect(faults).toHaveLength(1);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const copy = await readFile(path, "utf8");
  expect(copy).not.toContain("MARKED");

  await reopen();
  const id = await vault.takeIn(path);
  expect(await vault.look(id)).toMatchObject(about);
  expect(await vault.reveal(id, hanako)).toMatchObject({ kind: "shown", secrets });
  expect(await readdir(directory)).toEqual([]);
  await writeFile(path, copy);
  expect(await vault.reveal(await vault.takeIn(path), hanako)).toMatchObject({ kind: "seen" });
});

test("secrets that find no place at all are said to be lost", async (context) => {
  const file = join(await temporaryDirectory(), "a-file");
  await writeFile(file, "");
  const { vault, faults, close } = await openVault(context, { directory: join(file, "secrets") });
  await close();
  expect(await vault.keep(secrets, about)).toMatch(/^\(lost: neither the store nor .* could be written\)$/);
  expect(faults).toHaveLength(2);
});

test("a file that is none of the vault's is refused by its name", async (context) => {
  const { vault, directory } = await openVault(context);
  const path = join(directory, "forged.sealed");
  await expect(vault.takeIn(path)).rejects.toThrow(`There is no file ${path}`);
  await mkdir(directory);
  await writeFile(path, JSON.stringify({ secrets, about }));
  await expect(vault.takeIn(path)).rejects.toThrow(StoreError);
  await expect(vault.takeIn(path)).rejects.not.toThrow("MARKED");
});
