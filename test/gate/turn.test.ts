import { expect, test } from "vitest";
import { takeTurn } from "../../src/gate/turn.ts";
import { openTestHouse } from "../house.ts";

const leaseMs = 60_000;

/** Turns at one thing, on a clock that stands still unless it is put forward. */
async function openTurns() {
  const { leases } = await (await openTestHouse()).store();
  let [now, count] = [0, 0];
  const options = { leases, now: () => now, newId: () => `caller ${(count += 1)}`, leaseMs };
  return { take: () => takeTurn("a thing", options), pass: (ms: number) => (now += ms) };
}

test("a turn is one caller's until it is ended", async () => {
  const { take } = await openTurns();
  const turn = await take();
  expect(await turn?.lasts()).toBe(true);
  expect(await take()).toBeUndefined();
  await turn?.end();
  expect(await take()).toBeDefined();
});

test("a turn lasts for a whole lease from when that was asked", async () => {
  const { take, pass } = await openTurns();
  const turn = await take();
  pass(leaseMs - 1);
  expect(await turn?.lasts()).toBe(true);
  pass(leaseMs - 1);
  expect(await take()).toBeUndefined();
});

test("a turn that ran out does not last, whether another caller has it by then or not", async () => {
  const { take, pass } = await openTurns();
  const first = await take();
  pass(leaseMs);
  expect(await first?.lasts()).toBe(false);
  const second = await take();
  expect(await first?.lasts()).toBe(false);
  expect(await second?.lasts()).toBe(true);
});

test("who ends a turn that another caller has by then leaves it to them", async () => {
  const { take, pass } = await openTurns();
  const first = await take();
  pass(leaseMs);
  const second = await take();
  await first?.end();
  expect(await second?.lasts()).toBe(true);
});
