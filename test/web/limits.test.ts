import { expect, test } from "vitest";
import { createAttempts } from "../../src/web/limits.ts";

const limits = { perAddress: 2, inAll: 5, windowMs: 60_000 };

test("an address has so many attempts, others have theirs", () => {
  const attempts = createAttempts(limits, () => 0);
  expect([attempts.take("one"), attempts.take("one"), attempts.take("one")]).toEqual([
    undefined,
    undefined,
    60,
  ]);
  expect(attempts.take("other")).toBeUndefined();
});

test("many addresses together have so many attempts", () => {
  const attempts = createAttempts(limits, () => 0);
  const taken = Array.from({ length: 1_000 }, (_, index) => attempts.take(`address ${index}`));
  expect(taken.filter((wait) => wait === undefined)).toHaveLength(5);
});

test("refused attempts count for nothing", () => {
  const attempts = createAttempts(limits, () => 0);
  for (let attempt = 0; attempt < 100; attempt += 1) attempts.take("one");
  expect(attempts.take("other")).toBeUndefined();
});

test("after the time the counting starts anew", () => {
  let now = 0;
  const attempts = createAttempts(limits, () => now);
  for (let attempt = 0; attempt < 3; attempt += 1) attempts.take("one");
  now = 59_001;
  expect(attempts.take("one")).toBe(1);
  now = 60_000;
  expect(attempts.take("one")).toBeUndefined();
});
