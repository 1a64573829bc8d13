import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import type { TicketRecord } from "../../../src/store/records.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { auditOf, openBeside, run, tenantOf, ticketFor, underBoss, userOf, writesOn } from "./flow.ts";

const newContract = (house: TestHouse) => ({
  login_id: "new.owner",
  mail_address: "new.owner@example.com",
  channel_id: [...house.sandbox.world.contracts.values()].find(({ channel }) => !channel.management)?.channel
    .id,
});

const newOwner = (house: TestHouse) => ({
  contract_id: tenantOf(house, "hoshino-web").contractId,
  user_id: userOf(house, "hoshino.super").id,
});

test.for([
  ["create_contract", newContract],
  ["update_contract_owner", newOwner],
] as const)("%s is followed to the end of its transaction", async ([name, inputFor]) => {
  const house = await openTestHouse({ sandbox: { transactionMs: 50 }, environment: await underBoss() });
  const ticket = await ticketFor(house, name, inputFor(house));
  expect(await run(house, ticket)).toMatchObject({
    kind: "done",
    answer: { transaction_id: expect.any(String), status: "success" },
  });
  expect(writesOn(house)).toHaveLength(1);
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "done" });
});

test("a transaction that fails makes the call failed", async () => {
  const house = await openTestHouse({ sandbox: { transactionMs: 150 }, environment: await underBoss() });
  const input = newOwner(house);
  const ticket = await ticketFor(house, "update_contract_owner", input);
  const ending = run(house, ticket);
  await expect.poll(() => house.sandbox.world.transactions.size).toBe(1);
  userOf(house, "hoshino.super").deleted = true;
  expect(await ending).toMatchObject({ kind: "failed", message: expect.stringContaining("transaction") });
  expect((await auditOf(house)).at(-1)).toMatchObject({ event: "ended", details: { outcome: "failed" } });
});

test("a transaction that upstream does not know any more is unknown", async () => {
  const house = await openTestHouse({ sandbox: { transactionMs: 60_000 } });
  const ticket = await ticketFor(house, "create_contract", newContract(house));
  const ending = run(house, ticket);
  await expect.poll(() => house.sandbox.world.transactions.size).toBe(1);
  house.sandbox.world.transactions.clear();
  expect(await ending).toMatchObject({ kind: "unknown", code: "not_found" });
  expect(writesOn(house)).toHaveLength(1);
});

/** A ticket that a process called and died over: nobody holds the lease of its name. */
async function orphan(
  house: TestHouse,
  name: string,
  input: Record<string, unknown>,
  outcome?: Record<string, unknown>,
): Promise<TicketRecord> {
  const { id } = await ticketFor(house, name, input);
  const { tickets } = await house.store();
  const by = { principal: "local:taro", face: "mcp" };
  const at = Date.now();
  await tickets.move(id, { from: ["open"], to: "approved", at, set: { decided: { by, at } } }, []);
  const running = { holder: "a dead process", ...(outcome === undefined ? {} : { outcome }) };
  const moved = await tickets.move(id, { from: ["approved"], to: "running", at, set: running }, []);
  if (moved === undefined) throw new Error("the ticket did not run");
  return moved;
}

test("the next process finds out how the dead one's call ended, and does not repeat it", async () => {
  const house = await openTestHouse();
  const undone = await orphan(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id });
  const { id } = tenantOf(house, "hoshino-batch");
  const done = await orphan(house, "delete_tenant", { tenant_id: id });
  house.sandbox.world.tenants.delete(id);
  const blind = await orphan(house, "create_user", {
    contract_id: tenantOf(house, "hoshino-web").contractId,
    login_id: "new.user",
    mail_address: "new.user@example.com",
    notify_password: false,
  });
  const next = await openBeside(house);
  await next.gate.recover();
  expect(await next.gate.find(undone.id)).toMatchObject({ state: "unknown" });
  expect(await next.gate.find(done.id)).toMatchObject({ state: "done" });
  expect(await next.gate.find(blind.id)).toMatchObject({ state: "unknown" });
  expect(writesOn(house)).toEqual([]);
  const rows = (await auditOf(house)).filter(({ ticketId }) => ticketId === undone.id);
  expect(rows.slice(1)).toMatchObject([
    { event: "called", details: { takenOverFrom: "a dead process" } },
    { event: "ended", details: { outcome: "unknown" } },
  ]);
  expect(await (await next.store()).audit.verify()).toMatchObject({ ok: true });
});

test("the next process follows the transaction that the dead one noted", async () => {
  const house = await openTestHouse({ sandbox: { transactionMs: 0 } });
  const begun = await run(house, await ticketFor(house, "create_contract", newContract(house)));
  if (begun?.kind !== "done") throw new Error("the contract was not made");
  const outcome = { transaction_id: begun.answer["transaction_id"] };
  const input = { ...newContract(house), login_id: "another.owner" };
  const ticket = await orphan(house, "create_contract", input, outcome);
  const next = await openBeside(house);
  await next.gate.recover();
  expect(await next.gate.find(ticket.id)).toMatchObject({
    state: "done",
    outcome: { answer: { ...outcome, status: "success" } },
  });
  expect(writesOn(house)).toHaveLength(1);
});

test("a process of another account leaves the ticket of this one alone", async () => {
  const house = await openTestHouse();
  const ticket = await orphan(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id });
  const other = await openBeside(house, { account: "endUser" });
  await other.gate.recover();
  await turn();
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "running", holder: "a dead process" });
});

test("a process that may still live keeps its ticket until its lease is over", async () => {
  const house = await openTestHouse();
  const ticket = await orphan(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id });
  const { leases } = await house.store();
  await leases.take("process:a dead process", "a dead process", Date.now(), 60_000);
  let now = Date.now();
  const next = await openBeside(house, { now: () => now });
  await next.gate.recover();
  expect(await next.gate.find(ticket.id)).toMatchObject({ state: "running", holder: "a dead process" });
  now += 61_000;
  await next.gate.recover();
  expect(await next.gate.find(ticket.id)).toMatchObject({ state: "unknown" });
  expect(writesOn(house)).toEqual([]);
});

test("of two processes that start at once one takes the ticket over", async () => {
  const house = await openTestHouse();
  const ticket = await orphan(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id });
  const next = await Promise.all([openBeside(house), openBeside(house)]);
  await Promise.all(next.map(({ gate }) => gate.recover()));
  const rows = (await auditOf(house)).filter(({ ticketId }) => ticketId === ticket.id);
  expect(rows.map(({ event }) => event)).toEqual(["asked", "called", "ended"]);
});
