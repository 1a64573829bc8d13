import { expect, test } from "vitest";
import { every } from "../../src/mcp/tools/toolbox.ts";
import { tenantOf, userOf } from "../gate/flow/flow.ts";
import { openTestHouse } from "../house.ts";
import { connect, startEndpoint, textOf, typesTheName } from "./clients.ts";

async function reach(environment: Record<string, string> = {}, profile = "full") {
  const house = await openTestHouse({ account: "endUser", environment });
  const { url } = await startEndpoint(house);
  const client = await connect("modern", { kind: "http", url: `${url}?profile=${profile}` }, typesTheName);
  const tenant = tenantOf(house, "hoshino-batch");
  const writes = () =>
    house.sandbox.calls.filter(({ method, path }) => path.startsWith("/api/") && method !== "GET");
  return { house, client, tenant, writes };
}

test("every write can be rehearsed, and no read", () => {
  const named = every.filter(({ tool }) => Object.hasOwn(tool.inputSchema.properties ?? {}, "dry_run"));
  const writes = every.filter(({ name, risk }) => risk !== "read" && name !== "cancel_ticket");
  expect(named).toEqual(writes);
});

test("a rehearsal says what would be asked of whom, and does nothing", async () => {
  const { house, client, tenant, writes } = await reach();
  const told = await client.call("delete_tenant", { tenant_id: "hoshino-batch", dry_run: true });
  expect(told.structuredContent).toMatchObject({
    dry_run: true,
    would: "ask",
    who: "requester",
    input: { tenant_id: tenant.id },
    question: { wanted: "name" },
    before: { tenant_name: "hoshino-batch" },
    undo: { lost: expect.stringMatching(/./) },
  });
  expect(await house.gate.list()).toEqual([]);
  expect(writes()).toEqual([]);
});

test("a refusal is told as one, with what to do", async () => {
  const { client, tenant } = await reach({ SSS_OPS_READ_ONLY: "true" });
  const told = await client.call("delete_tenant", { tenant_id: tenant.id, dry_run: true });
  expect(told.structuredContent).toMatchObject({
    would: "be refused",
    code: "read_only",
    next: expect.stringContaining("SSS_OPS_READ_ONLY"),
  });
});

test.for(["true", "false", "null", 1, 0, {}, [], ["true"]])(
  "dry_run: %j is no wish, and runs nothing",
  async (wish) => {
    const { house, client, tenant, writes } = await reach();
    const refused = await client.call("delete_tenant", { tenant_id: tenant.id, dry_run: wish });
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toContain("dry_run must be true or false");
    expect(await house.gate.list()).toEqual([]);
    expect(writes()).toEqual([]);
  },
);

test.for([false, null])("dry_run: %j is the call itself, which asks for its consent", async (wish) => {
  const { house, client, tenant, writes } = await reach();
  await client.call("delete_tenant", { tenant_id: tenant.id, dry_run: wish });
  expect(await house.gate.list()).toMatchObject([{ operation: "delete_tenant", consent: "self" }]);
  expect(writes()).toMatchObject([{ method: "DELETE" }]);
});

test("in a search profile the wish stands among the arguments", async () => {
  const { client, tenant, writes } = await reach({}, "search");
  const input = JSON.stringify({ tenant_id: tenant.id, dry_run: true });
  const told = await client.call("run_destroy", { operation: "delete_tenant", arguments: input });
  expect(told.structuredContent).toMatchObject({ dry_run: true, would: "ask" });
  expect(writes()).toEqual([]);
});

test("a workflow is rehearsed with all its steps", async () => {
  const { house, client, writes } = await reach();
  const { id } = userOf(house, "hoshino.reader");
  const told = await client.call("offboard_user", { user_id: id, dry_run: true });
  expect(told.structuredContent).toMatchObject({ would: "ask", steps: expect.any(Array) });
  expect((told.structuredContent as { steps: unknown[] }).steps.length).toBeGreaterThan(1);
  expect(writes()).toEqual([]);
});
