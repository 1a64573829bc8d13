import { expect, onTestFinished, test } from "vitest";
import type { Actor } from "../../src/gate/actor.ts";
import { read } from "../../src/gate/read.ts";
import { serveHttp } from "../../src/serving/serve-http.ts";
import { listChannels } from "../../tools/channel/list-channels.ts";
import { deleteTenant } from "../../tools/tenant/delete-tenant.ts";
import { getUser } from "../../tools/user/get-user.ts";
import { openTestHouse } from "../house.ts";
import { sendOnWire } from "../mcp/wire.ts";
import { openTestTelemetry } from "./open.ts";

const taro: Actor = { principal: "local:taro", face: "terminal", asking: "form" };

async function openWatched(...settings: Parameters<typeof openTestTelemetry>) {
  const telemetry = await openTestTelemetry(...settings);
  const house = await openTestHouse({ observe: telemetry.observe.house });
  telemetry.follow(house);
  return { house, telemetry };
}

test("each call is one line: who, what, how it ended, and how long it took", async () => {
  const { house, telemetry } = await openWatched();
  await read(house.gate, listChannels, {}, taro);
  expect(telemetry.lines()).toEqual([
    {
      level: "info",
      msg: "call",
      act: "ask",
      operation: "list_channels",
      outcome: "done",
      face: "terminal",
      principal: "local:taro",
      requestId: expect.stringMatching(/^[0-9a-f]{16}$/),
      ms: expect.any(Number),
      time: expect.any(String),
    },
  ]);
});

test("one that failed is a warning with its code, and holds nothing that was given", async () => {
  const { house, telemetry } = await openWatched();
  await read(house.gate, getUser, { user_id: "ecid9999999999" }, taro);
  expect(telemetry.lines()).toMatchObject([{ level: "warn", outcome: "failed", code: "not_found" }]);
  expect(telemetry.written()).not.toContain("ecid9");
});

test("a ticket is named from its question to its end", async () => {
  const { house, telemetry } = await openWatched({ SSS_OPS_LOG_LEVEL: "debug" });
  const [tenant] = house.sandbox.world.tenants.keys();
  const asked = await house.gate.ask({ operation: deleteTenant, input: { tenant_id: tenant }, actor: taro });
  if (asked.kind !== "asking") throw new Error(`it was not asked: ${asked.kind}`);
  const ticketId = asked.ticket.id;
  await house.gate.decide(ticketId, { kind: "declined" }, taro);
  const lines = telemetry.lines().filter(({ msg }) => msg === "call" || msg === "ticket");
  expect(lines).toMatchObject([
    { msg: "ticket", ticketId, state: "open" },
    { msg: "call", act: "ask", outcome: "asking", ticketId },
    { msg: "ticket", ticketId, state: "denied" },
    { msg: "call", act: "decide", operation: "delete_tenant", outcome: "denied", ticketId },
  ]);
});

test("a server of one program says nothing of reads that were done", async () => {
  const { house, telemetry } = await openWatched({}, { serves: "one" });
  await read(house.gate, listChannels, {}, taro);
  await read(house.gate, getUser, { user_id: "ecid9999999999" }, taro);
  await telemetry.close();
  expect(telemetry.lines()).toMatchObject([
    { operation: "get_user", outcome: "failed", requestId: expect.stringMatching(/^[0-9a-f]{16}$/) },
  ]);
});

test("all lines of a request over HTTP have its id, down to what SSS was asked", async () => {
  const telemetry = await openTestTelemetry({ SSS_OPS_LOG_LEVEL: "debug" });
  const house = await openTestHouse({ observe: telemetry.observe.house });
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
  await sendOnWire(`${listening.url}/mcp`, "tools/call", { name: "list_channels", arguments: {} });
  await sendOnWire(`${listening.url}/mcp`, "tools/list");
  await listening.close();
  const lines = telemetry.lines();
  const first = lines.filter(({ requestId }) => requestId === lines[0]?.["requestId"]);
  expect(first.map(({ msg }) => msg)).toEqual([
    "upstream request",
    "upstream request",
    "call",
    "mcp request",
    "http request",
  ]);
  expect(first[1]).toMatchObject({ operation: "list_channels", route: "/v1.0/channels", status: 200 });
  expect(lines.slice(first.length).map(({ msg }) => msg)).toEqual(["mcp request", "http request"]);
});
