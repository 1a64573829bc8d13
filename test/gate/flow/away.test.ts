import { describe, expect, test } from "vitest";
import { openTestHouse } from "../../house.ts";
import {
  boss,
  consentTo,
  eventsOf,
  openBeside,
  requestOf,
  run,
  taro,
  tenantOf,
  ticketFor,
  underBoss,
  writesOn,
} from "./flow.ts";

/** A house whose ticket waits for the boss, and one that is started while SSS is away, so that it has no token. */
async function openAway() {
  const environment = await underBoss("rules:\n  - { name: all, consent: second }\n");
  const house = await openTestHouse({ environment });
  const ticket = await ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id });
  const late = await openBeside(house, { environment });
  await house.sandbox.close();
  return { house, late, ticket };
}

describe("while SSS cannot be reached", () => {
  test.for(["the process that asked", "a process that has never reached it"])(
    "a ticket is denied by %s, with the reason on record",
    async (which) => {
      const { house, late, ticket } = await openAway();
      const { gate } = which === "the process that asked" ? house : late;
      expect(await gate.barTo(ticket, boss)).toBeUndefined();
      expect(await gate.decide(ticket.id, { kind: "declined" }, boss, "not this week")).toMatchObject({
        kind: "denied",
        code: "not_confirmed",
      });
      expect(await house.gate.find(ticket.id)).toMatchObject({
        state: "denied",
        decided: { by: { principal: boss.principal }, reason: "not this week" },
      });
      expect(await eventsOf(house)).toEqual(["asked", "decided denied"]);
    },
  );

  test("a ticket is denied by nobody whose answer does not count", async () => {
    const { late, ticket } = await openAway();
    expect(await late.gate.decide(ticket.id, { kind: "declined" }, taro)).toMatchObject({
      code: "own_request",
    });
    expect(await late.gate.find(ticket.id)).toMatchObject({ state: "open" });
  });

  test("a ticket is taken back by whoever asked", async () => {
    const { late, ticket } = await openAway();
    expect(await late.gate.cancel(ticket.id, taro)).toMatchObject({ code: "ticket_cancelled" });
  });

  test.for(["the process that asked", "a process that has never reached it"])(
    "a ticket that %s would approve stays open, and that is told",
    async (which) => {
      const { house, late, ticket } = await openAway();
      const { gate } = which === "the process that asked" ? house : late;
      expect(await gate.decide(ticket.id, consentTo(ticket), boss)).toMatchObject({
        kind: "failed",
        code: "unreachable",
        message: expect.stringMatching(/^delete_tenant was not run, and its ticket stays open: /),
      });
      expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
      expect(await eventsOf(house)).toEqual(["asked"]);
    },
  );
});

test("a ticket that stayed open while SSS was down is approved once it is back", async () => {
  const house = await openTestHouse();
  const input = { tenant_id: tenantOf(house, "hoshino-web").id };
  const ticket = await ticketFor(house, "delete_tenant", input);
  house.sandbox.faults.add({ method: "GET", path: "/tenants/", kind: "status", status: 500 });
  const answer = () => house.gate.answer(ticket.id, consentTo(ticket), requestOf("delete_tenant", input));
  expect(await answer()).toMatchObject({ kind: "failed", code: "upstream_error" });
  expect(writesOn(house)).toEqual([]);
  house.sandbox.faults.clear();
  expect(await run(house, ticket)).toMatchObject({ kind: "done" });
});
