import { expect, onTestFinished, test } from "vitest";
import { serveHttp } from "../../src/serving/serve-http.ts";
import { openTestHouse } from "../house.ts";
import { type ToolResult, connect, consents } from "../mcp/clients.ts";
import { sendOnWire } from "../mcp/wire.ts";
import { type SentSpan, startCollector } from "./collector.ts";
import { openTestTelemetry } from "./open.ts";

/** A server whose traces go to a collector; `traces` closes its telemetry and gives what arrived there. */
async function serve(environment: Record<string, string> = {}) {
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  const telemetry = await openTestTelemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...environment });
  const house = await openTestHouse({ observe: telemetry.observe.house });
  telemetry.follow(house);
  const listening = await serveHttp({
    house,
    config: house.config,
    version: "0.0.0",
    localPrincipal: "local:test",
    openConsole: () => async () => new Response("the console", { status: 404 }),
    observe: telemetry.observe,
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(() => listening.close());
  const traces = async () => {
    await listening.close();
    await telemetry.close();
    return collector.spans();
  };
  return { house, telemetry, collector, url: `${listening.url}/mcp`, traces };
}

const caller = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7" } as const;
const traceparent = `00-${caller.traceId}-${caller.spanId}-01`;

function named(spans: readonly SentSpan[], name: string): SentSpan {
  const found = spans.find((span) => span.name === name);
  if (found === undefined)
    throw new Error(`no span is called ${name}: ${spans.map((one) => one.name).join(", ")}`);
  return found;
}

test("a call goes on with the caller's trace, from its request to what SSS was asked", async () => {
  const { url, traces } = await serve();
  const params = { name: "get_user", arguments: { user_id: "ecid9999999999" }, _meta: { traceparent } };
  await sendOnWire(url, "tools/call", params);
  const spans = await traces();
  const call = named(spans, "tools/call get_user");
  const http = named(spans, "POST /mcp");
  expect(call).toMatchObject({
    kind: 2,
    traceId: caller.traceId,
    parentSpanId: caller.spanId,
    status: 2,
    links: [{ traceId: http.traceId, spanId: http.spanId }],
    attributes: {
      "mcp.method.name": "tools/call",
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": "get_user",
      "mcp.protocol.version": "2026-07-28",
      "network.transport": "tcp",
      "error.type": "tool_error",
    },
  });
  const gate = named(spans, "gate ask get_user");
  expect(gate).toMatchObject({
    kind: 1,
    traceId: caller.traceId,
    parentSpanId: call.spanId,
    status: 2,
    attributes: { "sss_ops.outcome": "failed", "sss_ops.code": "not_found", "sss_ops.face": "mcp" },
  });
  expect(named(spans, "GET /v1.0/users/{user_id}")).toMatchObject({
    kind: 3,
    traceId: caller.traceId,
    parentSpanId: gate.spanId,
    status: 2,
    attributes: {
      "http.request.method": "GET",
      "url.template": "/v1.0/users/{user_id}",
      "http.response.status_code": 404,
      "server.address": "127.0.0.1",
      "error.type": "404",
    },
  });
});

test("no argument, no id and no secret of a call is in a span", async () => {
  const { url, house, collector, traces } = await serve();
  await sendOnWire(url, "tools/call", { name: "get_user", arguments: { user_id: "ecid9999999999" } });
  await fetch(url.replace("/mcp", "/sign-in?code=a-code"));
  await traces();
  expect(collector.bodies.join("")).not.toMatch(/ecid9|a-code/);
  expect(collector.bodies.join("")).not.toContain(house.sandbox.accounts.partner.apiSecret);
});

test("without a trace of its own a call belongs to the HTTP request, which goes on with the one in its headers", async () => {
  const { url, traces } = await serve();
  await sendOnWire(url, "tools/list", {}, { traceparent });
  const spans = await traces();
  const http = named(spans, "POST /mcp");
  expect(http).toMatchObject({ kind: 2, traceId: caller.traceId, parentSpanId: caller.spanId });
  expect(named(spans, "tools/list")).toMatchObject({
    traceId: caller.traceId,
    parentSpanId: http.spanId,
    links: [],
  });
});

test.for(["", "00-zz-00f067aa0ba902b7-01", `00-${"0".repeat(32)}-00f067aa0ba902b7-01`, 7])(
  "a trace that cannot be read (%j) begins none, and breaks nothing",
  async (broken) => {
    const { url, traces } = await serve();
    await sendOnWire(url, "tools/list", { _meta: { traceparent: broken } });
    const spans = await traces();
    expect(named(spans, "tools/list").parentSpanId).toBe(named(spans, "POST /mcp").spanId);
  },
);

test("a trace that the caller does not keep is not sent", async () => {
  const { url, traces } = await serve();
  await sendOnWire(url, "tools/list", { _meta: { traceparent: traceparent.replace(/01$/, "00") } });
  expect((await traces()).map(({ name }) => name)).toEqual(["POST /mcp"]);
});

test("what is done about a ticket is linked with the call that opened it", async () => {
  const { url, house, traces } = await serve();
  const client = await connect("modern", { kind: "http", url }, consents);
  const [tenant] = house.sandbox.world.tenants.keys();
  const answer: ToolResult = await client.call("delete_tenant", { tenant_id: tenant });
  expect(answer.isError).not.toBe(true);
  const spans = await traces();
  const asked = named(spans, "gate ask delete_tenant");
  const answered = named(spans, "gate answer delete_tenant");
  expect(asked.attributes["sss_ops.ticket.id"]).toBe(answered.attributes["sss_ops.ticket.id"]);
  expect(answered.links).toMatchObject([{ traceId: asked.traceId, spanId: asked.spanId }]);
  expect(answered.attributes["sss_ops.outcome"]).toBe("done");
  expect(named(spans, "DELETE /v1.0/tenants/{tenant_id}").traceId).toBe(answered.traceId);
});

test("a line names the trace it belongs to", async () => {
  const { url, telemetry, traces } = await serve();
  await sendOnWire(url, "tools/call", { name: "list_channels", arguments: {}, _meta: { traceparent } });
  const gate = named(await traces(), "gate ask list_channels");
  expect(telemetry.lines()).toContainEqual(
    expect.objectContaining({ msg: "call", trace_id: caller.traceId, span_id: gate.spanId }),
  );
});

test("the collector is shown the headers it wants to see", async () => {
  const { url, collector, traces } = await serve({ OTEL_EXPORTER_OTLP_HEADERS: "x-key=a%20b,x-other=2" });
  await sendOnWire(url, "tools/list");
  await traces();
  expect(collector.headers[0]).toMatchObject({ "x-key": "a b", "x-other": "2" });
});

test("a collector that does not take them is told of in the log", async () => {
  const refusing = await startCollector(401);
  onTestFinished(() => refusing.close());
  const { url, telemetry, traces } = await serve({ OTEL_EXPORTER_OTLP_ENDPOINT: refusing.url });
  await sendOnWire(url, "tools/list");
  await traces();
  expect(telemetry.lines()).toContainEqual(
    expect.objectContaining({ level: "error", msg: expect.stringMatching(/^Traces are lost, /) }),
  );
});

test("a collector that is not there keeps nobody from ending", async () => {
  const { url, collector, traces } = await serve();
  await collector.close();
  await sendOnWire(url, "tools/list");
  expect(await traces()).toEqual([]);
});
