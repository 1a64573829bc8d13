import { expect, test } from "vitest";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { eventsOf, run, tenantOf, ticketFor, underBoss, writesOn } from "./flow.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

async function openAtNoon(environment: Record<string, string> = {}) {
  let now = Date.UTC(2026, 10, 20, 12);
  const house = await openTestHouse({ environment, now: () => now });
  return { house, advance: (ms: number) => (now += ms) };
}

function deleteTicket(house: TestHouse) {
  return ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id });
}

test("the requester's answer counts for ten minutes and not a millisecond longer", async () => {
  const { house, advance } = await openAtNoon();
  const ticket = await deleteTicket(house);
  advance(10 * minuteMs);
  expect(await run(house, ticket)).toMatchObject({ kind: "denied", code: "ticket_expired" });
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "expired" });
  const anew = await deleteTicket(house);
  expect(anew.id).not.toBe(ticket.id);
  advance(10 * minuteMs - 1);
  expect(await run(house, anew)).toMatchObject({ kind: "done" });
  expect(await eventsOf(house)).toEqual([
    "asked",
    "ended expired",
    "asked",
    "decided approved",
    "called",
    "ended done",
  ]);
});

test("a second person has a day", async () => {
  const { house, advance } = await openAtNoon(await underBoss());
  const ticket = await deleteTicket(house);
  advance(24 * hourMs - 1);
  const late = await ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-batch").id });
  expect(await run(house, ticket)).toMatchObject({ kind: "done" });
  advance(24 * hourMs);
  expect(await run(house, late)).toMatchObject({ kind: "denied", code: "ticket_expired" });
  expect(writesOn(house)).toHaveLength(1);
});

test("an answer whose time runs out while the target is read again does not run", async () => {
  const { house, advance } = await openAtNoon();
  const ticket = await deleteTicket(house);
  house.sandbox.faults.add({
    method: "GET",
    path: ticket.input["tenant_id"] as string,
    kind: "latency",
    ms: 300,
  });
  const before = house.sandbox.calls.length;
  const answer = run(house, ticket);
  await expect.poll(() => house.sandbox.calls.length).toBeGreaterThan(before);
  advance(10 * minuteMs);
  expect(await answer).toMatchObject({ kind: "denied", code: "ticket_expired" });
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "expired" });
  expect(writesOn(house)).toEqual([]);
});

test.for([
  ["expired", "ticket_expired"],
  ["used", "ticket_used"],
  ["denied", "ticket_denied"],
  ["cancelled", "ticket_cancelled"],
] as const)("a clock set back by an hour does not revive an %s ticket", async ([end, code]) => {
  const { house, advance } = await openAtNoon();
  const ticket = await deleteTicket(house);
  if (end === "expired") advance(10 * minuteMs);
  if (end === "used") await run(house, ticket);
  if (end === "denied") await house.gate.decide(ticket.id, { kind: "declined" }, taroAtTheTerminal);
  if (end === "cancelled") await house.gate.cancel(ticket.id, taroAtTheTerminal);
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: end === "used" ? "done" : end });
  const calls = writesOn(house).length;
  advance(-hourMs);
  expect(await run(house, ticket)).toMatchObject({ kind: "denied", code });
  expect(writesOn(house)).toHaveLength(calls);
  expect(await (await house.store()).audit.verify()).toMatchObject({ ok: true });
});

const taroAtTheTerminal = { principal: "local:taro", face: "terminal", asking: "terminal" } as const;
