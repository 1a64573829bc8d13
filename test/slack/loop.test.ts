import { expect, test } from "vitest";
import { type Turn, createLoop } from "../../src/slack/loop.ts";
import type { LeaseStore } from "../../src/store/port.ts";
import { openTestHouse } from "../house.ts";
import { createGateway } from "./stand-in.ts";
import { now } from "./tickets.ts";

const lease = "slack-board";

/** A loop whose first turn is held in the hands of the test. */
async function openLoop() {
  const { leases } = await (await openTestHouse()).store();
  const clock = { at: now };
  const turns: Turn[] = [];
  const faults: unknown[] = [];
  const acting = createGateway();
  const store: { open: () => Promise<LeaseStore> } = { open: () => Promise.resolve(leases) };
  const loop = createLoop(
    async (turn) => {
      turns.push(turn);
      await acting.wait();
    },
    {
      lease,
      leases: () => store.open(),
      holder: "one",
      now: () => clock.at,
      pauseMs: () => 3_600_000,
      onFault: (error) => void faults.push(error),
    },
  );
  loop.start();
  await acting.begun;
  const [turn] = turns;
  if (turn === undefined) throw new Error("The loop has not begun.");
  return { loop, turn, leases, clock, faults, store, end: acting.open };
}

test("a long turn keeps its lease", async () => {
  const { loop, turn, leases, clock, end } = await openLoop();
  for (let tens = 1; tens <= 6; tens += 1) {
    clock.at += 10_000;
    expect(await turn.goesOn()).toBe(true);
  }
  expect(await leases.take(lease, "other", clock.at + 29_000, 1_000)).toBeUndefined();
  end();
  await loop.stop();
});

test("a turn that lost its lease does not go on", async () => {
  const { loop, turn, leases, clock, end } = await openLoop();
  clock.at += 31_000;
  expect(await leases.take(lease, "other", clock.at, 30_000)).toBeDefined();
  expect(await turn.goesOn()).toBe(false);
  end();
  await loop.stop();
  expect(await leases.isLive(lease, clock.at)).toBe(true);
});

test("a turn whose clock was set back knows that it lost its lease", async () => {
  const { loop, turn, leases, clock, end } = await openLoop();
  expect(await leases.take(lease, "other", clock.at + 31_000, 30_000)).toBeDefined();
  clock.at -= 3_600_000;
  expect(await turn.goesOn()).toBe(false);
  end();
  await loop.stop();
});

test("a turn does not go on once its loop is stopped, and then its lease is free", async () => {
  const { loop, turn, leases, clock, end } = await openLoop();
  const stopped = loop.stop();
  expect(await turn.goesOn()).toBe(false);
  end();
  await stopped;
  expect(await leases.isLive(lease, clock.at)).toBe(false);
});

test("a store that is away keeps a loop from being stopped no more than from running", async () => {
  const { loop, faults, store, end } = await openLoop();
  store.open = () => Promise.reject(new Error("away"));
  end();
  await loop.stop();
  expect(faults).toEqual([new Error("away")]);
});
