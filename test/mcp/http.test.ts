import { expect, test } from "vitest";
import { every } from "../../src/mcp/tools/toolbox.ts";
import { openTestHouse } from "../house.ts";
import { clientKinds, connect, saysYes, startEndpoint, textOf } from "./clients.ts";
import { callOnWire, tenantsOn, typed } from "./wire.ts";

test.for(clientKinds)("a %s client is listed every operation", async (kind) => {
  const { url } = await startEndpoint(await openTestHouse());
  const tools = await (await connect(kind, { kind: "http", url })).listTools();
  expect(tools).toHaveLength(every.length);
});

test("an unknown tool is a protocol error, and the server lives on", async () => {
  const { url } = await startEndpoint(await openTestHouse());
  expect((await callOnWire(url, "drop_everything", {})).body.error?.code).toBe(-32_602);
  expect((await callOnWire(url, "list_users", {})).body.result).toBeDefined();
});

test("an upstream failure is a result that says what to do, and the server lives on", async () => {
  const house = await openTestHouse();
  const client = await connect("modern", { kind: "http", url: (await startEndpoint(house)).url });
  house.sandbox.faults.add({ path: "/users", kind: "status", status: 403 });
  const failed = await client.call("list_users", {});
  expect(failed.isError).toBe(true);
  expect(textOf(failed)).toMatch(/^failed \(forbidden\): list_users failed: /);
  house.sandbox.faults.clear();
  expect(await client.call("list_users", {})).not.toHaveProperty("isError", true);
});

test("a write whose answer was lost is unknown, not failed, and was sent once", async () => {
  const house = await openTestHouse();
  const client = await connect("modern", { kind: "http", url: (await startEndpoint(house)).url }, saysYes);
  house.sandbox.faults.add({ method: "POST", path: "/users", kind: "cut-after" });
  const user = { login_id: "lost.answer", mail_address: "lost@example.com", notify_password: false };
  expect(textOf(await client.call("create_user", user))).toMatch(
    /^unknown \(connection_lost\): .*Read the target/,
  );
  expect(
    house.sandbox.calls.filter(({ method, path }) => method === "POST" && path.includes("/users")),
  ).toHaveLength(1);
});

test("an answer that comes after ten minutes is refused", async () => {
  let time = Date.now();
  const house = await openTestHouse({ now: () => time });
  const { url } = await startEndpoint(house);
  const [tenant] = await tenantsOn(url);
  const input = { tenant_id: tenant?.tenant_id };
  const { requestState = "" } = (await callOnWire(url, "delete_tenant", input)).body.result ?? {};
  time += 10 * 60_000;
  const late = await callOnWire(url, "delete_tenant", input, {
    requestState,
    inputResponses: typed(tenant?.tenant_name ?? ""),
  });
  expect(JSON.stringify(late.body.result)).toContain("denied (ticket_expired)");
  expect(house.sandbox.calls.filter(({ method }) => method === "DELETE")).toEqual([]);
});

test("an answer given to another principal's question is refused", async () => {
  const house = await openTestHouse();
  const [mine, theirs] = await Promise.all(
    ["me", "them"].map((principal) => startEndpoint(house, { localPrincipal: principal })),
  );
  const input = { login_id: "some.body", mail_address: "some@example.com", notify_password: false };
  const { requestState = "" } = (await callOnWire(mine?.url ?? "", "create_user", input)).body.result ?? {};
  const stolen = await callOnWire(theirs?.url ?? "", "create_user", input, {
    requestState,
    inputResponses: { consent: { action: "accept", content: { yes: true } } },
  });
  expect(stolen.body.error?.code).toBe(-32_602);
  expect(
    house.sandbox.calls.filter(({ method, path }) => method === "POST" && path.endsWith("/users")),
  ).toEqual([]);
});

test("a call in flight is answered before the endpoint closes", async () => {
  const house = await openTestHouse();
  const endpoint = await startEndpoint(house);
  house.sandbox.faults.add({ path: "/users", kind: "latency", ms: 300 });
  const answer = callOnWire(endpoint.url, "list_users", {});
  await expect.poll(() => house.sandbox.calls.some(({ path }) => path.includes("auth/tokens"))).toBe(true);
  await endpoint.close();
  expect((await answer).body.result).not.toHaveProperty("isError");
});

test("a session that is not known is 404, so that the client starts anew", async () => {
  const { url } = await startEndpoint(await openTestHouse());
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-session-id": "gone",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
  });
  expect(response.status).toBe(404);
});

test("an older client that keeps no session can still list and read", async () => {
  const { url } = await startEndpoint(await openTestHouse());
  const ask = async (method: string, params: object) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    });
    return response.text();
  };
  expect(await ask("tools/list", {})).toContain("delete_tenant");
  expect(await ask("tools/call", { name: "list_users", arguments: {} })).toContain("structuredContent");
  const write = { name: "update_tenant", arguments: { tenant_id: "t", description: "d" } };
  expect(await ask("tools/call", write)).toContain("denied (cannot_ask)");
});

test.for(["constructor", "toString", "hasOwnProperty"])(
  "an argument named %s is refused by name, and nothing is sent",
  async (name) => {
    const house = await openTestHouse();
    const { url } = await startEndpoint(house);
    const input = JSON.parse(`{${JSON.stringify(name)}: {"contract_id": "econ1"}}`) as Record<
      string,
      unknown
    >;
    const answer = await callOnWire(url, "list_users", input);
    expect(JSON.stringify(answer.body.result)).toContain(`unknown argument \\"${name}\\"`);
    expect(house.sandbox.calls).toEqual([]);
  },
);
