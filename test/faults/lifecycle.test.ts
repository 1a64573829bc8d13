import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { type House, openHouse } from "../../src/house/house.ts";
import { configFrom } from "../../src/config/load.ts";
import type { Sandbox } from "../../src/sandbox/server.ts";
import { temporaryDirectory } from "../directory.ts";
import { sendRaw } from "../http/raw.ts";
import { environmentOf, startTestSandbox } from "../house.ts";
import { connect, programUnder, saysYes } from "../mcp/clients.ts";
import { startServing } from "./serving.ts";

/** A sandbox, and what the program needs to work on it. */
async function openAccount(more: Record<string, string> = {}) {
  const sandbox = await startTestSandbox();
  const environment = {
    ...environmentOf(sandbox),
    SSS_OPS_STATE_DIR: await temporaryDirectory(),
    ...more,
  };
  const [tenant] = sandbox.world.tenants.values();
  if (tenant === undefined) throw new Error("The seeded world has no tenant.");
  return { sandbox, environment, tenant, input: { tenant_id: tenant.id, description: "changed" } };
}

/** Of a busy machine. */
const patience = { timeout: 10_000 } as const;

function writesOn({ calls }: Sandbox): readonly string[] {
  return calls.filter(({ method }) => method === "PUT").map(({ path }) => path);
}

function hold(sandbox: Sandbox, ms: number): void {
  sandbox.faults.add({ kind: "latency", ms, method: "PUT" });
}

async function probe(url: string) {
  const { status, text } = await sendRaw(url, "/readyz");
  return { status, ...(JSON.parse(text) as { ready: boolean; checks: Record<string, string> }) };
}

test("a server that is told to stop answers what is in flight, and takes nothing new", async () => {
  const { sandbox, environment, tenant, input } = await openAccount();
  const { process: server, url, exit } = await startServing(environment);
  expect(await probe(url)).toMatchObject({
    status: 200,
    ready: true,
    checks: { process: "ok", sss: "ok", store: "ok", slack: "off" },
  });
  const client = await connect("modern", { kind: "http", url: `${url}/mcp` }, saysYes);
  hold(sandbox, 1_000);
  const answer = client.call("update_tenant", input);
  await expect.poll(() => writesOn(sandbox), patience).toHaveLength(1);
  server.kill("SIGTERM");
  await expect
    .poll(() => probe(url), patience)
    .toMatchObject({ status: 503, checks: { process: "stopping" } });
  expect(await sendRaw(url, "/mcp", { method: "POST" })).toMatchObject({ status: 503 });
  expect(await sendRaw(url, "/healthz")).toMatchObject({ status: 200 });
  expect(await answer).not.toHaveProperty("isError", true);
  expect(await exit).toEqual([0, null]);
  expect(tenant.description).toBe("changed");
  expect(writesOn(sandbox)).toHaveLength(1);
});

test("a server without a usable store says so, and when it is told to stop it serves on for a while", async () => {
  const file = join(await temporaryDirectory(), "state");
  await writeFile(file, "not a directory");
  const { environment } = await openAccount({ SSS_OPS_STATE_DIR: file, SSS_OPS_STOP_DELAY: "600" });
  const { process: server, url, exit } = await startServing(environment);
  expect(await probe(url)).toMatchObject({ status: 503, checks: { process: "ok", store: "unwritable" } });
  const client = await connect("modern", { kind: "http", url: `${url}/mcp` });
  server.kill("SIGTERM");
  await expect.poll(() => probe(url), patience).toMatchObject({ checks: { process: "stopping" } });
  expect(await client.call("list_channels", {})).not.toHaveProperty("isError", true);
  // Told so again, it ends at once.
  server.kill("SIGTERM");
  expect(await exit).toEqual([143, null]);
});

test("what takes longer than a server has to stop is found out by the next one, and not sent again", async () => {
  const { sandbox, environment, tenant, input } = await openAccount({ SSS_OPS_STOP_SECONDS: "1" });
  const first = await startServing(environment);
  const client = await connect("modern", { kind: "http", url: `${first.url}/mcp` }, saysYes);
  hold(sandbox, 3_000);
  const answer = client.call("update_tenant", input).catch((error: unknown) => error);
  await expect.poll(() => writesOn(sandbox), patience).toHaveLength(1);
  first.process.kill("SIGTERM");
  expect(await answer).toBeInstanceOf(Error);
  expect(await first.exit).toEqual([1, null]);
  expect(first.said.at(-1)).toContain("left to the next process");
  // Once the dead process's lease is over.
  const next = await openNext(environment, 60_000);
  await next.start();
  const states = async () => (await next.gate.list()).map(({ state }) => state);
  await expect.poll(states, patience).toEqual(["unknown"]);
  expect(writesOn(sandbox)).toHaveLength(1);
  expect(tenant.description).not.toBe("changed");
});

test("a server whose database hangs while it starts ends all the same when it is told to stop", async () => {
  const database = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void database.close());
  const connected = once(database, "connection");
  await once(database, "listening");
  const { port } = database.address() as AddressInfo;
  const { process: server, exit } = await startServing({
    DATABASE_URL: `postgresql://sss_ops:secret@127.0.0.1:${port}/sss_ops`,
    SSS_OPS_STOP_SECONDS: "1",
    // As on a terminal, where a link to sign in is shown, too.
    SSS_OPS_LOG_FORMAT: "pretty",
  });
  await connected;
  server.kill("SIGTERM");
  // What has begun to open is not closed in time.
  expect(await exit).toEqual([1, null]);
});

/** The process that is started next, so many milliseconds later by its clock. */
async function openNext(environment: Record<string, string>, laterMs: number): Promise<House> {
  const house = await openHouse(configFrom(environment), {
    now: () => Date.now() + laterMs,
    onFault: (error) => {
      throw error;
    },
  });
  onTestFinished(() => house.close());
  return house;
}

/** The built program's `mcp`, spoken to line by line by a host that has closed its end of standard error. */
function startOnStdio(environment: Record<string, string>) {
  const { command, args, env } = programUnder(environment);
  const server: ChildProcess = spawn(command, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  server.stderr?.destroy();
  onTestFinished(() => void server.kill("SIGKILL"));
  const answers: Record<string, unknown>[] = [];
  if (server.stdout !== null) {
    const lines = createInterface({ input: server.stdout });
    lines.on("line", (line) => answers.push(JSON.parse(line) as Record<string, unknown>));
  }
  const send = (message: object) =>
    server.stdin?.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  return { server, send, answers, exit: once(server, "exit") };
}

const params = {
  protocolVersion: "2025-11-25",
  capabilities: { elicitation: {} },
  clientInfo: { name: "raw", version: "1.0.0" },
};

test("a server on standard input that is told to stop answers the call that runs, not the one that waits for a person", async () => {
  const { sandbox, environment, tenant, input } = await openAccount();
  const { server, send, answers, exit } = startOnStdio(environment);
  const call = (id: number, name: string, given: object) =>
    send({ id, method: "tools/call", params: { name, arguments: given } });
  const asked = (id: unknown) =>
    answers.find((message) => message["method"] === "elicitation/create" && message["id"] !== id);
  send({ id: 1, method: "initialize", params });
  send({ method: "notifications/initialized" });
  call(2, "update_tenant", input);
  await expect.poll(() => asked(undefined), patience).toBeDefined();
  const first = asked(undefined)?.["id"];
  hold(sandbox, 500);
  send({ id: first, result: { action: "accept", content: { yes: true } } });
  call(3, "update_tenant", { ...input, description: "never" });
  await expect.poll(() => asked(first), patience).toBeDefined();
  await expect.poll(() => writesOn(sandbox), patience).toHaveLength(1);
  server.kill("SIGTERM");
  expect(await exit).toEqual([0, null]);
  const results = answers.filter(({ id }) => id === 2 || id === 3).map(({ id, result }) => [id, result]);
  expect(Object.fromEntries(results)).toMatchObject({
    2: { structuredContent: expect.anything() },
    3: { isError: true },
  });
  expect(tenant.description).toBe("changed");
  expect(writesOn(sandbox)).toHaveLength(1);
});
