import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../src/gate/policy-file.ts";
import { parseCases } from "../../src/policy/cases.ts";
import { judge } from "../../src/policy/judge.ts";

const policy = parsePolicy(`
people: [{ principal: "local:boss", mayApprove: true }]
roles: [{ name: staff, claims: [{ issuer: "https://id.example", claim: groups, value: staff }] }]
rules:
  - { name: staff-only, operations: [create_user], roles: [staff], consent: self, limit: { calls: 2, windowMinutes: 10 } }
  - { name: nobody-else, operations: [create_user], consent: deny }
freezes: [{ name: weekend, weekly: { days: [sat, sun], from: "00:00", until: "24:00", zone: Asia/Tokyo } }]
`);
const monday = "at: 2026-11-30T12:00:00+09:00";
const staff = 'claims: [{ issuer: "https://id.example", claim: groups, value: staff }]';

function judged(given: string) {
  const parsed = parseCases(`- { name: it, actor: "local:taro", ${given} }`, policy);
  if ("faults" in parsed) throw new Error(parsed.faults.join("\n"));
  const [one] = parsed.cases;
  if (one === undefined) throw new Error("no case");
  return judge(one, policy, Date.parse("2026-11-28T12:00:00+09:00")).differences;
}

describe("a case holds", () => {
  test.for([
    `operation: list_users, expect: { decision: allow, rule: reads }`,
    `operation: create_user, expect: { decision: deny, code: frozen, rule: freeze }`,
    `operation: create_user, ${monday}, expect: { decision: deny, code: operation_denied, rule: nobody-else }`,
    `operation: create_user, ${monday}, ${staff}, expect: { decision: confirm, by: self, wanted: yes, rule: staff-only, approvers: [] }`,
    `operation: create_user, ${monday}, ${staff}, recentCalls: { staff-only: 2 }, expect: { decision: confirm, by: second, approvers: ["local:boss"] }`,
    `operation: delete_user, ${monday}, args: { user_id: ecid1 }, expect: { decision: confirm, by: second, notFromSlack: false }`,
    `operation: delete_user, ${monday}, recentDestroys: 5, face: slack, expect: { decision: confirm, rule: default-destroy }`,
  ])("%s", (given) => {
    expect(judged(given)).toEqual([]);
  });
});

test("a case that does not hold tells each difference", () => {
  expect(
    judged(
      `operation: delete_user, ${monday}, expect: { decision: confirm, by: self, rule: breaker, approvers: [] }`,
    ),
  ).toEqual([
    { field: "by", expected: "self", actual: "second" },
    { field: "rule", expected: "breaker", actual: "default-destroy" },
    { field: "approvers", expected: "nobody", actual: "local:boss" },
  ]);
});

test("every fault of a file is listed at once, with its path", () => {
  const parsed = parseCases(
    `
- { name: a, actor: "two words", operation: delete_usr, expect: { decision: maybe } }
- { name: A, actor: "local:a", operation: delete_user, args: { user: 1 }, at: 2026-11-28, expect: { decision: allow, by: self } }
- { name: c, actor: "local:a", operation: create_user, recentCalls: { none: 1 }, expect: { decision: deny, code: x, rule: nowhere } }
- { name: d, actor: "local:a", operation: create_user, face: fax, expects: {} }
`,
    policy,
  );
  const faults = "faults" in parsed ? parsed.faults : [];
  const paths = new Set(faults.map((fault) => fault.split(": ")[0]));
  for (const path of [
    "0.actor",
    "0.operation",
    "0.expect.decision",
    "1.at",
    "2.expect.rule",
    "2.recentCalls.none",
    "3.face",
    "3",
  ]) {
    expect(paths).toContain(path);
  }
});

test.for([
  ["a rule that is not there", "expect: { decision: deny, rule: nowhere }", "0.expect.rule"],
  [
    "calls of a rule without a limit",
    "recentCalls: { nobody-else: 1 }, expect: { decision: deny }",
    "0.recentCalls",
  ],
  ["arguments that do not fit", "args: { user: 1 }, expect: { decision: deny }", "0.args"],
])("%s is a fault", ([, given, path]) => {
  const parsed = parseCases(`- { name: a, actor: "local:a", operation: create_user, ${given} }`, policy);
  expect("faults" in parsed ? parsed.faults.join("\n") : "none").toContain(path);
});

test.for(["", "{}", "[]", "cases: []"])("a file without cases is a fault: %o", (text) => {
  expect(parseCases(text, policy)).toHaveProperty("faults");
});
