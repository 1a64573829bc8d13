import { expect, test } from "vitest";
import { createLimit } from "../../src/access/limit.ts";

const tenAtOnce = { perMinute: 60, burst: 10 };

test("so many at once, then one by one", () => {
  const limit = createLimit(tenAtOnce);
  const take = (at: number) => limit.take("taro", at);
  expect(Array.from({ length: 10 }, () => take(0))).toEqual(Array.from({ length: 10 }, () => 0));
  expect(take(0)).toBe(1_000);
  expect(take(600)).toBe(400);
  expect(take(1_000)).toBe(0);
  expect(take(1_000)).toBe(1_000);
});

test("a pause never saves up more than the burst", () => {
  const limit = createLimit(tenAtOnce);
  limit.take("taro", 0);
  const taken = Array.from({ length: 12 }, () => limit.take("taro", 3_600_000));
  expect(taken.filter((wait) => wait === 0)).toHaveLength(10);
});

test("each key is counted for itself", () => {
  const limit = createLimit({ perMinute: 60, burst: 1 });
  limit.take("taro", 0);
  expect(limit.take("taro", 0)).toBe(1_000);
  expect(limit.take("hanako", 0)).toBe(0);
});

test("what is given back may be taken again, and never adds up to more than the burst", () => {
  const limit = createLimit({ perMinute: 60, burst: 1 });
  limit.take("taro", 0);
  for (let count = 0; count < 3; count += 1) limit.giveBack("taro", 0);
  expect([limit.take("taro", 0), limit.take("taro", 0)]).toEqual([0, 1_000]);
});

test("a clock that is set back opens nothing", () => {
  const limit = createLimit({ perMinute: 60, burst: 1 });
  limit.take("taro", 10_000);
  expect(limit.take("taro", 0)).toBeGreaterThan(0);
});

test("of very many keys, the one unused for longest is forgotten", () => {
  const limit = createLimit({ perMinute: 60, burst: 1 });
  for (const key of ["first", "second"]) limit.take(key, 0);
  limit.take("first", 0);
  for (let key = 0; key < 9_999; key += 1) limit.take(String(key), 0);
  expect(limit.take("first", 0)).toBeGreaterThan(0);
  expect(limit.take("second", 0)).toBe(0);
});
