import { expect, test } from "vitest";
import { openTestHouse } from "../../house.ts";
import { connect, saysYes, startEndpoint } from "../../mcp/clients.ts";
import { auditOf, boss, consentTo, eventsOf, requestOf, run, tenantOf, ticketFor, writesOn } from "./flow.ts";

test("a write leaves asked, decided, called and ended, with who asked and through which client", async () => {
  const house = await openTestHouse();
  const { url } = await startEndpoint(house);
  const client = await connect("modern", { kind: "http", url }, saysYes);
  const input = { tenant_id: tenantOf(house, "hoshino-web").id, description: "changed" };
  await client.call("update_tenant", input);
  const rows = await auditOf(house);
  expect(rows.map(({ event }) => event)).toEqual(["asked", "decided", "called", "ended"]);
  expect(new Set(rows.map(({ ticketId }) => ticketId)).size).toBe(1);
  for (const row of rows) {
    expect(row).toMatchObject({
      operation: "update_tenant",
      actor: { principal: "test", face: "mcp", client: { name: "test-modern", version: "1.0.0" } },
    });
  }
  expect(rows[0]?.details).toMatchObject({ input, rule: "default-change", consent: "self" });
  expect(rows[1]?.details).toMatchObject({ decision: "approved" });
  expect(rows[3]?.details).toMatchObject({ outcome: "done", durationMs: expect.any(Number) });
  expect(await (await house.store()).audit.verify()).toMatchObject({ ok: true, rows: 4 });
});

test("a denied write leaves asked and decided, and no call", async () => {
  const house = await openTestHouse();
  const { url } = await startEndpoint(house);
  const client = await connect("legacy", { kind: "http", url }, () => ({ action: "decline" }));
  await client.call("delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id });
  expect(await eventsOf(house)).toEqual(["asked", "decided denied"]);
  expect(writesOn(house)).toEqual([]);
  expect(await (await house.store()).audit.verify()).toMatchObject({ ok: true, rows: 2 });
});

test("a read leaves no row, and opens no store", async () => {
  const house = await openTestHouse();
  const { url } = await startEndpoint(house);
  const client = await connect("auto", { kind: "http", url });
  await client.call("list_users", {});
  expect(await auditOf(house)).toEqual([]);
});

test("the audit has the password of a call only as hidden", async () => {
  const house = await openTestHouse();
  const input = {
    login_id: "new.user",
    mail_address: "new.user@example.com",
    notify_password: false,
    contract_id: tenantOf(house, "hoshino-web").contractId,
    password: "Passw0rdInTheCall",
  };
  const ticket = await ticketFor(house, "create_user", input, boss);
  await house.gate.answer(ticket.id, consentTo(ticket), requestOf("create_user", input, boss));
  const rows = await auditOf(house);
  expect(rows.map(({ event }) => event)).toEqual(["asked", "decided", "called", "ended"]);
  expect(rows[0]?.details).toMatchObject({ input: { login_id: "new.user", password: "(hidden)" } });
  expect(JSON.stringify(rows)).not.toContain("Passw0rdInTheCall");
});

test("a second identical request is given the open ticket, and after its end a new one", async () => {
  const house = await openTestHouse();
  const input = { tenant_id: tenantOf(house, "hoshino-web").id, description: "changed" };
  const first = await ticketFor(house, "update_tenant", input);
  const [second, third] = await Promise.all([
    ticketFor(house, "update_tenant", input),
    ticketFor(house, "update_tenant", { description: "changed", tenant_id: input.tenant_id }),
  ]);
  expect([second.id, third.id]).toEqual([first.id, first.id]);
  expect((await ticketFor(house, "update_tenant", { ...input, description: "else" })).id).not.toBe(first.id);
  expect((await ticketFor(house, "update_tenant", input, boss)).id).not.toBe(first.id);
  await house.gate.answer(first.id, consentTo(first), requestOf("update_tenant", input));
  expect((await ticketFor(house, "update_tenant", input)).id).not.toBe(first.id);
  expect(writesOn(house)).toHaveLength(1);
});

test("the status and the words that upstream refused with are on record", async () => {
  const house = await openTestHouse();
  const ticket = await ticketFor(house, "update_tenant", {
    tenant_id: tenantOf(house, "hoshino-web").id,
    description: "changed",
  });
  house.sandbox.faults.add({ method: "PUT", kind: "status", status: 409 });
  const ending = await run(house, ticket);
  expect(ending).toMatchObject({
    kind: "failed",
    code: "conflict",
    status: 409,
    data: { sss_message: expect.stringMatching(/./) },
  });
  const { sss_message } = (ending as { readonly data: Record<string, unknown> }).data;
  expect((await auditOf(house)).at(-1)).toMatchObject({
    event: "ended",
    details: { status: 409, sss_message },
  });
});
