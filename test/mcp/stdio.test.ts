import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../directory.ts";
import { environmentOf, startTestSandbox } from "../house.ts";
import { connect, programUnder, textOf } from "./clients.ts";

const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "raw", version: "1.0.0" } },
};

/** The built program's `mcp` command over a sandbox, with its lines of standard output. */
async function start(environment: Record<string, string> = {}) {
  const sandbox = await startTestSandbox();
  const { command, args, env } = programUnder({
    ...environmentOf(sandbox),
    SSS_OPS_STATE_DIR: await temporaryDirectory(),
    ...environment,
  });
  const server: ChildProcess = spawn(command, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  onTestFinished(() => void server.kill("SIGKILL"));
  const lines: string[] = [];
  if (server.stdout !== null)
    createInterface({ input: server.stdout }).on("line", (line) => lines.push(line));
  return {
    sandbox,
    server,
    lines,
    write: (message: object | string) =>
      server.stdin?.write(`${typeof message === "string" ? message : JSON.stringify(message)}\n`),
  };
}

test("standard output carries JSON-RPC and nothing else, whatever comes in", async () => {
  const { write, lines, sandbox } = await start();
  sandbox.faults.add({ path: "/users", kind: "not-json" });
  write(initialize);
  write("this is not JSON");
  write({ jsonrpc: "2.0", method: "notifications/initialized" });
  write({ jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "list_users", arguments: {} } });
  write({ jsonrpc: "2.0", id: 3, method: "tools/call", params: { name: "no_such_tool" } });
  await expect.poll(() => lines.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(3);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: "2.0" });
});

test.for(["stdin", "stdout", "SIGTERM", "SIGINT"] as const)("the process ends cleanly on %s", async (way) => {
  const { server, write, lines } = await start();
  write(initialize);
  await expect.poll(() => lines.length, { timeout: 10_000 }).toBe(1);
  if (way === "stdin") server.stdin?.end();
  else if (way === "stdout") closeStdout(server, write);
  else server.kill(way);
  expect(await once(server, "exit")).toEqual([0, null]);
});

test("without credentials it says loudly that it is a sandbox, and works", async () => {
  const client = await connect("auto", { kind: "stdio", environment: {} });
  expect(await client.call("list_channels", {})).not.toHaveProperty("isError", true);
});

test("variables that do not fit are all listed, before anything starts", async () => {
  const { command, args, env } = programUnder({
    SSS_API_KEY: "key-without-secret",
    SSS_REGION: "mars1",
    SSS_URL: "http://example.com/api",
    SSS_OPS_PORT: "many",
    SSS_OPS_DENY: "delete_everything",
  });
  const server = spawn(command, args, { env });
  let said = "";
  server.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  expect(await once(server, "close")).toEqual([2, null]);
  for (const name of ["SSS_API_SECRET", "SSS_REGION", "SSS_URL", "SSS_OPS_PORT", "SSS_OPS_DENY"]) {
    expect(said).toContain(name);
  }
  expect(said).not.toContain("key-without-secret");
});

test("a read-only server refuses every write and says who can change that", async () => {
  const sandbox = await startTestSandbox();
  const environment = { ...environmentOf(sandbox), SSS_OPS_READ_ONLY: "true" };
  const client = await connect("auto", { kind: "stdio", environment }, () => ({
    action: "accept",
    content: { yes: true },
  }));
  const result = await client.call("update_tenant", { tenant_id: "x", description: "y" });
  expect(textOf(result)).toMatch(/^denied \(read_only\): .*SSS_OPS_READ_ONLY/);
});

test("the process ends cleanly when there is nothing to read at all", async () => {
  const { command, args, env } = programUnder({});
  const server = spawn(command, args, { env, stdio: ["ignore", "pipe", "ignore"] });
  expect(await once(server, "exit")).toEqual([0, null]);
});

/** What a client that dies leaves: nobody reads on, and the next answer meets a closed pipe. */
function closeStdout(server: ChildProcess, write: (message: object) => unknown): void {
  server.stdout?.destroy();
  write({ jsonrpc: "2.0", id: 2, method: "tools/list" });
}
