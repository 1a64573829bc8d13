import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { catalog } from "../../tools/index.ts";

const rounds = 15;
const ours = ["dist/cli.js", "mcp"];
const empty = ["test/bench/empty-server.mjs", String(catalog.length)];

test("cold start over stdio to an answered tools/list, against an empty server with as many tools", async () => {
  const samples: { ours: number; empty: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    samples.push({ ours: await startMs(ours), empty: await startMs(empty) });
  }
  const result = {
    benchmark: "start",
    tools: catalog.length,
    oursMs: median(samples.map((sample) => sample.ours)),
    emptyMs: median(samples.map((sample) => sample.empty)),
    ratio: Number(median(samples.map((sample) => sample.ours / sample.empty)).toFixed(2)),
    limit: 1.6,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  expect(result.ratio).toBeLessThanOrEqual(result.limit);
});

async function startMs(args: readonly string[]): Promise<number> {
  const begin = performance.now();
  const server = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "ignore"] });
  await answerTo(server, {
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "bench", version: "1.0.0" },
    },
  });
  server.stdin?.write(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`);
  await answerTo(server, { jsonrpc: "2.0", id: 2, method: "tools/list", params: {} });
  const took = performance.now() - begin;
  server.stdin?.end();
  await once(server, "exit");
  return took;
}

async function answerTo(server: ChildProcess, request: object): Promise<void> {
  if (server.stdin === null || server.stdout === null) throw new Error("the server has no pipes");
  const lines = createInterface({ input: server.stdout });
  const answered = once(lines, "line");
  server.stdin.write(`${JSON.stringify(request)}\n`);
  await answered;
  lines.close();
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 100) / 100;
}
