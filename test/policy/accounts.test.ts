import { expect, test } from "vitest";
import { parsePolicy } from "../../src/gate/policy-file.ts";
import { inAccount, strayAccountsIn } from "../../src/gate/policy/in-account.ts";
import { parseCases } from "../../src/policy/cases.ts";
import { judge } from "../../src/policy/judge.ts";

const policy = parsePolicy(`
rules:
  - { name: prod-only, accounts: [prod], risks: [change], consent: deny }
freezes:
  - { name: year-end, accounts: [prod], from: "2026-12-28T00:00:00+09:00", until: "2027-01-04T00:00:00+09:00" }
  - { name: maintenance, from: "2027-02-01T00:00:00+09:00", until: "2027-02-02T00:00:00+09:00" }
`);

test("rules and freezes that name accounts hold on those, and the others on all, under one version", () => {
  expect(inAccount(policy, "prod")).toEqual(policy);
  const elsewhere = inAccount(policy, "staging");
  expect(elsewhere.rules).toEqual([]);
  expect(elsewhere.freezes.map(({ name }) => name)).toEqual(["maintenance"]);
  expect(elsewhere.version).toBe(policy.version);
});

test("an account that is not there is found where it is named", () => {
  expect(strayAccountsIn(policy, ["prod"])).toEqual([]);
  expect(strayAccountsIn(policy, ["staging"])).toEqual([
    expect.stringMatching(/^rules, prod-only: there is no account prod; expected staging/),
    expect.stringMatching(/^freezes, year-end: there is no account prod/),
  ]);
});

test.for([
  ["prod", "deny"],
  ["staging", "confirm"],
] as const)("a case on the account %s is judged by its rules", ([account, decision]) => {
  const text = `- { name: one, actor: "local:taro", account: ${account}, operation: update_tenant, expect: { decision: ${decision} } }`;
  const read = parseCases(text, policy);
  const [given] = "cases" in read ? read.cases : [];
  expect(given && judge(given, policy, Date.UTC(2026, 10, 22)).differences).toEqual([]);
});
