import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import autocannon from "autocannon";
import { expect, onTestFinished, test } from "vitest";
import { catalog } from "../../tools/index.ts";
import { signatureOf } from "../../src/sandbox/slack/transport/signature.ts";
import { saying } from "../../src/slack/views/blocks.ts";
import { openScene } from "../slack/scene.ts";

const rounds = 5;
const seconds = 2;
const connections = 10;
const hello = saying("Hello.");
/** The reads of the catalog that need no argument: each command goes on to SSS. */
const reads = catalog.filter(({ effect, input }) => effect === "read" && input.safeParse({}).success);

/** Milliseconds; Slack waits three seconds. */
const mostP99Ms = 50;

test("a command is acknowledged in time while SSS answers nobody, beside a bare Bolt app with one listener", async () => {
  const { slack, face, house } = await openScene({ transport: "http" });
  // Every read of every command stalls from now on.
  house.sandbox.faults.add({ kind: "latency", ms: 30_000, path: "/api/" });
  const { signingSecret } = slack;
  const ours = { url: face.url ?? "", signingSecret };
  const bare = { url: await startBare(signingSecret), signingSecret };
  const samples = { ours: [] as number[], bare: [] as number[] };
  // The first round warms both up; then they take turns.
  await load(ours);
  await load(bare);
  for (let round = 0; round < rounds; round += 1) {
    samples.ours.push(...(await load(ours)));
    samples.bare.push(...(await load(bare)));
  }
  house.sandbox.faults.clear();
  const result = {
    benchmark: "slack",
    connections,
    ours: summaryOf(samples.ours),
    bare: summaryOf(samples.bare),
    p50Ratio: ratio(percentile(samples.ours, 50), percentile(samples.bare, 50)),
    p99Ratio: ratio(percentile(samples.ours, 99), percentile(samples.bare, 99)),
    mostP99Ms,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  expect(result.ours.p99Ms).toBeLessThanOrEqual(mostP99Ms);
});

interface Target {
  readonly url: string;
  readonly signingSecret: string;
}

/** Nothing but Bolt: its receiver and one command, answered at once. */
async function startBare(signingSecret: string): Promise<string> {
  const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
  const authorize = () => Promise.resolve({ botToken: "xoxb-1", botId: "B1", botUserId: "U1" });
  const app = new App({ receiver, authorize, logLevel: LogLevel.ERROR });
  app.command("/sss", ({ ack }) => ack({ response_type: "ephemeral", ...hello }));
  const server = (await app.start({ host: "127.0.0.1", port: 0 })) as Server;
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
}

/** Sends commands, each a new one, as fast as they are answered; gives how long each took. */
async function load({ url, signingSecret }: Target): Promise<readonly number[]> {
  const took: number[] = [];
  const run = autocannon({
    url,
    connections,
    duration: seconds,
    method: "POST",
    requests: [{ setupRequest: (request) => ({ ...request, ...signedCommand(signingSecret) }) }],
  });
  run.on("response", (_client, _status, _bytes, ms) => took.push(ms));
  const { non2xx, errors } = await run;
  expect([non2xx, errors]).toEqual([0, 0]);
  return took;
}

let sent = 0;

function signedCommand(signingSecret: string) {
  sent += 1;
  const operation = reads[sent % reads.length];
  const fields = {
    command: "/sss",
    text: operation?.command ?? "",
    user_id: "U0TARO00001",
    team_id: "T0SANDBOX1",
    channel_id: "C1",
  };
  const once = { trigger_id: `1.${sent}.a`, response_url: "https://hooks.slack.com/commands/T1/1/x" };
  const body = new URLSearchParams({ ...fields, ...once }).toString();
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    ...signatureOf(signingSecret, body),
  };
  return { body, headers };
}

function summaryOf(samples: readonly number[]) {
  return {
    p50Ms: rounded(percentile(samples, 50)),
    p99Ms: rounded(percentile(samples, 99)),
    perSecond: Math.round(samples.length / rounds / seconds),
  };
}

function percentile(samples: readonly number[], percent: number): number {
  const sorted = samples.toSorted((left, right) => left - right);
  return sorted[Math.floor((sorted.length * percent) / 100)] ?? 0;
}

function ratio(value: number, base: number): number {
  return rounded(value / base);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
