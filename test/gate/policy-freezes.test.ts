import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Freeze, type Weekly, defaultPolicy, versioned } from "../../src/gate/policy.ts";
import { freezeOn, toldFreeze } from "../../src/gate/policy/freeze.ts";
import { operationNamed } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";

function named(name: string): Operation {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(name);
  return operation;
}

const deleteUser = named("delete_user");

function isFrozen(freeze: Freeze, at: number | string, operation = deleteUser): boolean {
  const policy = versioned({ ...defaultPolicy, freezes: [freeze] });
  return freezeOn(operation, typeof at === "string" ? Date.parse(at) : at, policy) !== undefined;
}

function weekly(given: Partial<Weekly>): Freeze {
  const usual = { days: ["sat", "sun"], from: 0, until: 1_440, zone: "Asia/Tokyo" } as const;
  return { name: "weekend", weekly: { ...usual, ...given } };
}

describe("a weekend in Tokyo", () => {
  // The 28th of November 2026 is a Saturday.
  test.for([
    ["2026-11-27T23:59:59+09:00", false],
    ["2026-11-28T00:00:00+09:00", true],
    ["2026-11-27T15:00:00Z", true],
    ["2026-11-29T23:59:59.999+09:00", true],
    ["2026-11-30T00:00:00+09:00", false],
  ] as const)("at %s: %s", ([at, expected]) => {
    expect(isFrozen(weekly({}), at)).toBe(expected);
  });

  test("ends with its last day, not with its first", () => {
    const told = toldFreeze("delete_user", weekly({}), Date.parse("2026-11-28T12:00:00+09:00"));
    expect(told).toBe('delete_user waits: no writes during "weekend", until 2026-11-29T15:00:00.000Z.');
  });
});

describe("a night that begins on Friday at 22:30 and ends on Saturday at 06:00", () => {
  const night = weekly({ days: ["fri"], from: 22 * 60 + 30, until: 6 * 60 });
  test.for([
    ["2026-11-27T05:00:00+09:00", false],
    ["2026-11-27T22:29:59+09:00", false],
    ["2026-11-27T22:30:00+09:00", true],
    ["2026-11-28T05:59:59+09:00", true],
    ["2026-11-28T06:00:00+09:00", false],
    ["2026-11-28T23:00:00+09:00", false],
  ] as const)("at %s: %s", ([at, expected]) => {
    expect(isFrozen(night, at)).toBe(expected);
  });
});

describe("where clocks are changed", () => {
  // In Berlin on the 25th of October 2026 the hour from 02:00 comes twice, and on the 28th of March 2027 not at all.
  const hours = weekly({ days: ["sun"], from: 120, until: 240, zone: "Europe/Berlin" });
  test.for([
    ["2026-10-25T01:59:59+02:00", false],
    ["2026-10-25T02:30:00+02:00", true],
    ["2026-10-25T02:30:00+01:00", true],
    ["2026-10-25T04:00:00+01:00", false],
    ["2027-03-28T01:59:59+01:00", false],
    ["2027-03-28T03:00:00+02:00", true],
    ["2027-03-28T04:00:00+02:00", false],
  ] as const)("at %s: %s", ([at, expected]) => {
    expect(isFrozen(hours, at)).toBe(expected);
  });

  test("the end is by the clocks of then", () => {
    const told = (at: string) => toldFreeze("x", hours, Date.parse(at));
    expect(told("2026-10-25T02:30:00+02:00")).toContain("2026-10-25T03:00:00.000Z");
    expect(told("2027-03-28T03:00:00+02:00")).toContain("2027-03-28T02:00:00.000Z");
  });
});

test("the end that is told is the first moment at which the freeze is over", () => {
  const windows = fc.record({
    days: fc.uniqueArray(fc.constantFrom("mon", "tue", "wed", "thu", "fri", "sat", "sun"), { minLength: 1 }),
    from: fc.integer({ min: 0, max: 1_439 }),
    until: fc.integer({ min: 0, max: 1_440 }),
    zone: fc.constantFrom("Asia/Tokyo", "UTC", "America/St_Johns", "Pacific/Chatham"),
  });
  // Away from the days on which some clock is changed.
  const moments = fc.integer({ min: Date.UTC(2026, 10, 8), max: Date.UTC(2027, 1, 20) });
  fc.assert(
    fc.property(windows, moments, (window, now) => {
      const freeze = weekly(window as Weekly);
      if (!isFrozen(freeze, now)) return;
      const end = /until (\S+Z)\.$/.exec(toldFreeze("x", freeze, now))?.[1];
      const isEndless = end === undefined;
      const until = isEndless ? Number.NaN : Date.parse(end);
      const minutes = Array.from({ length: 40 }, (_none, index) => now + ((until - now) * index) / 40);
      expect(isEndless || (!isFrozen(freeze, until) && minutes.every((at) => isFrozen(freeze, at)))).toBe(
        true,
      );
    }),
    { numRuns: 200 },
  );
});

test("a week without an end is told without one", () => {
  const always = weekly({ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] });
  expect(toldFreeze("x", always, 0)).toBe('x waits: no writes during "weekend".');
});

test("a time that is none is frozen", () => {
  expect(isFrozen(weekly({}), Number.NaN)).toBe(true);
});

describe("a freeze of some writes", () => {
  const once = { name: "audit", from: 0, until: 10 };
  test.for<[Partial<Freeze>, string, boolean]>([
    [{ operations: ["delete_*"] }, "delete_user", true],
    [{ operations: ["delete_*"] }, "create_user", false],
    [{ risks: ["destroy"] }, "create_user", false],
    [{ resources: ["tenant"] }, "create_tenant", true],
    [{ resources: ["tenant"] }, "create_user", false],
  ])("%j covers %s: %s", ([given, operation, expected]) => {
    expect(isFrozen({ ...once, ...given } as Freeze, 5, named(operation))).toBe(expected);
  });
});
