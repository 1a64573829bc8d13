import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { checks } from "../../src/doctor/checks.ts";
import { exitCodeOf, toReport } from "../../src/doctor/report.ts";
import { loadKeys } from "../../src/store/keys.ts";
import { openStore } from "../../src/store/store.ts";
import { temporaryDirectory } from "../directory.ts";
import { policyFile } from "../gate/flow/flow.ts";
import { startWorkspace } from "./breaks/slack.ts";
import { type Patient, examine, settledEnvironment } from "./clinic.ts";

/** A server as it should be: a store, an account, Slack, and two who may approve. */
async function settled() {
  const { state, sandbox, environment } = await settledEnvironment();
  const { slack, environment: forSlack } = await startWorkspace();
  const keys = await loadKeys({ stateDirectory: state, secretKey: environment["SSS_OPS_SECRET_KEY"] ?? "" });
  const store = await openStore({ stateDirectory: state, keys });
  const card = { channel: slack.channels.approvals.id, ts: "1790000000.000100" };
  await store.notes.add("slack-card", "a ticket", card, Date.now());
  const person = (name: "hanako" | "kenji") =>
    `{ principal: "slack:${slack.team.id}/${slack.users[name].id}", mayApprove: true, alsoKnownAs: ["local:${name}"] }`;
  const policy = await policyFile(`people: [${person("hanako")}, ${person("kenji")}]`);
  const patient: Patient = { environment: { ...environment, ...forSlack, SSS_OPS_POLICY: policy } };
  return { state, sandbox, slack, store, patient };
}

test("a server as it should be has no faults, and every check says what it saw", async () => {
  const { patient } = await settled();
  const diagnosis = await examine(patient);
  const told = diagnosis.results.filter(({ state }) => state !== "ok").map(({ id, state }) => [id, state]);
  expect(told).toEqual([
    // Plain HTTP on this machine has no certificate, and tests keep their state in memory where they can.
    ["tls", "skipped"],
    ...told.filter(([id]) => id === "file-system"),
    ["public-url", "skipped"],
    ["oauth-issuer", "skipped"],
    ["oidc-provider", "skipped"],
  ]);
  expect(diagnosis.results.length).toBeGreaterThanOrEqual(40);
  expect(exitCodeOf(diagnosis)).toBe(0);
});

test("nothing is written but what is removed again, and SSS and Slack are only asked", async () => {
  const { state, sandbox, slack, store, patient } = await settled();
  const [files, info] = [await readdir(state), await store.info()];
  await examine(patient);
  expect(await readdir(state)).toEqual(files);
  expect(await store.info()).toEqual(info);
  const writes = sandbox.calls.filter(({ method }) => method !== "GET").map(({ path }) => path);
  expect(writes).toEqual(["/v3/auth/tokens"]);
  expect([...new Set(slack.calls.map(({ method }) => method))].toSorted()).toEqual([
    "apps.connections.open",
    "auth.test",
    "chat.getPermalink",
    "users.info",
  ]);
});

test("where nothing was started yet nothing is made", async () => {
  const parent = await temporaryDirectory();
  const { results } = await examine({ environment: { SSS_OPS_STATE_DIR: `${parent}/state` } });
  expect(await readdir(parent)).toEqual([]);
  expect(results.find(({ id }) => id === "store")).toMatchObject({ state: "skipped" });
});

test("no secret is shown, whatever is wrong", async () => {
  const { patient, slack } = await settled();
  const marked = {
    SSS_API_SECRET: "MARKED-api-secret",
    SLACK_BOT_TOKEN: "xoxb-MARKED-bot",
    SLACK_APP_TOKEN: "xapp-MARKED-app",
    SSS_OPS_SECRET_KEY: "MARKED-key-for-another-store-than-that",
    DATABASE_URL: "postgresql://user:MARKED-password@127.0.0.1:1/store",
  };
  const diagnosis = await examine({ ...patient, environment: { ...patient.environment, ...marked } });
  expect(exitCodeOf(diagnosis)).toBe(1);
  const unfit = await examine({ environment: { ...marked, SSS_OPS_PORT: "MARKED" } });
  expect(exitCodeOf(unfit)).toBe(2);
  expect(JSON.stringify([diagnosis, unfit].map((one) => toReport(one, "0")))).not.toMatch(/MARKED-/);
  expect(slack.calls.length).toBeGreaterThan(0);
});

/** What depends on where and when the tests are run. */
const ofTheMachine = ["node", "time-zone", "file-descriptors", "clock", "disk-space", "file-system"];

test("the report for programs keeps its shape", async () => {
  const { state, slack, sandbox, patient } = await settled();
  const ids = checks.map(({ id }) => id).filter((id) => !ofTheMachine.includes(id));
  const report = toReport(await examine(patient, ...ids), "0.1.0");
  const steady = JSON.stringify(report, null, 2)
    .replaceAll(state, "STATE")
    .replaceAll(sandbox.url, "SANDBOX")
    .replaceAll(new URL(sandbox.url).host, "SANDBOX")
    .replaceAll(slack.url, "SLACK")
    .replaceAll(/\/[\w/-]+\/policy\.yaml/g, "POLICY")
    .replaceAll(/"took_ms": \d+/g, '"took_ms": 0')
    .replaceAll(/\d+ (ms|tools)/g, "N $1")
    .replaceAll(/SQLite [\d.]+/g, "SQLite N")
    .replaceAll(/Version [0-9a-f]{12}/g, "Version N");
  await expect(steady).toMatchFileSnapshot("__snapshots__/report.json");
});
