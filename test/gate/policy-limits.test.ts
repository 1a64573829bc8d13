import { describe, expect, test } from "vitest";
import { type Policy, type Rule, defaultPolicy, versioned } from "../../src/gate/policy.ts";
import { decide } from "../../src/gate/policy/decide.ts";
import { situationOf } from "../../src/gate/situation.ts";
import { operationNamed } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";

const taro = { principal: "local:taro", face: "mcp" } as const;
const limited: Rule = {
  name: "few",
  operations: ["create_*"],
  consent: "self",
  limit: { calls: 2, windowMs: 600_000 },
};

function policy(content: Partial<Policy> = {}): Policy {
  return versioned({ ...defaultPolicy, rules: [limited], ...content });
}

function named(name: string): Operation {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(name);
  return operation;
}

const people = [{ principal: "local:boss", mayApprove: true }];
const after = (calls: number | undefined) => ({
  now: 1_000,
  recentDestroys: 0,
  ...(calls === undefined ? {} : { recentCalls: { few: calls } }),
});

describe("the limit of a rule", () => {
  test.for([
    [1, "self", undefined],
    [2, "second", "the limit of 2 calls in 10 minutes is reached"],
    [Number.NaN, "second", "the limit of 2 calls in 10 minutes is reached"],
    [undefined, "second", "the limit of 2 calls in 10 minutes is reached"],
  ] as const)("after %s calls takes %s", ([calls, by, reason]) => {
    const decision = decide(named("create_user"), taro, policy({ people }), after(calls));
    expect(decision).toMatchObject({ by, rule: "few", ...(reason === undefined ? {} : { reason }) });
  });

  test("refuses where there is no second person, and says what to wait for", () => {
    expect(decide(named("create_user"), taro, policy(), after(2))).toMatchObject({
      kind: "deny",
      code: "too_many_calls",
      message: expect.stringContaining("wait until there are fewer than 2 in the last 10 minutes"),
    });
  });

  test("is not on what the rule does not match", () => {
    expect(decide(named("update_user"), taro, policy(), after(2))).toMatchObject({ by: "self" });
  });

  test("does not stand in for the breaker", () => {
    const rules = [{ ...limited, operations: ["delete_user"] }];
    const situation = { ...after(0), recentDestroys: 5 };
    expect(decide(named("delete_user"), taro, policy({ rules }), situation)).toMatchObject({
      code: "too_many_destroys",
    });
  });
});

test("what is counted is what the rule covers, within its window, and nothing where there is no limit", async () => {
  const asked: unknown[][] = [];
  const countCalls = async (...counted: unknown[]) => asked.push(counted);
  const counting = { now: () => 7, countCalls };
  expect(await situationOf({ operation: named("update_user"), actor: taro }, policy(), counting)).toEqual({
    now: 7,
    recentDestroys: 0,
  });
  expect(asked).toEqual([]);
  const known = await situationOf({ operation: named("create_user"), actor: taro }, policy(), counting, 1);
  expect(known).toMatchObject({ recentCalls: { few: 0 } });
  expect(asked).toEqual([["local:taro", expect.arrayContaining(["create_user", "create_tenant"]), 600_000]]);
  expect(asked[0]?.[1]).not.toContain("update_user");
});

test("what somebody does under another of their names counts as well", async () => {
  const calls = new Map([
    ["local:taro", 2],
    ["slack:T1/U1", 3],
    ["local:boss", 9],
  ]);
  const counting = { now: () => 7, countCalls: async (principal: string) => calls.get(principal) ?? 0 };
  const known = { principal: "slack:T1/U1", mayApprove: false, alsoKnownAs: ["local:taro"] };
  const call = { operation: named("delete_user"), actor: taro };
  expect(await situationOf(call, policy({ people: [known, ...people] }), counting)).toMatchObject({
    recentDestroys: 5,
  });
});
