import { expect, test } from "vitest";
import type { Actor } from "../../../src/gate/actor.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { askFor, boss, consentTo, eventsOf, openBeside, ticketFor, underBoss, writesOn } from "./flow.ts";

const hanako: Actor = { principal: "local:hanako", face: "mcp", asking: "none" };
const jiro: Actor = { principal: "local:jiro", face: "mcp", asking: "none" };

function ownUserOf({ sandbox: { world, accounts } }: TestHouse) {
  const own = [...world.users.values()].find(({ apiKey }) => apiKey === accounts.partner.apiKey);
  if (own === undefined) throw new Error("the account has no user");
  return own;
}

/** Two processes on one store, and a ticket in each that reissues the key pair they run on. */
async function openBoth() {
  const environment = await underBoss("rules:\n  - { name: all, consent: second }\n");
  const house = await openTestHouse({ environment });
  const beside = await openBeside(house, { environment });
  const user = ownUserOf(house);
  const input = { user_id: user.id };
  const first = await ticketFor(house, "update_api_key", input, hanako);
  const second = await ticketFor(beside, "update_api_key", input, jiro);
  return { house, beside, user, first, second };
}

test("of two processes that reissue one key pair at the same moment one does, and the other's ticket stays open", async () => {
  const { house, beside, user, first, second } = await openBoth();
  house.sandbox.faults.add({ method: "PUT", path: "/keys/", kind: "latency", ms: 500 });
  const reissuing = house.gate.decide(first.id, consentTo(first), boss);
  await expect.poll(() => writesOn(house)).toHaveLength(1);

  expect(await beside.gate.decide(second.id, consentTo(second), boss)).toMatchObject({
    kind: "failed",
    code: "conflict",
    message: expect.stringContaining("stays open: this key pair is being reissued just now"),
  });
  expect(await beside.gate.find(second.id)).toMatchObject({ state: "open" });
  expect(await reissuing).toMatchObject({ kind: "done" });
  expect(writesOn(house)).toHaveLength(1);
  expect([await house.ownApiKey(), await beside.ownApiKey()]).toContain(user.apiKey);
  for (const one of [house, beside])
    expect(await askFor(one, "list_users", {})).toMatchObject({ kind: "done" });
});

test("a process that was taken for dead before it called reissues nothing", async () => {
  let now = Date.UTC(2026, 0, 5);
  const environment = await underBoss("rules:\n  - { name: all, consent: second }\n");
  const house = await openTestHouse({ environment, now: () => now });
  const ticket = await ticketFor(house, "update_api_key", { user_id: ownUserOf(house).id }, hanako);
  const { apiKey } = ownUserOf(house);
  const reads = () => house.sandbox.calls.filter(({ path }) => path.includes("/users/")).length;
  const before = reads();
  house.sandbox.faults.add({ method: "GET", path: "/users/", kind: "latency", ms: 300 });
  const reissuing = house.gate.decide(ticket.id, consentTo(ticket), boss);
  await expect.poll(reads).toBeGreaterThan(before);
  now += 120_000;

  expect(await reissuing).toMatchObject({
    kind: "failed",
    code: "conflict",
    message: expect.stringContaining("was not sent"),
  });
  expect(writesOn(house)).toEqual([]);
  expect(ownUserOf(house).apiKey).toBe(apiKey);
});

test("what was refused for another reissue is told afterwards that the key pair is a new one", async () => {
  const { house, beside, first, second } = await openBoth();
  expect(await house.gate.decide(first.id, consentTo(first), boss)).toMatchObject({ kind: "done" });
  expect(await beside.gate.decide(second.id, consentTo(second), boss)).toMatchObject({
    kind: "failed",
    code: "target_moved",
  });
  expect(writesOn(house)).toHaveLength(1);
});

test("of ten answers in two processes to two tickets for one key pair one reissues it", async () => {
  const { house, beside, first, second } = await openBoth();
  const answers = Array.from({ length: 10 }, (_, index) => {
    const { gate } = index % 2 === 0 ? house : beside;
    const ticket = index % 4 < 2 ? first : second;
    return gate.decide(ticket.id, consentTo(ticket), boss);
  });
  const told = await Promise.all(answers);
  expect(told.filter((ending) => ending?.kind === "done")).toHaveLength(1);
  expect(writesOn(house)).toHaveLength(1);
  expect((await eventsOf(house)).filter((event) => event === "called")).toHaveLength(1);
});
