import { expect, test } from "vitest";
import { openTestHouse } from "../../house.ts";
import { speakTo } from "../../sandbox/sss.ts";
import {
  askFor,
  boss,
  consentTo,
  eventsOf,
  openBeside,
  policyFile,
  requestOf,
  run,
  tenantOf,
  ticketFor,
  underBoss,
  writesOn,
} from "./flow.ts";

test("a target that moved since the question is not touched, and the difference is told", async () => {
  const house = await openTestHouse();
  const { id, description } = tenantOf(house, "hoshino-web");
  const input = { tenant_id: id };
  const ticket = await ticketFor(house, "delete_tenant", input);
  const { call, sandbox } = speakTo(house.sandbox);
  await call(sandbox.accounts.partner, `PUT /tenants/${id}`, { description: "still in use" });
  const told = await run(house, ticket);
  expect(told).toMatchObject({
    kind: "failed",
    code: "target_moved",
    message: expect.not.stringContaining("still in use"),
    data: { changes: [{ field: "description", before: description, now: "still in use" }] },
  });
  expect(writesOn(house)).toEqual([`PUT /api/v1.0/tenants/${id}`]);
  expect(await eventsOf(house)).toEqual(["asked", "decided approved", "ended failed"]);
  const anew = await ticketFor(house, "delete_tenant", input);
  expect(anew.id).not.toBe(ticket.id);
  expect(anew.question.message).toContain("still in use");
  expect(await run(house, anew)).toMatchObject({ kind: "done" });
});

test("a target that is gone meanwhile is told so, and nothing is sent", async () => {
  const house = await openTestHouse();
  const { id } = tenantOf(house, "hoshino-batch");
  const ticket = await ticketFor(house, "update_tenant", { tenant_id: id, description: "x" });
  const { call, sandbox } = speakTo(house.sandbox);
  await call(sandbox.accounts.partner, `DELETE /tenants/${id}`);
  expect(await run(house, ticket)).toMatchObject({ kind: "failed", code: "not_found" });
  expect(writesOn(house)).toEqual([`DELETE /api/v1.0/tenants/${id}`]);
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "failed" });
});

test("a target that cannot be read again is not touched, and it is no unknown", async () => {
  const house = await openTestHouse();
  const { id } = tenantOf(house, "hoshino-web");
  const ticket = await ticketFor(house, "delete_tenant", { tenant_id: id });
  house.sandbox.faults.add({ method: "GET", path: "/tenants/", kind: "status", status: 403 });
  expect(await run(house, ticket)).toMatchObject({ kind: "failed", code: "forbidden" });
  expect(writesOn(house)).toEqual([]);
});

test("a policy that changed between question and answer cancels the ticket", async () => {
  const asked = await openTestHouse({ environment: await underBoss() });
  const ticket = await ticketFor(asked, "delete_tenant", { tenant_id: tenantOf(asked, "hoshino-web").id });
  const answered = await openBeside(asked, { environment: await underBoss("breaker: { destroys: 9 }\n") });
  expect(await run(answered, ticket)).toMatchObject({ kind: "denied", code: "policy_changed" });
  expect(await asked.gate.find(ticket.id)).toMatchObject({ state: "cancelled" });
  expect(await run(asked, ticket)).toMatchObject({ kind: "denied", code: "ticket_cancelled" });
  expect(writesOn(asked)).toEqual([]);
  expect(await eventsOf(asked)).toEqual(["asked", "decided cancelled"]);
});

test("another account does not run a ticket of this one", async () => {
  const house = await openTestHouse();
  const ticket = await ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id });
  const other = await openBeside(house, { account: "endUser" });
  expect(await run(other, ticket)).toMatchObject({ kind: "denied", code: "policy_changed" });
  expect(writesOn(house)).toEqual([]);
});

test("an answer is bound to the arguments, the operation and the principal it was asked for", async () => {
  const house = await openTestHouse();
  const input = { tenant_id: tenantOf(house, "hoshino-web").id, description: "x" };
  const ticket = await ticketFor(house, "update_tenant", input);
  const others = [
    requestOf("update_tenant", { ...input, description: "y" }),
    requestOf("delete_tenant", { tenant_id: input.tenant_id }),
    requestOf("update_tenant", input, boss),
  ];
  for (const other of others) {
    expect(await house.gate.answer(ticket.id, consentTo(ticket), other)).toMatchObject({
      kind: "denied",
      code: "ticket_mismatch",
    });
  }
  expect(writesOn(house)).toEqual([]);
  expect(await run(house, ticket)).toMatchObject({ kind: "done" });
});

test("a freeze that begins between question and answer holds", async () => {
  let now = Date.UTC(2026, 11, 27, 14, 59);
  const freeze = `freezes:
  - { name: year-end, from: "2026-12-28T00:00:00+09:00", until: "2027-01-04T00:00:00+09:00" }
`;
  const house = await openTestHouse({
    environment: { SSS_OPS_POLICY: await policyFile(freeze) },
    now: () => now,
  });
  const input = { tenant_id: tenantOf(house, "hoshino-web").id, description: "x" };
  const ticket = await ticketFor(house, "update_tenant", input);
  now += 2 * 60_000;
  expect(await run(house, ticket)).toMatchObject({
    kind: "denied",
    code: "frozen",
    message: expect.stringContaining('"year-end"'),
  });
  expect(await askFor(house, "update_tenant", input)).toMatchObject({ kind: "denied", code: "frozen" });
  expect(writesOn(house)).toEqual([]);
  expect(await eventsOf(house)).toEqual(["asked", "decided cancelled", "decided deny"]);
});
