import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadKeys } from "../../src/store/keys.ts";
import { temporaryDirectory } from "../directory.ts";

const secretKey = "a secret of more than thirty-two characters";

test("a key file is made once, for its owner only, and gives the same three keys again", async () => {
  const stateDirectory = join(await temporaryDirectory(), "state");
  const keys = await loadKeys({ stateDirectory });
  expect(await loadKeys({ stateDirectory })).toEqual(keys);
  expect((await stat(join(stateDirectory, "key"))).mode & 0o777).toBe(0o600);
  const all = Object.values(keys).map((key: Uint8Array) => Buffer.from(key).toString("hex"));
  expect(all.every((hex) => hex.length === 64)).toBe(true);
  expect(new Set(all).size).toBe(3);
});

test("a secret from the settings gives the same keys everywhere, and makes no file", async () => {
  const stateDirectory = await temporaryDirectory();
  const keys = await loadKeys({ stateDirectory, secretKey });
  expect(await loadKeys({ stateDirectory: "/elsewhere", secretKey })).toEqual(keys);
  expect(await loadKeys({ stateDirectory, secretKey: `${secretKey}!` })).not.toEqual(keys);
  await expect(readFile(join(stateDirectory, "key"))).rejects.toMatchObject({ code: "ENOENT" });
  // What is sealed today must open with every later release.
  expect(Buffer.from(keys.seal).toString("hex")).toMatchInlineSnapshot(
    `"1ff672960975803cb00627136d6acd43e255b91420ef65b8ddb957f966d5cbd4"`,
  );
});

test("a short secret is refused without being quoted", async () => {
  const refused = loadKeys({ stateDirectory: "/", secretKey: "short-sesame" });
  await expect(refused).rejects.toMatchObject({ code: "wrong_key" });
  await expect(refused).rejects.not.toThrow("short-sesame");
});

test.for([0o640, 0o604, 0o660])("a key file of mode %o is refused", async (mode) => {
  const stateDirectory = await temporaryDirectory();
  await loadKeys({ stateDirectory });
  await chmod(join(stateDirectory, "key"), mode);
  await expect(loadKeys({ stateDirectory })).rejects.toMatchObject({
    code: "exposed_key",
    message: expect.stringContaining("chmod 600"),
  });
});

test("a key file that holds something else is refused, and not replaced", async () => {
  const stateDirectory = await temporaryDirectory();
  const path = join(stateDirectory, "key");
  await writeFile(path, "half a key", { mode: 0o600 });
  await expect(loadKeys({ stateDirectory })).rejects.toMatchObject({ code: "wrong_key" });
  expect(await readFile(path, "utf8")).toBe("half a key");
});
