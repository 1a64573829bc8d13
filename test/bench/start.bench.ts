import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { expect, onTestFinished, test } from "vitest";
import { every } from "../../src/mcp/tools/toolbox.ts";
import { temporaryDirectory } from "../directory.ts";
import { sendOnWire } from "../mcp/wire.ts";
import { median, medianRatio, print } from "./figures.ts";
import { program } from "./program.ts";
import { rssMbOf } from "./rss.ts";
import { startSandboxProcess } from "./sandbox-process.ts";
import { startStdioServer } from "./stdio-server.ts";

const rounds = 15;
const tools = every.length;
const limits = { stdio: 1.6, http: 2, rssMb: 150 };

test("a cold start over stdio to an answered tools/list, beside an empty server with as many tools", async () => {
  const { ours, empty } = await taken({
    ours: () => stdioStartMs([program, "mcp"]),
    empty: () => stdioStartMs(["test/bench/programs/empty-server.mjs", String(tools)]),
  });
  const ratio = medianRatio(ours, empty);
  const limit = limits.stdio;
  const ms = { oursMs: Math.round(median(ours)), emptyMs: Math.round(median(empty)) };
  print({ benchmark: "start", over: "stdio", tools, ...ms, ratio, limit });
  expect(ratio).toBeLessThanOrEqual(limit);
});

test("a cold start over HTTP to an answered tools/list, beside an empty server with as many tools", async () => {
  const environment = { SSS_OPS_PORT: "0", SSS_OPS_STATE_DIR: await temporaryDirectory() };
  const { ours, empty } = await taken({
    ours: () => httpStartMs([program, "serve"], environment),
    empty: () => httpStartMs(["test/bench/programs/empty-http-server.mjs", String(tools)]),
  });
  const ratio = medianRatio(ours, empty);
  const limit = limits.http;
  const ms = { oursMs: Math.round(median(ours)), emptyMs: Math.round(median(empty)) };
  print({ benchmark: "start", over: "http", tools, ...ms, ratio, limit });
  expect(ratio).toBeLessThanOrEqual(limit);
});

test("memory while nothing is to be done, after the tools were listed and one was called", async () => {
  const { environment, partner } = await startSandboxProcess();
  const server = await startStdioServer([program, "mcp"], environment);
  await server.request("tools/list");
  const listedMb = await rssMbOf(server.pid);
  await server.call("get_user", { user_id: partner.userId });
  const calledMb = await rssMbOf(server.pid);
  print({ benchmark: "idle memory", listedMb, calledMb, limitMb: limits.rssMb });
  expect(Math.max(listedMb, calledMb)).toBeLessThan(limits.rssMb);
});

async function taken(sides: Readonly<Record<"ours" | "empty", () => Promise<number>>>) {
  const ms = { ours: [] as number[], empty: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    ms.ours.push(await sides.ours());
    ms.empty.push(await sides.empty());
  }
  return ms;
}

async function stdioStartMs(args: readonly string[]): Promise<number> {
  const begin = performance.now();
  const server = await startStdioServer(args);
  await server.request("tools/list");
  const took = performance.now() - begin;
  await server.close();
  return took;
}

async function httpStartMs(args: readonly string[], environment = {}): Promise<number> {
  const begin = performance.now();
  const env = { ...process.env, ...environment };
  const server = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  onTestFinished(() => void server.kill("SIGKILL"));
  const answer = await sendOnWire(await addressIn(server.stderr), "tools/list");
  expect(await answer.json()).toMatchObject({ result: { tools: { length: expect.any(Number) } } });
  const took = performance.now() - begin;
  const ended = once(server, "exit");
  server.kill("SIGKILL");
  await ended;
  return took;
}

/** The first address that a server tells of itself. */
function addressIn(said: Readable): Promise<string> {
  return new Promise((resolve) => {
    createInterface({ input: said }).on("line", (line) => {
      const [url] = /http:\/\/127\.0\.0\.1:\d+\/mcp/.exec(line) ?? [];
      if (url !== undefined) resolve(url);
    });
  });
}
