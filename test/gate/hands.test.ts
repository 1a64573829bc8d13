import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createHands } from "../../src/gate/hands.ts";

const pauseMs = 1_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Hands that count their signs of life. */
function newHands() {
  const live = vi.fn<() => Promise<void>>(async () => {});
  const signsIn = async (pauses: number) => {
    live.mockClear();
    await vi.advanceTimersByTimeAsync(pauses * pauseMs);
    return live.mock.calls.length;
  };
  return { ...createHands(live, pauseMs), live, signsIn };
}

const given = async () => "given";
const nothing = async () => undefined;
const failing = async () => {
  throw new Error("no store");
};

test("signs of life are given at once and as long as any ticket is in hand", async () => {
  const hands = newHands();
  await hands.take("a", given);
  expect(hands.live).toHaveBeenCalledTimes(1);
  await hands.take("b", given);
  hands.letGo("a");
  expect(await hands.signsIn(3)).toBe(3);
  hands.letGo("b");
  expect(await hands.signsIn(3)).toBe(0);
});

test("letting go of one ticket over and over lets go of no other", async () => {
  const hands = newHands();
  await hands.take("a", given);
  await hands.take("b", given);
  for (let count = 0; count < 4; count += 1) hands.letGo("a");
  expect(await hands.signsIn(3)).toBe(3);
});

test.for([
  ["gives nothing", nothing],
  ["fails", failing],
] as const)("a ticket whose change %s is not in hand", async ([, change]) => {
  const hands = newHands();
  await hands.take("a", change).catch(() => undefined);
  expect(await hands.signsIn(3)).toBe(0);
  await hands.take("b", given);
  await hands.keep("b", change).catch(() => undefined);
  expect(await hands.signsIn(3)).toBe(0);
});

test("who was too late to take a ticket does not let go of it for who has it", async () => {
  const hands = newHands();
  await Promise.all([hands.take("a", given), hands.take("a", nothing)]);
  expect(await hands.signsIn(3)).toBe(3);
});
