import { expect, onTestFinished, test } from "vitest";
import { createMetricsRoute } from "../../src/telemetry/metrics-route.ts";
import { serveHttp } from "../../src/serving/serve-http.ts";
import { openTestHouse } from "../house.ts";
import { sendRaw } from "../http/raw.ts";
import { openTestTelemetry } from "./open.ts";

const metrics = { contentType: "text/plain", text: async () => "sss_ops_calls_running 0\n" };
const token = "a-token-of-the-scraper";

async function statusOf(
  access: { token?: string; isLocal: boolean },
  headers: Record<string, string> = {},
): Promise<number | undefined> {
  const route = createMetricsRoute(metrics, access);
  return (await route?.answer(new Request("http://localhost/metrics", { headers })))?.status;
}

test("where only this machine can connect, its programs read them", async () => {
  expect(await statusOf({ isLocal: true })).toBe(200);
});

test("but nobody who comes through a proxy", async () => {
  expect(await statusOf({ isLocal: true }, { "x-forwarded-for": "203.0.113.7" })).toBe(403);
});

test("where others can connect there are none without a token", async () => {
  expect(await statusOf({ isLocal: false })).toBeUndefined();
});

test.for([
  [{}, 401],
  [{ authorization: "Bearer " }, 401],
  [{ authorization: "Bearer another-token-altogether" }, 401],
  [{ authorization: `Basic ${token}` }, 401],
  [{ authorization: `Bearer ${token}` }, 200],
  [{ authorization: `bearer ${token}`, "x-forwarded-for": "203.0.113.7" }, 200],
] as const)("with a token it has to be shown: %j is answered with %i", async ([headers, status]) => {
  for (const isLocal of [true, false]) {
    expect(await statusOf({ token, isLocal }, headers)).toBe(status);
  }
});

/** A server with its metrics, as settings have it. */
async function serve(environment: Record<string, string>) {
  const telemetry = await openTestTelemetry(environment);
  const house = await openTestHouse({ environment, observe: telemetry.observe.house });
  telemetry.follow(house);
  const listening = await serveHttp({
    house,
    config: house.config,
    version: "0.0.0",
    localPrincipal: "local:test",
    openConsole: () => async () => new Response("the console", { status: 404 }),
    metrics: telemetry.metricsRoute(house.config.http.isLocal),
    observe: telemetry.observe,
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(() => listening.close());
  return listening;
}

test("the server answers at /metrics", async () => {
  const { url } = await serve({});
  const answer = await fetch(`${url}/metrics`);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await answer.text()).toContain("sss_ops_calls_running 0");
  expect((await fetch(`${url}/metrics`, { method: "POST" })).status).toBe(405);
});

test("it is a path like any other where they are switched off", async () => {
  const { url } = await serve({ SSS_OPS_METRICS: "false" });
  expect(await (await fetch(`${url}/metrics`)).text()).toBe("the console");
});

test("by another name the server is asked with the token only", async () => {
  const host = "10.1.2.3:3939";
  const statusAt = async (origin: string, path: string, headers = {}) =>
    (await sendRaw(origin, path, { headers: { host, ...headers } })).status;
  const open = await serve({});
  expect(await statusAt(open.url, "/metrics")).toBe(403);
  const guarded = await serve({ SSS_OPS_METRICS_TOKEN: token });
  expect(await statusAt(guarded.url, "/metrics", { authorization: `Bearer ${token}` })).toBe(200);
  expect(await statusAt(guarded.url, "/metrics")).toBe(401);
  expect(await statusAt(guarded.url, "/", { authorization: `Bearer ${token}` })).toBe(403);
});
