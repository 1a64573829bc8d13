import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exitCodeOf, toLines } from "../../src/doctor/report.ts";
import { openCredentials } from "../../src/store/credentials.ts";
import { loadKeys } from "../../src/store/keys.ts";
import { temporaryDirectory } from "../directory.ts";
import { check, examine, settledEnvironment } from "./clinic.ts";

test("on the sandbox what can be asked there is, and it is said where that is", async () => {
  const environment = { SSS_OPS_STATE_DIR: await temporaryDirectory() };
  const diagnosis = await examine({ environment });
  expect(diagnosis.isSandbox).toBe(true);
  expect(exitCodeOf(diagnosis)).toBe(0);
  const stateOf = (id: string) => diagnosis.results.find((result) => result.id === id)?.state;
  expect(["account", "token", "permissions", "keystone"].map(stateOf)).toEqual([
    "warning",
    "ok",
    "ok",
    "skipped",
  ]);
  expect(toLines(diagnosis, false).at(-1)).toContain("on the SANDBOX.");
});

test("it tells which roles the account has, and what does not work without a partner's", async () => {
  const { environment, sandbox } = await settledEnvironment("endUser");
  const { results } = await examine({ environment }, "roles", "permissions");
  expect(results[0]?.found).toBe(
    `${sandbox.accounts.endUser.userId} of ${sandbox.accounts.endUser.contractId}: contract owner, super user.`,
  );
  expect(results[1]).toMatchObject({ state: "ok", found: expect.stringContaining("no partner's") });
});

test("it tells that the pair in use was reissued here", async () => {
  const { environment, sandbox, state } = await settledEnvironment();
  const { seal } = await loadKeys({
    stateDirectory: state,
    secretKey: environment["SSS_OPS_SECRET_KEY"] ?? "",
  });
  const credentials = openCredentials({ directory: state, sealKey: async () => seal, now: Date.now });
  await credentials.replace(sandbox.accounts.partner, sandbox.accounts.endUser);
  expect((await check("key-pair", { environment })).found).toContain("that update_api_key issued here");
});

test("each of several accounts is looked at under its name", async () => {
  const { environment: settings, sandbox } = await settledEnvironment();
  const { partner, endUser } = sandbox.accounts;
  const account = (apiKey: string, apiSecret: string) => ({
    apiKey,
    apiSecret,
    keystoneUrl: sandbox.keystoneUrl,
    sssUrl: `${sandbox.url}/api`,
  });
  const accounts = {
    good: account(partner.apiKey, partner.apiSecret),
    bad: account(endUser.apiKey, "not the secret of it"),
  };
  const path = join(await temporaryDirectory(), "sss-ops.yaml");
  await writeFile(path, JSON.stringify({ accounts }), { mode: 0o600 });
  const environment = { SSS_OPS_CONFIG: path, SSS_OPS_STATE_DIR: settings["SSS_OPS_STATE_DIR"] ?? "" };
  const { results } = await examine({ environment }, "token", "node");
  expect(results.map(({ id, account: name, state }) => [id, name, state])).toEqual([
    ["node", undefined, "ok"],
    ["token", "good", "ok"],
    ["token", "bad", "fault"],
  ]);
  expect(results.at(-1)?.fix).toContain("Set accounts.bad.apiKey and accounts.bad.apiSecret");
});

test("a key that is refused is shown to Keystone once", async () => {
  const { environment, sandbox } = await settledEnvironment();
  await examine({ environment: { ...environment, SSS_API_SECRET: "wrong" } });
  expect(sandbox.calls.filter(({ path }) => path.endsWith("/auth/tokens"))).toHaveLength(1);
});

test("an SSS that hangs is told of by one check of each kind, and keeps nothing else from being told", async () => {
  const { environment, sandbox } = await settledEnvironment();
  sandbox.faults.add({ kind: "hang", path: "/api" });
  const diagnosis = await examine({ environment, withinMs: 1_500 });
  const told = diagnosis.results.filter(({ group }) => group === "account");
  const idsOf = (wanted: string) => told.flatMap(({ id, state }) => (state === wanted ? [id] : []));
  expect(idsOf("fault")).toEqual(["sss", "api-sss"]);
  expect(idsOf("skipped")).toEqual(["tls", "roles", "api-version", "permissions"]);
});

test("with settings that do not fit, all faults are listed and what needs none of them is looked at", async () => {
  const diagnosis = await examine({ environment: { SSS_OPS_PORT: "many", SSS_REGION: "mars" } });
  expect(exitCodeOf(diagnosis)).toBe(2);
  const [settings] = diagnosis.results.filter(({ id }) => id === "configuration");
  expect(settings?.found).toMatch(/SSS_REGION.*SSS_OPS_PORT|SSS_OPS_PORT.*SSS_REGION/);
  const states = new Set(
    diagnosis.results.filter(({ group }) => group === "account").map(({ state }) => state),
  );
  expect([...states]).toEqual(["skipped"]);
  expect(diagnosis.results.find(({ id }) => id === "node")?.state).toBe("ok");
});
