import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openCredentials } from "../../src/store/credentials.ts";
import { StoreError } from "../../src/store/store-error.ts";
import { openVault } from "../../src/store/vault.ts";
import { temporaryDirectory } from "../directory.ts";

const configured = { apiKey: "old-key", apiSecret: "old-secret" };
const replacement = { apiKey: "new-key", apiSecret: "new-secret" };

test("secrets are kept for the owner only, and nothing else is left behind", async () => {
  const directory = join(await temporaryDirectory(), "secrets");
  const vault = openVault(directory, { now: () => 0 });
  expect(await vault.isWritable()).toBe(true);
  const place = vault.placeFor("create_user");
  await vault.keep(place, { password: "s3cret" });
  expect(JSON.parse(await readFile(place, "utf8"))).toEqual({ password: "s3cret" });
  expect((await stat(place)).mode & 0o777).toBe(0o600);
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  expect(await readdir(directory)).toHaveLength(1);
});

test("a directory that cannot be made is found out before anything is asked of SSS", async () => {
  const file = join(await temporaryDirectory(), "a-file");
  await writeFile(file, "");
  expect(await openVault(join(file, "secrets"), { now: () => 0 }).isWritable()).toBe(false);
});

test("a reissued pair takes the place of the one that is configured, and of no other", async () => {
  const directory = await temporaryDirectory();
  const credentials = openCredentials(directory);
  expect(await credentials.current(configured)).toEqual(configured);
  await credentials.replace(configured, replacement);
  expect(await openCredentials(directory).current(configured)).toEqual(replacement);
  const other = { apiKey: "another", apiSecret: "x" };
  expect(await credentials.current(other)).toEqual(other);
});

test("a stored pair that cannot be read is an error that names the file and quotes nothing of it", async () => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, "key-pair.json"), '{"apiSecret":TOPSECRET}');
  const reading = openCredentials(directory).current(configured);
  await expect(reading).rejects.toThrow(StoreError);
  await expect(reading).rejects.toThrow(join(directory, "key-pair.json"));
  await expect(reading).rejects.not.toThrow("TOPSECRET");
});
