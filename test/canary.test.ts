// Every secret that SSS makes, and every one that goes in, carries a mark here: it may be found where it is revealed, and
// nowhere else.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { House } from "../src/house/house.ts";
import type { Actor } from "../src/gate/actor.ts";
import { issuesSecrets } from "../src/gate/seal.ts";
import { writeAudit } from "../src/terminal/audit.ts";
import { type Terminal, call } from "../src/terminal/call.ts";
import { showTicket } from "../src/terminal/tickets.ts";
import { isSecretField } from "../tools/fields.ts";
import { catalog, operationNamed } from "../tools/index.ts";
import { type Operation, isEndpoint, isTransaction } from "../tools/operation.ts";
import { temporaryDirectory } from "./directory.ts";
import { type TestHouse, openTestHouse } from "./house.ts";
import { connect, consents, startEndpoint } from "./mcp/clients.ts";
import { samples, thingsOf } from "./samples.ts";
import { speakTo } from "./sandbox/sss.ts";
import { openScene } from "./slack/scene.ts";
import { approve, isAnswer, lineOf, told, user } from "./slack/steps.ts";
import { type Collector, startCollector } from "./telemetry/collector.ts";
import { type TestTelemetry, openTestTelemetry } from "./telemetry/open.ts";

const mark = "CANARY";
/** Keeps the rules for passwords. */
const chosen = `${mark}chosen1Aa`;

/** Everything here is told in as many words as there are: each line, each number, each span. */
let telemetry: TestTelemetry;
let collector: Collector;

beforeAll(async () => {
  collector = await startCollector();
  telemetry = await openTestTelemetry({
    SSS_OPS_LOG_LEVEL: "trace",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  });
});

afterAll(() => collector.close());

describe("a marked secret is found in no sink", () => {
  test.for(catalog)("after $name by an assistant", async (operation) => {
    const house = await openMarked(operation);
    const stderr = recordStderr();
    const { url } = await startEndpoint(house, { observe: telemetry.observe.mcp });
    const client = await connect("modern", { kind: "http", url }, consents);
    const input = await inputOf(operation, house);
    const refused = await client.call(operation.name, { ...input, ...chosenFor(operation) });
    const answered = await client.call(operation.name, input);
    const tickets = await client.call("list_tickets", {});
    const shown = JSON.stringify([refused, answered, tickets]);
    expect(await findsIn(house, [shown, stderr()])).toEqual([]);
    expect(await revealed(house, shown, { principal: "test", face: "page", asking: "none" })).toBe(
      issuesNow(operation),
    );
  });

  test.for(catalog)("after $name on a terminal", async (operation) => {
    const house = await openMarked(operation);
    const stderr = recordStderr();
    const { terminal, said } = consentingTerminal();
    const input = { ...(await inputOf(operation, house)), ...(await filesFor(operation)) };
    const words = Object.entries(input).map(([field, value]) => `${field}=${wordOf(value)}`);
    const desk = { gate: house.gate, terminal, principal: "local:test" };
    expect(await call([...operation.command.split(" "), ...words], desk)).toBe(0);
    for (const { id } of await house.gate.list()) await showTicket(id, desk);
    expect(await findsIn(house, [said(), stderr()])).toEqual([]);
    expect(await revealed(house, said(), { principal: "local:test", face: "terminal", asking: "none" })).toBe(
      issuesNow(operation),
    );
  });

  test.for(catalog)("after $name in Slack", async (operation) => {
    const stderr = recordStderr();
    const scene = await openScene({
      policy: "rules:\n  - { name: all, consent: second }\n",
      environment: versionOf(operation),
      observe: telemetry.observe,
    });
    const { slack, house, faults } = scene;
    telemetry.follow(house);
    markSecrets(house);
    const input = await inputOf(operation, house);
    const line = lineOf(operation, input);
    if (Object.keys(chosenFor(operation)).length > 0)
      await slack.command("taro", lineOf(operation, { ...input, ...chosenFor(operation) }));
    await slack.command("taro", line);
    if (operation.effect === "read") await told(scene, "taro", slack.channels.ops.id, isAnswer);
    else await approve(scene, operation);
    // What the fake keeps of people's own words is no sink of ours.
    const sent = JSON.stringify(slack.calls);
    expect(await findsIn(house, [sent, JSON.stringify(faults), stderr()])).toEqual([]);
    const taro = `slack:${slack.team.id}/${slack.users.taro.id}`;
    const outcomes = JSON.stringify(await house.gate.list());
    expect(await revealed(house, outcomes, { principal: taro, face: "slack", asking: "none" })).toBe(
      issuesNow(operation),
    );
  });
});

test("the marked secrets are those that SSS makes, and those that it is given", async () => {
  const operation = operationNamed("create_user");
  if (operation === undefined) throw new Error("the catalog has no create_user");
  const house = await openMarked(operation);
  const { terminal } = consentingTerminal();
  const input = { ...(await inputOf(operation, house)), ...(await filesFor(operation)) };
  const words = Object.entries(input).map(([field, value]) => `${field}=${wordOf(value)}`);
  await call(["user", "create", ...words], { gate: house.gate, terminal, principal: "local:test" });
  const { password, apiSecret } = user({ house }, "new.user");
  expect(password).toBe(chosen);
  expect(apiSecret).toContain(mark);
});

test("no metric and no span of all that holds one either, though each call is told", async () => {
  const answer = await telemetry.metricsRoute(true)?.answer(new Request("http://localhost/metrics"));
  const metrics = (await answer?.text()) ?? "";
  await telemetry.close();
  const spans = collector.bodies.join("\n");
  for (const { name } of catalog) {
    expect(metrics).toContain(`operation="${name}",face="slack"`);
    expect(spans).toContain(name);
    expect(telemetry.written()).toContain(name);
  }
  expect(metrics + spans).not.toContain(mark);
});

/** Whether an answer holds secrets; what a transaction brings about shows none. */
function issuesNow(operation: Operation): boolean {
  return issuesSecrets(operation) && !isTransaction(operation);
}

async function openMarked(operation: Operation): Promise<TestHouse> {
  const house = await openTestHouse({
    environment: versionOf(operation),
    observe: telemetry.observe.house,
  });
  telemetry.follow(house);
  markSecrets(house);
  return house;
}

function versionOf(operation: Operation): Record<string, string> {
  return isEndpoint(operation) ? { SSS_API_VERSION: operation.versions[0] } : {};
}

/**
 * Has SSS make secrets with a mark: passwords, and the secrets of API keys, which are of 16 letters and digits. What it has
 * made before is marked too, but for the secret of the account, which is looked for as it is.
 */
function markSecrets({ sandbox: { world, accounts } }: TestHouse): void {
  let made = 0;
  const next = (length: number) => mark + String((made += 1)).padStart(length - mark.length, "0");
  for (const one of world.users.values()) {
    one.password = next(12);
    if (one.apiSecret !== accounts.partner.apiSecret) one.apiSecret = next(16);
  }
  const { alphanumeric } = world.ids;
  Object.assign(world.ids, {
    alphanumeric: (length: number) => (length === 16 ? next(length) : alphanumeric(length)),
    password: () => `${next(9)}Aa1`,
  });
}

async function inputOf(operation: Operation, { sandbox }: TestHouse): Promise<Record<string, unknown>> {
  const sample = samples[operation.name as keyof typeof samples];
  return sample.input(await thingsOf(speakTo(sandbox)));
}

/** A marked value for each secret that the operation takes. */
function chosenFor(operation: Operation): Record<string, string> {
  const fields = Object.keys(operation.input.shape).filter((field) => isSecretField(operation, field));
  return Object.fromEntries(fields.map((field) => [field, chosen]));
}

/** The same in files, as the terminal takes them. */
async function filesFor(operation: Operation): Promise<Record<string, string>> {
  const path = join(await temporaryDirectory(), "chosen");
  await writeFile(path, `${chosen}\n`);
  return Object.fromEntries(Object.keys(chosenFor(operation)).map((field) => [field, `@${path}`]));
}

function wordOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A terminal whose person consents to everything, and all that it was told. */
function consentingTerminal(): { readonly terminal: Terminal; readonly said: () => string } {
  const lines: string[] = [];
  const say = (text: string) => void lines.push(text);
  const terminal: Terminal = {
    isInteractive: true,
    ask: async () => /To confirm, type: (.+)/.exec(lines.at(-1) ?? "")?.[1] ?? "y",
    print: say,
    remark: say,
  };
  return { terminal, said: () => lines.join("\n") };
}

/** What this process writes to standard error until the test ends. */
function recordStderr(): () => string {
  const written = vi.spyOn(process.stderr, "write");
  onTestFinished(() => written.mockRestore());
  return () => JSON.stringify(written.mock.calls.map(([text]) => text));
}

/** Where a mark, or the API secret of the account, is among what was shown, on record, exported and on disk. */
async function findsIn(house: TestHouse, shown: readonly string[]): Promise<readonly string[]> {
  const { apiSecret } = house.sandbox.accounts.partner;
  const sinks = [
    ...shown,
    telemetry.written(),
    await auditOf(house),
    await exportOf(house),
    await filesOf(house),
  ];
  return sinks.flatMap((sink, index) =>
    [mark, apiSecret].flatMap((secret) => {
      const at = sink.indexOf(secret);
      return at < 0 ? [] : [`sink ${index}: …${sink.slice(Math.max(0, at - 100), at + 40)}…`];
    }),
  );
}

async function auditOf({ store }: House): Promise<string> {
  const { terminal, said } = consentingTerminal();
  await writeAudit(await store(), {}, "jsonl", terminal);
  await writeAudit(await store(), {}, "csv", terminal);
  return said();
}

async function exportOf({ store }: House): Promise<string> {
  const lines: string[] = [];
  await (await store()).exportTo((line) => void lines.push(line));
  return lines.join("\n");
}

async function filesOf({ config: { stateDirectory } }: TestHouse): Promise<string> {
  const entries = await readdir(stateDirectory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map(({ parentPath, name }) => readFile(join(parentPath, name), "latin1"));
  return (await Promise.all(texts)).join("\n");
}

/** Whether what was shown names secrets that are revealed with a mark. */
async function revealed({ gate }: House, shown: string, actor: Actor): Promise<boolean> {
  const id = /sss-ops reveal ([0-9a-f]{32})/.exec(shown)?.[1];
  return id !== undefined && JSON.stringify(await gate.reveal(id, actor)).includes(mark);
}
