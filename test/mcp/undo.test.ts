import { describe, expect, test } from "vitest";
import { tenantOf } from "../gate/flow/flow.ts";
import { openTestHouse } from "../house.ts";
import { type TestClient, clientKinds, connect, consents, startEndpoint, textOf } from "./clients.ts";

async function reach(kind: (typeof clientKinds)[number] = "modern", profile = "full") {
  const house = await openTestHouse();
  const { url } = await startEndpoint(house);
  const client = await connect(kind, { kind: "http", url: `${url}?profile=${profile}` }, consents);
  const tenant = tenantOf(house, "hoshino-web");
  const writes = () =>
    house.sandbox.calls.filter(({ method, path }) => path.startsWith("/api/") && method !== "GET");
  return { house, url, client, tenant, writes };
}

/** Changes a description, and gives the ticket that did. */
async function describedBy(client: TestClient, tenantId: string): Promise<string> {
  await client.call("update_tenant", { tenant_id: tenantId, description: "changed" });
  const { structuredContent } = await client.call("list_tickets", {});
  return (structuredContent as { tickets: { ticket_id: string }[] }).tickets[0]?.ticket_id ?? "";
}

describe.for(clientKinds)("a %s client", (kind) => {
  test("has a change undone with a consent of its own, once", async () => {
    const { client, tenant, writes } = await reach(kind);
    const { description } = tenant;
    const id = await describedBy(client, tenant.id);
    expect(tenant.description).toBe("changed");
    const undone = await client.call("undo", { ticket_id: id });
    expect(undone.structuredContent).toMatchObject({ undid: id, by: "update_tenant" });
    expect(tenant.description).toBe(description);
    const again = await client.call("undo", { ticket_id: id });
    expect(again.isError).toBe(true);
    expect(textOf(again)).toContain("already_undone");
    expect(writes().filter(({ method }) => method === "PUT")).toHaveLength(2);
  });
});

test("a rehearsal of an undo does nothing", async () => {
  const { client, tenant, writes } = await reach();
  const id = await describedBy(client, tenant.id);
  const told = await client.call("undo", { ticket_id: id, dry_run: true });
  expect(told.structuredContent).toMatchObject({ dry_run: true, operation: "update_tenant", would: "ask" });
  expect(writes().filter(({ method }) => method === "PUT")).toHaveLength(1);
});

test("nobody undoes what somebody else asked for, or what there is not", async () => {
  const { house, client, tenant } = await reach();
  const { url } = await startEndpoint(house, { localPrincipal: "other" });
  const stranger = await connect("modern", { kind: "http", url }, consents);
  const id = await describedBy(client, tenant.id);
  for (const ticket of [id, "none", "0".repeat(32)]) {
    const refused = await stranger.call("undo", { ticket_id: ticket });
    expect(refused.isError).toBe(true);
  }
  expect(tenant.description).toBe("changed");
});

test("a profile that leaves out the opposite operation leaves out the undo", async () => {
  const { house, client, tenant } = await reach();
  const id = await describedBy(client, tenant.id);
  const { url } = await startEndpoint(house);
  const narrowed = await connect("modern", { kind: "http", url: `${url}?profile=-update_tenant` }, consents);
  const refused = await narrowed.call("undo", { ticket_id: id });
  expect(textOf(refused)).toContain('left out by the profile "-update_tenant"');
  expect(tenant.description).toBe("changed");
});

test("a person who declines has nothing undone", async () => {
  const { house, client, tenant } = await reach();
  const id = await describedBy(client, tenant.id);
  const { url } = await startEndpoint(house);
  const declining = await connect("modern", { kind: "http", url }, () => ({ action: "decline" }));
  expect(textOf(await declining.call("undo", { ticket_id: id }))).toContain("denied (not_confirmed)");
  expect(tenant.description).toBe("changed");
});
