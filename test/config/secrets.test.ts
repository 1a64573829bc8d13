import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settings } from "../../src/config/settings.ts";
import { configFrom } from "../../src/config/load.ts";
import { temporaryDirectory } from "../directory.ts";
import { faultsOf, load, write } from "./loading.ts";

const key = "0123456789abcdef0123456789abcdef";

test.for([
  ["as it is", key],
  ["without the newline at its end", `${key}\n`],
  ["without the newline of Windows at its end", `${key}\r\n`],
] as const)("a secret is read from a file %s", async ([, content]) => {
  const SSS_OPS_SECRET_KEY_FILE = await write(join(await temporaryDirectory(), "key"), content);
  expect(configFrom({ SSS_OPS_SECRET_KEY_FILE }).secretKey).toBe(key);
});

test("only one newline is dropped, and nothing else", async () => {
  const SSS_OPS_SECRET_KEY_FILE = await write(join(await temporaryDirectory(), "key"), ` ${key} \n\n`);
  expect(configFrom({ SSS_OPS_SECRET_KEY_FILE }).secretKey).toBe(` ${key} \n`);
});

test("the file of settings names it relative to itself", async () => {
  const directory = await temporaryDirectory();
  await write(join(directory, "key"), `${key}\n`);
  await write(join(directory, "api"), "s3cret\n");
  const file = "store: { secretKeyFile: key }\naccounts: { prod: { apiKey: k, apiSecretFile: ./api } }";
  const { config } = await load({ directory, file });
  expect(config.secretKey).toBe(key);
  expect(config.accounts).toMatchObject([{ credentials: { apiKey: "k", apiSecret: "s3cret" } }]);
});

test("every secret of the environment can be", async () => {
  const directory = await temporaryDirectory();
  const secrets = settings.flatMap(({ variable, isSecret }) => (isSecret && variable ? [variable] : []));
  expect(secrets).toContain("DATABASE_URL");
  const environment = Object.fromEntries(secrets.map((name) => [`${name}_FILE`, join(directory, name)]));
  const faults = await faultsOf({ environment });
  expect(faults.filter((fault) => fault.includes("there is no such file"))).toHaveLength(secrets.length);
  expect(faults.filter((fault) => fault.includes("there is no such setting"))).toEqual([]);
});

test("one that cannot be used is told by its path, and by nothing in it", async () => {
  const directory = await temporaryDirectory();
  await mkdir(join(directory, "folder"));
  const files = {
    empty: "\n",
    long: "x".repeat(70_000),
    binary: new Uint8Array([0xff, 0xfe, 0x00]),
    short: "hunter2",
  };
  for (const [name, content] of Object.entries(files)) await write(join(directory, name), content);
  const faultOf = async (name: string) =>
    (await faultsOf({ environment: { SSS_OPS_SECRET_KEY_FILE: join(directory, name) } })).join("\n");
  const start = `SSS_OPS_SECRET_KEY_FILE: ${directory}`;
  expect(await faultOf("none")).toBe(`${start}/none cannot be read: there is no such file`);
  expect(await faultOf("folder")).toBe(`${start}/folder cannot be read: it is a directory`);
  expect(await faultOf("binary")).toBe(`${start}/binary cannot be read: it is no UTF-8 text`);
  expect(await faultOf("empty")).toBe(`${start}/empty is empty`);
  expect(await faultOf("long")).toBe(`${start}/long cannot be read: it is larger than 64 KiB`);
  expect(await faultOf("short")).toBe("SSS_OPS_SECRET_KEY_FILE: expected at least 32 characters");
});

test.runIf(process.platform === "linux")("a device without an end is not read to it", async () => {
  expect(await faultsOf({ environment: { SSS_OPS_SECRET_KEY_FILE: "/dev/zero" } })).toEqual([
    "SSS_OPS_SECRET_KEY_FILE: /dev/zero cannot be read: it is larger than 64 KiB",
  ]);
});

test("a secret that cannot be read counts as set, so that nothing else is told of it", async () => {
  const environment = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN_FILE: "/nowhere" };
  expect(await faultsOf({ environment })).toEqual([
    "SLACK_APP_TOKEN_FILE: /nowhere cannot be read: there is no such file",
  ]);
});

test("a secret and its file are one too many", async () => {
  const environment = { SSS_OPS_SECRET_KEY: key, SSS_OPS_SECRET_KEY_FILE: "/nowhere" };
  expect(await faultsOf({ environment })).toContain(
    "SSS_OPS_SECRET_KEY_FILE: SSS_OPS_SECRET_KEY is set as well: unset one of the two",
  );
  const file = `store:\n  secretKey: ${key}\n  secretKeyFile: /nowhere`;
  expect(await faultsOf({ file })).toContain(
    "sss-ops.yaml:3 store.secretKeyFile: store.secretKey is set as well: leave out one of the two",
  );
});

test("the environment's goes over the file's, which is then not read", async () => {
  const file = "store: { secretKeyFile: /nowhere }";
  expect((await load({ file, environment: { SSS_OPS_SECRET_KEY: key } })).config.secretKey).toBe(key);
});
