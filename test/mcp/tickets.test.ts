import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { createRequestStateCodec } from "@modelcontextprotocol/server";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../directory.ts";
import { boss, consentTo, openBeside, tenantOf, underBoss, userOf, writesOn } from "../gate/flow/flow.ts";
import { type TestHouse, openTestHouse } from "../house.ts";
import {
  type TestClient,
  type ToolResult,
  clientKinds,
  connect,
  consents,
  startEndpoint,
  textOf,
} from "./clients.ts";
import { callOnWire, typed } from "./wire.ts";

/** A client with forms before a house whose destroying calls wait for the boss, and a tenant to delete. */
async function reach({ now }: { now?: () => number } = {}) {
  const house = await openTestHouse({
    environment: await underBoss(),
    ...(now === undefined ? {} : { now }),
  });
  const { url } = await startEndpoint(house);
  const client = await connect("modern", { kind: "http", url }, consents);
  const { id: tenantId, name } = tenantOf(house, "hoshino-batch");
  return { house, url, client, tenantId, name };
}

async function pendingDelete(client: TestClient, tenantId: string): Promise<string> {
  const result = await client.call("delete_tenant", { tenant_id: tenantId });
  expect(result.structuredContent).toMatchObject({ pending: true, ticket_id: expect.any(String) });
  return (result.structuredContent as { ticket_id: string }).ticket_id;
}

async function decide({ gate }: TestHouse, id: string, answer: "yes" | "no" | "wrong", reason?: string) {
  const ticket = await gate.find(id);
  if (ticket === undefined) throw new Error("there is no such ticket");
  const given = answer === "wrong" ? ({ kind: "given", name: "another" } as const) : consentTo(ticket);
  return gate.decide(id, answer === "no" ? { kind: "declined" } : given, boss, reason);
}

/** Waits for a ticket's end with get_ticket; `act` is done once, when the server says that it waits. */
async function waitFor(url: string, id: string, act: () => Promise<unknown>): Promise<ToolResult> {
  const client = new Client(
    { name: "waiter", version: "1.0.0" },
    { versionNegotiation: { mode: { pin: "2026-07-28" } } },
  );
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  onTestFinished(() => client.close());
  let acted: Promise<unknown> | undefined;
  const told = await client.callTool(
    { name: "get_ticket", arguments: { ticket_id: id, wait_seconds: 40 } },
    {
      onprogress: ({ progress, total }) => {
        acted ??= act();
        expect([progress, total]).toEqual([0, 40]);
      },
    },
  );
  expect(acted).toBeDefined();
  await acted;
  return told;
}

async function stateOf(client: TestClient, id: string): Promise<unknown> {
  return (await client.call("get_ticket", { ticket_id: id })).structuredContent;
}

test.for(clientKinds)("a %s client with forms is given a handle, and is not asked itself", async (kind) => {
  const house = await openTestHouse({ environment: await underBoss() });
  const { url } = await startEndpoint(house);
  const forms: unknown[] = [];
  const client = await connect(kind, { kind: "http", url }, (form) => {
    forms.push(form);
    return consents(form);
  });
  const result = await client.call("delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id });
  expect(result.isError ?? false).toBe(false);
  expect(result.structuredContent).toMatchObject({
    pending: true,
    message: expect.stringMatching(/local:boss.*sss-ops tickets approve/),
    expires_at: expect.stringMatching(/Z$/),
  });
  const { ticket_id: id } = result.structuredContent as { ticket_id: string };
  expect(await stateOf(client, id)).toMatchObject({ state: "open", waits_for: "a second person" });
  expect(forms).toEqual([]);
  expect(writesOn(house)).toEqual([]);
});

test("the approver's right name runs the ticket once, and get_ticket tells its end", async () => {
  const { house, client, tenantId } = await reach();
  const id = await pendingDelete(client, tenantId);
  expect(await decide(house, id, "yes")).toMatchObject({ kind: "done" });
  expect(await decide(house, id, "yes")).toMatchObject({ kind: "denied", code: "ticket_used" });
  expect(await stateOf(client, id)).toMatchObject({ state: "done", decided_by: "local:boss" });
  expect(writesOn(house)).toEqual([`DELETE /api/v1.0/tenants/${tenantId}`]);
});

test("the approver's wrong name denies the ticket, and the right one comes too late", async () => {
  const { house, client, tenantId } = await reach();
  const id = await pendingDelete(client, tenantId);
  expect(await decide(house, id, "wrong")).toMatchObject({ kind: "denied", code: "wrong_name" });
  expect(await decide(house, id, "yes")).toMatchObject({ kind: "denied", code: "ticket_denied" });
  expect(await stateOf(client, id)).toMatchObject({ state: "denied" });
  expect(await pendingDelete(client, tenantId)).not.toBe(id);
  expect(writesOn(house)).toEqual([]);
});

test("a denial's reason is told to the requester", async () => {
  const { house, client, tenantId } = await reach();
  const id = await pendingDelete(client, tenantId);
  await decide(house, id, "no", "まだ使っています");
  expect(await stateOf(client, id)).toMatchObject({
    state: "denied",
    decided_by: "local:boss",
    reason: "まだ使っています",
  });
});

test("the requester's own form answer does not run what waits for a second person, not even with a genuine state", async () => {
  const { house, url, tenantId, name, client } = await reach();
  const id = await pendingDelete(client, tenantId);
  const input = { tenant_id: tenantId };
  const forged = { requestState: `v1.${Buffer.from(id).toString("base64url")}.AAAA` };
  const answer = { inputResponses: typed(name) };
  expect((await callOnWire(url, "delete_tenant", input, { ...forged, ...answer })).body.error?.code).toBe(
    -32_602,
  );
  const codec = createRequestStateCodec<string>({
    key: (await house.keys()).state,
    ttlSeconds: 600,
    bind: () => "test",
  });
  const requestState = await codec.mint(id, {} as never);
  const { body } = await callOnWire(url, "delete_tenant", input, { requestState, ...answer });
  expect(textOf(body.result as ToolResult)).toContain("denied (own_request)");
  expect(writesOn(house)).toEqual([]);
  expect(await stateOf(client, id)).toMatchObject({ state: "open" });
});

test("get_ticket waits, tells that it waits where asked to, and returns as soon as it is decided", async () => {
  const { house, url, client, tenantId } = await reach();
  const id = await pendingDelete(client, tenantId);
  const beganAt = performance.now();
  const told = await waitFor(url, id, () => decide(house, id, "yes"));
  expect(told.structuredContent).toMatchObject({ state: "done" });
  expect(performance.now() - beganAt).toBeLessThan(10_000);
});

test("get_ticket shows where each step of a workflow stands, once, before and after it stopped", async () => {
  const { house, client } = await reach();
  const { id: userId } = userOf(house, "yamamoto.aoi");
  const asked = await client.call("offboard_user", { user_id: userId });
  const { ticket_id: id } = asked.structuredContent as { ticket_id: string };
  const steps = (...states: readonly string[]) => [
    {
      operation: "remove_user_from_iam_group",
      name: "default",
      state: states[0],
      input: { user_id: userId },
    },
    { operation: "delete_user", name: "yamamoto.aoi", state: states[1], input: { user_id: userId } },
  ];
  expect(await stateOf(client, id)).toMatchObject({ state: "open", steps: steps("waiting", "waiting") });
  house.sandbox.faults.add({ method: "DELETE", path: "v1.0/users/", kind: "status", status: 409 });
  await decide(house, id, "yes");
  const told = await stateOf(client, id);
  expect(told).toMatchObject({ outcome: { code: "partly_done" }, steps: steps("done", "failed") });
  expect(JSON.stringify(told).match(/"steps"/g)).toHaveLength(1);
  const { structuredContent: listed } = await client.call("list_tickets", {});
  expect(listed).toMatchObject({ tickets: [{ ticket_id: id, outcome: { code: "partly_done" } }] });
  expect(JSON.stringify(listed)).not.toContain('"steps"');
});

test("get_ticket that waits for nobody gives the open ticket when its time is over", async () => {
  const { client, tenantId } = await reach();
  const id = await pendingDelete(client, tenantId);
  expect(await client.call("get_ticket", { ticket_id: id, wait_seconds: 1 })).toMatchObject({
    structuredContent: { state: "open" },
  });
});

test("a ticket that expires while get_ticket waits is told as expired", async () => {
  let now = Date.now();
  const { client, url, tenantId } = await reach({ now: () => now });
  const id = await pendingDelete(client, tenantId);
  const told = await waitFor(url, id, async () => (now += 25 * 3_600_000));
  expect(told.structuredContent).toMatchObject({ ticket_id: id, state: "expired" });
});

test("the tickets of other principals are invisible, and cannot be taken back", async () => {
  const { house, client, tenantId } = await reach();
  const id = await pendingDelete(client, tenantId);
  const other = await startEndpoint(house, { localPrincipal: "local:hanako" });
  const stranger = await connect("modern", { kind: "http", url: other.url });
  expect((await stranger.call("list_tickets", {})).structuredContent).toEqual({ tickets: [] });
  expect((await client.call("list_tickets", {})).structuredContent).toMatchObject({
    tickets: [{ ticket_id: id, operation: "delete_tenant", state: "open" }],
  });
  for (const tool of ["get_ticket", "cancel_ticket"]) {
    expect(textOf(await stranger.call(tool, { ticket_id: id }))).toMatch(/^failed \(not_found\)/);
  }
  expect(await stateOf(client, id)).toMatchObject({ state: "open" });
});

test("cancel_ticket takes an open ticket back for good, and no other", async () => {
  const { house, client, tenantId } = await reach();
  const id = await pendingDelete(client, tenantId);
  expect((await client.call("cancel_ticket", { ticket_id: id })).structuredContent).toMatchObject({
    state: "cancelled",
  });
  expect(await decide(house, id, "yes")).toMatchObject({ kind: "denied", code: "ticket_cancelled" });
  const used = await pendingDelete(client, tenantId);
  await decide(house, used, "yes");
  expect(textOf(await client.call("cancel_ticket", { ticket_id: used }))).toContain("denied (ticket_used)");
  expect(await stateOf(client, used)).toMatchObject({ state: "done" });
});

test.for([
  ["get_ticket", {}, "ticket_id"],
  ["get_ticket", { ticket_id: 7 }, "ticket_id"],
  ["get_ticket", { ticket_id: "x", wait_seconds: 51 }, "wait_seconds"],
  ["get_ticket", { ticket_id: "x", wait_seconds: 1.5 }, "wait_seconds"],
  ["get_ticket", { ticket_id: "x", approve: true }, "approve"],
  ["cancel_ticket", { id: "x" }, "ticket_id"],
  ["list_tickets", { principal: "local:boss" }, "principal"],
] as const)("%s with %j is refused, naming %s", async ([tool, input, field]) => {
  const { client } = await reach();
  const result = await client.call(tool, input);
  expect(result.isError).toBe(true);
  expect(textOf(result)).toMatch(new RegExp(`^failed \\(invalid_request\\): ${tool} .*${field}`));
});

test("a client that cannot ask is refused, and with the terminal as a door waits for it", async () => {
  const shut = await openTestHouse();
  const input = { tenant_id: tenantOf(shut, "hoshino-web").id, description: "changed" };
  const refused = await connect("old", { kind: "http", url: (await startEndpoint(shut)).url });
  expect(textOf(await refused.call("update_tenant", input))).toMatch(/^denied \(cannot_ask\).*SSS_OPS_DOORS/);
  const open = await openTestHouse({ environment: { SSS_OPS_DOORS: "terminal" } });
  const waiting = await connect("old", { kind: "http", url: (await startEndpoint(open)).url });
  expect((await waiting.call("update_tenant", input)).structuredContent).toMatchObject({
    pending: true,
    message: expect.stringContaining("the person who asked"),
  });
  expect([...writesOn(shut), ...writesOn(open)]).toEqual([]);
});

test("an asynchronous call that outlasts the patience is pending, and get_ticket tells its end", async () => {
  const house = await openTestHouse({ sandbox: { transactionMs: 300 } });
  const replica = await openBeside(house, { patienceMs: 1 });
  const { url } = await startEndpoint(replica);
  const client = await connect("modern", { kind: "http", url }, consents);
  const begun = await client.call("create_contract", {
    login_id: "new.owner",
    mail_address: "new.owner@example.com",
    channel_id: [...house.sandbox.world.contracts.values()].find(({ channel }) => !channel.management)
      ?.channel.id,
  });
  const { ticket_id: id } = begun.structuredContent as { ticket_id: string };
  expect(begun.structuredContent).toMatchObject({
    pending: true,
    message: expect.stringMatching(/under way/),
  });
  expect(await stateOf(client, id)).toMatchObject({ state: expect.stringMatching(/open|approved|running/) });
  const told = await client.call("get_ticket", { ticket_id: id, wait_seconds: 40 });
  expect(told.structuredContent).toMatchObject({
    state: "done",
    outcome: { kind: "done", answer: { status: "success", contract_id: expect.any(String) } },
  });
  expect(writesOn(house)).toEqual(["POST /api/v1.0/contracts"]);
});

test("tickets that cannot be read are an error that says why, not a broken call", async () => {
  const file = join(await temporaryDirectory(), "a-file");
  await writeFile(file, "");
  const house = await openTestHouse({ environment: { SSS_OPS_STATE_DIR: file } });
  const client = await connect("modern", { kind: "http", url: (await startEndpoint(house)).url });
  const result = await client.call("list_tickets", {});
  expect(result.isError).toBe(true);
  expect(textOf(result)).toMatch(/^failed \(store_unusable\): /);
});
