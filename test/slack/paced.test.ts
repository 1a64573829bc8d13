import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPaced } from "../../src/slack/paced.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function counting(act: () => Promise<void> = () => Promise.resolve()) {
  const faults: unknown[] = [];
  const done = vi.fn<() => Promise<void>>(act);
  const paced = createPaced(done, { pauseMs: 2_500, onFault: (error) => void faults.push(error) });
  return { paced, done, faults };
}

test("what is asked for many times is done at once, and once more after a pause", async () => {
  const { paced, done } = counting();
  for (let times = 0; times < 10; times += 1) paced.ask();
  expect(done).toHaveBeenCalledTimes(1);
  paced.ask();
  await vi.advanceTimersByTimeAsync(2_500);
  expect(done).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(done).toHaveBeenCalledTimes(2);
  paced.ask();
  expect(done).toHaveBeenCalledTimes(3);
});

test("a fault is told, and does not end it", async () => {
  const { paced, done, faults } = counting(() => Promise.reject(new Error("away")));
  paced.ask();
  await vi.advanceTimersByTimeAsync(2_500);
  paced.ask();
  await vi.advanceTimersByTimeAsync(0);
  expect([done.mock.calls.length, faults.length]).toEqual([2, 2]);
});

test("nothing is begun once it is stopped", async () => {
  const { paced, done } = counting();
  paced.ask();
  paced.ask();
  paced.stop();
  paced.ask();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(done).toHaveBeenCalledTimes(1);
});
