import { describe, expect, test } from "vitest";
import { defaultPolicy, versioned } from "../../src/gate/policy.ts";
import { PolicyError, parsePolicy, policyFrom } from "../../src/gate/policy-file.ts";

function faultsOf(yaml: string): readonly string[] {
  try {
    parsePolicy(yaml);
  } catch (error) {
    if (error instanceof PolicyError) return error.faults;
    throw error;
  }
  return [];
}

test.for(["", "# only a comment\n", "{}", "---\n"])("a file that says nothing is the default: %o", (yaml) => {
  expect(parsePolicy(yaml)).toEqual(defaultPolicy);
});

test("a whole file", () => {
  const policy = parsePolicy(`
readOnly: true
deny: [delete_contract, "update_iam_*", list_users]
people:
  - { principal: "local:taro", mayApprove: true, sssUserId: ecid1 }
  - principal: slack:T1:U2
rules:
  - name: tenants
    operations: ["*_tenant"]
    risks: [destroy]
    resources: [tenant]
    principals: ["local:taro"]
    faces: [mcp]
    consent: second
freezes:
  - { name: year-end, from: 2026-12-28T00:00:00+09:00, until: 2027-01-04T00:00:00Z }
breaker: { destroys: 2, windowMinutes: 30 }
life: { selfMinutes: 5, secondHours: 8 }
`);
  expect(policy).toEqual(
    versioned({
      readOnly: true,
      deny: ["delete_contract", "update_iam_*", "list_users"],
      people: [
        { principal: "local:taro", mayApprove: true, sssUserId: "ecid1" },
        { principal: "slack:T1:U2", mayApprove: false },
      ],
      roles: [],
      rules: [
        {
          name: "tenants",
          operations: ["*_tenant"],
          risks: ["destroy"],
          resources: ["tenant"],
          principals: ["local:taro"],
          faces: ["mcp"],
          consent: "second",
        },
      ],
      freezes: [{ name: "year-end", from: Date.UTC(2026, 11, 27, 15), until: Date.UTC(2027, 0, 4) }],
      breaker: { destroys: 2, windowMs: 1_800_000 },
      life: { selfMs: 300_000, secondMs: 28_800_000 },
    }),
  );
});

test("roles, limits, approvers and weekly freezes", () => {
  const policy = parsePolicy(`
roles:
  - name: admins
    mayApprove: true
    principals: [slack:T1/U1]
    claims: [{ issuer: "https://id.example", claim: level, value: 3 }]
  - { name: staff, claims: [{ issuer: "https://id.example", claim: groups, value: staff }] }
rules:
  - name: often
    roles: [staff]
    consent: self
    approvers: [admins, "local:boss"]
    limit: { calls: 3, windowMinutes: 10 }
freezes:
  - name: weekend
    risks: [destroy]
    weekly: { days: [sat, sun], from: "00:00", until: "24:00", zone: Asia/Tokyo }
`);
  const issuer = "https://id.example";
  expect(policy.roles).toEqual([
    {
      name: "admins",
      mayApprove: true,
      principals: ["slack:T1/U1"],
      claims: [{ issuer, claim: "level", value: "3" }],
    },
    {
      name: "staff",
      mayApprove: false,
      principals: [],
      claims: [{ issuer, claim: "groups", value: "staff" }],
    },
  ]);
  expect(policy.rules).toEqual([
    {
      name: "often",
      roles: ["staff"],
      consent: "self",
      approvers: ["admins", "local:boss"],
      limit: { calls: 3, windowMs: 600_000 },
    },
  ]);
  expect(policy.freezes).toEqual([
    {
      name: "weekend",
      risks: ["destroy"],
      weekly: { days: ["sat", "sun"], from: 0, until: 1_440, zone: "Asia/Tokyo" },
    },
  ]);
});

test("a mapping that is read already is the same as its text", () => {
  const given = { people: [{ principal: "local:boss", mayApprove: true }], breaker: { destroys: 1 } };
  expect(policyFrom(given)).toEqual(parsePolicy(JSON.stringify(given)));
});

test("what a part leaves out is the default's", () => {
  expect(parsePolicy("breaker: { destroys: 1 }").breaker).toEqual({ destroys: 1, windowMs: 3_600_000 });
  expect(parsePolicy("life: { secondHours: 1 }").life).toEqual({ selfMs: 600_000, secondMs: 3_600_000 });
});

test("the version is the content's, not the text's", () => {
  const one = parsePolicy("readOnly: true\ndeny: [delete_user]\n");
  expect(parsePolicy("# the same\ndeny:\n  - delete_user\nreadOnly: true").version).toBe(one.version);
  expect(parsePolicy("readOnly: true\ndeny: [delete_tenant]").version).not.toBe(one.version);
});

test("every fault is listed at once, with its path", () => {
  const faults = faultsOf(`
readonly: true
deny: [delete_usr]
people:
  - { principal: "local:taro", mayApprove: "yes", sssUserId: taro }
  - { principal: "local:TARO" }
  - { principal: "two words" }
rules:
  - { name: guard, consent: none, roles: [nobody] }
  - { name: ours, operations: [list_users], resources: [cloud], faces: [fax], risks: [], consent: deny }
freezes:
  - { name: f, from: 2026-12-28, until: 2026-12-28T00:00:00 }
  - { name: f, from: 2026-12-28T00:00:00Z, until: 2026-12-28T00:00:00Z }
breaker: { destroys: -1, windowMinutes: 0 }
life: { selfMinutes: 61, secondHours: 1.5 }
`);
  const paths = faults.map((fault) => fault.split(": ")[0]);
  expect(new Set(paths)).toEqual(
    new Set([
      "(the file)",
      "breaker.destroys",
      "breaker.windowMinutes",
      "deny.0",
      "freezes",
      "freezes.0.from",
      "freezes.0.until",
      "freezes.1.until",
      "life.secondHours",
      "life.selfMinutes",
      "people",
      "people.0.mayApprove",
      "people.0.sssUserId",
      "people.2.principal",
      "rules.0.consent",
      "rules.0.name",
      "rules.0.roles.0",
      "rules.1.faces.0",
      "rules.1.operations.0",
      "rules.1.resources.0",
      "rules.1.risks",
    ]),
  );
  expect(paths).toHaveLength(21);
});

describe("is refused, not guessed at:", () => {
  test.for<[string, string, string]>([
    ["a key that is not known", "rulez: []", "rulez"],
    ["a key given twice", "readOnly: true\nreadOnly: false", "unique"],
    ["a word for true", "readOnly: yes", "readOnly"],
    ["a list where the file should be", "- delete_user", "(the file)"],
    ["broken YAML", "readOnly: true\ndeny: [", "at line 2"],
    ["two documents", "readOnly: true\n---\nreadOnly: false", "(the file)"],
    ["a tag", "readOnly: !!js/function 'x'", "(the file)"],
    ["a null where a list stands", "deny:", "deny"],
    ["rules in the prototype", "__proto__: { readOnly: false }", "__proto__"],
    [
      "a name of a rule of the gate's own",
      "rules: [{ name: Default-Destroy, consent: self }]",
      "rules.0.name",
    ],
    [
      "a rule for nothing",
      "rules: [{ name: a, operations: [delete_user], resources: [tenant], consent: deny }]",
      "matches no write",
    ],
    ["two rules of one name", "rules: [{ name: a, consent: self }, { name: A, consent: deny }]", "rules"],
    [
      "a freeze that ends before it starts",
      "freezes: [{ name: a, from: 2026-01-02T00:00:00Z, until: 2026-01-01T00:00:00Z }]",
      "freezes.0.until",
    ],
    ["a role of nobody", "roles: [{ name: a }]", "roles.0: nobody has it"],
    [
      "an issuer that is no URL",
      "roles: [{ name: a, claims: [{ issuer: x, claim: y, value: z }] }]",
      "issuer",
    ],
    [
      "two roles of one name",
      "roles: [{ name: a, principals: [b:c] }, { name: A, principals: [b:c] }]",
      "roles",
    ],
    [
      "a rule on a role that is not there",
      "rules: [{ name: a, roles: [b], consent: deny }]",
      "rules.0.roles.0",
    ],
    [
      "an approver who is neither a role nor a principal",
      "rules: [{ name: a, approvers: [b], consent: self }]",
      "rules.0.approvers.0",
    ],
    [
      "an approver as decisions name a role",
      "roles: [{ name: b, principals: [c:d] }]\nrules: [{ name: a, approvers: ['role:b'], consent: self }]",
      "rules.0.approvers.0",
    ],
    [
      "a value of a claim that YAML rounds",
      "roles: [{ name: a, claims: [{ issuer: 'https://a.example', claim: b, value: 12345678901234567890 }] }]",
      "roles.0.claims.0.value",
    ],
    [
      "a limit without a window",
      "rules: [{ name: a, consent: self, limit: { calls: 1 } }]",
      "rules.0.limit.windowMinutes",
    ],
    [
      "a zone that is not known",
      "freezes: [{ name: a, weekly: { days: [sat], from: '00:00', until: '24:00', zone: Asia/Tokio } }]",
      "freezes.0.weekly.zone",
    ],
    [
      "a time of day that YAML reads as a number",
      "freezes: [{ name: a, weekly: { days: [sat], from: 0, until: '25:00', zone: UTC } }]",
      "freezes.0.weekly.until",
    ],
    ["a freeze without a time", "freezes: [{ name: a }]", "freezes.0: expected from and until, or weekly"],
    [
      "a freeze with half a time",
      "freezes: [{ name: a, from: 2026-01-02T00:00:00Z }]",
      "freezes.0: expected from and until, or weekly",
    ],
    [
      "a freeze with two times",
      "freezes: [{ name: a, from: 2026-01-02T00:00:00Z, weekly: { days: [sat], from: '00:00', until: '24:00', zone: UTC } }]",
      "freezes.0",
    ],
  ])("%s", ([, yaml, word]) => {
    const faults = faultsOf(yaml);
    expect(faults).not.toEqual([]);
    expect(faults.join("\n")).toContain(word);
  });

  test("aliases that multiply", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 10; level += 1) {
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(", ")}]`);
    }
    expect(faultsOf(lines.join("\n")).join()).toContain("(the file)");
  });
});
