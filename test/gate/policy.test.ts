import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Person, type Policy, type Rule, defaultPolicy, versioned } from "../../src/gate/policy.ts";
import { approversOf, mayAnswer } from "../../src/gate/policy/approvers.ts";
import { decide, isOffered, mayEver } from "../../src/gate/policy/decide.ts";
import { type Decision, type Situation, explain } from "../../src/gate/policy/decision.ts";
import { isSameHuman } from "../../src/gate/policy/people.ts";
import { warningsOf } from "../../src/gate/policy/warnings.ts";
import { catalog, operationNamed } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";

const calm: Situation = { now: 1_000, recentDestroys: 0 };
const taro = { principal: "local:taro", face: "mcp" } as const;
const hanako: Person = { principal: "local:hanako", mayApprove: true };

function policy(content: Partial<Policy>): Policy {
  return versioned({ ...defaultPolicy, ...content });
}

function named(name: string): Operation {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(name);
  return operation;
}

function decided(name: string, content: Partial<Policy>, situation: Partial<Situation> = {}): Decision {
  return decide(named(name), taro, policy(content), { ...calm, ...situation });
}

function rule(given: Partial<Rule>): Rule {
  return { name: "ours", consent: "second", ...given };
}

const self = { kind: "confirm", by: "self", approvers: [], lifeMs: 600_000 };
const second = { kind: "confirm", by: "second", approvers: ["local:hanako"], lifeMs: 86_400_000 };
const noApprover = { kind: "deny", code: "no_approver" };
const people = [hanako];

describe("what is decided", () => {
  test.for<[string, string, Partial<Policy>, Partial<Situation>, object]>([
    ["a read runs", "list_users", {}, {}, { kind: "allow", rule: "reads" }],
    ["a read runs in read-only mode", "list_users", { readOnly: true }, {}, { kind: "allow" }],
    ["a denied read does not", "list_users", { deny: ["list_*"] }, {}, { kind: "deny", rule: "deny-list" }],
    ["a pattern is the whole name", "list_users", { deny: ["list"] }, {}, { kind: "allow" }],
    [
      "no sign but * is special",
      "list_users",
      { deny: ["list.users", "(", "[a-z_]+"] },
      {},
      { kind: "allow" },
    ],
    ["a change takes a yes", "create_user", {}, {}, { ...self, wanted: "yes", rule: "default-change" }],
    ["an approver does not alter that", "create_user", { people }, {}, { ...self, wanted: "yes" }],
    ["a delete takes the name", "delete_user", {}, {}, { ...self, wanted: "name", rule: "default-destroy" }],
    ["of a second person, if there is one", "delete_user", { people }, {}, { ...second, wanted: "name" }],
    ["read-only", "create_user", { readOnly: true }, {}, { kind: "deny", code: "read_only" }],
    ["the deny list is first", "create_user", { readOnly: true, deny: ["*"] }, {}, { rule: "deny-list" }],
    [
      "a rule denies",
      "create_user",
      { rules: [rule({ consent: "deny" })] },
      {},
      { kind: "deny", rule: "ours" },
    ],
    ["a rule wants two", "create_user", { people, rules: [rule({})] }, {}, { ...second, wanted: "yes" }],
    ["where there is one", "create_user", { rules: [rule({})] }, {}, { ...noApprover, rule: "ours" }],
    ["a guard wants two", "create_user", { people }, { secondWanted: "x" }, { ...second, rule: "guard" }],
    ["a guard, and there is one", "create_user", {}, { secondWanted: "x" }, { ...noApprover, rule: "guard" }],
    ["an empty wish is one too", "create_user", {}, { secondWanted: "" }, { ...noApprover, rule: "guard" }],
    ["a guard never lowers", "delete_user", { people }, { secondWanted: "x" }, { ...second, wanted: "name" }],
  ])("%s", ([, name, content, situation, expected]) => {
    expect(decided(name, content, situation)).toMatchObject(expected);
  });
});

describe("what is offered", () => {
  test.for<[string, Partial<Policy>, boolean]>([
    ["delete_user", {}, true],
    ["delete_user", { deny: ["delete_*"] }, false],
    ["list_users", { deny: ["list_users"] }, false],
    ["delete_user", { readOnly: true }, false],
    ["list_users", { readOnly: true }, true],
  ])("%s under %j: %s", ([name, content, expected]) => {
    expect(isOffered(named(name), policy(content))).toBe(expected);
  });

  test("nothing else is ever allowed or asked for", () => {
    for (const content of [{ deny: ["*user*"] }, { readOnly: true }]) {
      for (const operation of catalog.filter((one) => !isOffered(one, policy(content)))) {
        expect(decided(operation.name, content)).toMatchObject({ kind: "deny" });
      }
    }
  });
});

describe("a warning", () => {
  const approver: Person = { principal: "slack:T1/U1", mayApprove: true };

  test("names who approves in Slack and is known nowhere else", () => {
    const [warning, ...others] = warningsOf(policy({ people: [approver, hanako] }));
    expect(warning).toContain("slack:T1/U1");
    expect(warning).not.toContain(hanako.principal);
    expect(others).toEqual([]);
  });

  test.for<Partial<Person>>([
    { alsoKnownAs: ["local:ken"] },
    { sssUserId: "ecid1" },
    { mayApprove: false },
    { principal: "local:ken" },
  ])("is not given to somebody with %j", (known) => {
    expect(warningsOf(policy({ people: [{ ...approver, ...known }] }))).toEqual([]);
  });
});

describe("which rule counts", () => {
  test.for<[string, string, Partial<Rule>, boolean]>([
    ["by name", "create_user", { operations: ["create_user"] }, true],
    ["by a part of the name", "create_user", { operations: ["delete_*", "*_user"] }, true],
    ["by another name", "create_user", { operations: ["create_tenant"] }, false],
    ["by risk", "create_user", { risks: ["change"] }, true],
    ["by another risk", "create_user", { risks: ["destroy"] }, false],
    ["by resource", "create_user", { resources: ["tenant", "user"] }, true],
    ["by the beginning of a resource", "update_user_type", { resources: ["user"] }, false],
    ["by requester", "create_user", { principals: ["local:taro"] }, true],
    ["by a requester in another case", "create_user", { principals: ["local:Taro"] }, false],
    ["by face", "create_user", { faces: ["mcp"] }, true],
    ["by another face", "create_user", { faces: ["terminal"] }, false],
    ["by all of it", "create_user", { operations: ["*"], faces: ["terminal"] }, false],
    ["by nothing", "create_user", {}, true],
  ])("%s", ([, name, given, matches]) => {
    expect(decided(name, { rules: [rule({ ...given, consent: "deny" })] }).kind).toBe(
      matches ? "deny" : "confirm",
    );
  });

  test("the first that matches", () => {
    const rules = [rule({ name: "first", consent: "self" }), rule({ name: "later", consent: "deny" })];
    expect(decided("create_user", { rules })).toMatchObject({ ...self, rule: "first" });
    expect(decided("create_user", { rules: rules.toReversed() })).toMatchObject({
      kind: "deny",
      rule: "later",
    });
  });

  test("one that asks for less than the default does not lower it", () => {
    const rules = [rule({ name: "easy", consent: "self" })];
    expect(decided("delete_user", { people, rules })).toMatchObject({ ...second, rule: "default-destroy" });
    expect(decided("delete_user", { rules })).toMatchObject({ ...self, wanted: "name", rule: "easy" });
  });
});

describe("a freeze", () => {
  const freezes = [{ name: "year-end", from: 1_000, until: 2_000 }];

  test.for([
    [999, "confirm"],
    [1_000, "deny"],
    [1_999, "deny"],
    [2_000, "confirm"],
    [Number.NaN, "deny"],
  ] as const)("at %d", ([now, kind]) => {
    expect(decided("create_user", { freezes }, { now }).kind).toBe(kind);
    expect(decided("list_users", { freezes }, { now }).kind).toBe("allow");
  });

  test("says until when", () => {
    expect(decided("create_user", { freezes })).toMatchObject({
      code: "frozen",
      message: expect.stringContaining("1970-01-01T00:00:02.000Z"),
    });
  });
});

describe("the breaker", () => {
  test.for([
    [4, "default-destroy"],
    [5, "breaker"],
    [500, "breaker"],
    [Number.NaN, "breaker"],
  ] as const)("after %d destroying calls", ([recentDestroys, by]) => {
    expect(decided("delete_user", {}, { recentDestroys }).rule).toBe(by);
    expect(decided("create_user", {}, { recentDestroys }).kind).toBe("confirm");
  });

  test("says until when to wait, or for what", () => {
    const tripped = { recentDestroys: 5 };
    expect(decided("delete_user", {}, tripped)).toMatchObject({
      code: "too_many_destroys",
      message: expect.stringContaining("fewer than 5 in the last 60 minutes"),
    });
    expect(decided("delete_user", {}, { ...tripped, breakerOpensAt: 60_000 })).toMatchObject({
      message: expect.stringContaining("wait until 1970-01-01T00:01:00.000Z"),
    });
  });

  test("lets a second person decide where there is one", () => {
    expect(decided("delete_user", { people }, { recentDestroys: 5 })).toMatchObject(second);
  });
});

describe("a second person", () => {
  test.for<[string, readonly Person[], readonly string[]]>([
    ["is not the requester", [{ principal: "local:taro", mayApprove: true }], []],
    ["is one who may approve", [{ principal: "local:jiro", mayApprove: false }], []],
    ["is named once", [hanako, hanako], ["local:hanako"]],
    [
      "is not the requester's other name",
      [
        { principal: "local:taro", mayApprove: false, sssUserId: "ecid1" },
        { principal: "slack:U1", mayApprove: true, sssUserId: "ECID1" },
      ],
      [],
    ],
    [
      "is anybody else, named exactly",
      [
        { principal: "local:taro", mayApprove: true, sssUserId: "ecid1" },
        { principal: "local:Taro", mayApprove: true },
        { principal: "slack:U2", mayApprove: true, sssUserId: "ecid2" },
      ],
      ["local:Taro", "slack:U2"],
    ],
  ])("%s", ([, given, approvers]) => {
    expect(decided("create_user", { people: given, rules: [rule({})] })).toMatchObject(
      approvers.length === 0 ? noApprover : { by: "second", approvers },
    );
  });
});

describe("the explanation is one sentence that names the rule", () => {
  test.for<[string, Partial<Policy>, Partial<Situation>, string]>([
    ["list_users", {}, {}, 'It runs at once, by the rule "reads".'],
    ["create_user", {}, {}, 'It takes a yes from whoever asked, by the rule "default-change".'],
    [
      "delete_user",
      { people },
      {},
      'It takes the target\'s name, typed by a second person (local:hanako), by the rule "default-destroy".',
    ],
    [
      "create_user",
      { people },
      { secondWanted: "It may raise rights." },
      'It takes a yes from a second person (local:hanako), by the rule "guard": It may raise rights.',
    ],
    [
      "create_user",
      { readOnly: true },
      {},
      'It is refused, by the rule "read-only": create_user changes the account, and this server is read-only.',
    ],
  ])("%s", ([name, content, situation, sentence]) => {
    expect(explain(decided(name, content, situation))).toBe(sentence);
  });
});

describe("the version", () => {
  test("is 12 hex digits, whatever the order of keys", () => {
    const reversed = Object.fromEntries(Object.entries(defaultPolicy).toReversed()) as unknown as Policy;
    expect(defaultPolicy.version).toMatch(/^[0-9a-f]{12}$/);
    expect(versioned(reversed).version).toBe(defaultPolicy.version);
    expect(versioned({ ...defaultPolicy, version: "other" } as Policy)).toEqual(defaultPolicy);
  });

  test.for<Partial<Policy>>([
    { readOnly: true },
    { deny: ["delete_user"] },
    { people },
    { roles: [{ name: "r", mayApprove: true, principals: ["local:x"], claims: [] }] },
    { rules: [rule({})] },
    { freezes: [{ name: "f", from: 0, until: 1 }] },
    { breaker: { ...defaultPolicy.breaker, destroys: 6 } },
    { life: { ...defaultPolicy.life, selfMs: 1 } },
  ])("is another for %o", (content) => {
    expect(policy(content).version).not.toBe(defaultPolicy.version);
  });
});

const principals = fc.constantFrom(
  "local:taro",
  "local:Taro",
  "local:hanako",
  "slack:U1",
  "oidc:id.example/taro",
  "oidc:id.example/hanako",
);
const names = fc.constantFrom("*", "delete_*", "create_user", "*_user", "nothing");

const person = fc.record({
  principal: principals,
  mayApprove: fc.boolean(),
  sssUserId: fc.constantFrom("ecid1", "ecid2"),
});

const claim = { issuer: "https://id.example", claim: "groups", value: "admins" };
const roleNames = fc.constantFrom("r1", "r2");

const role = fc.record({
  name: roleNames,
  mayApprove: fc.boolean(),
  principals: fc.array(principals, { maxLength: 2 }),
  claims: fc.subarray([claim]),
});

const anyRule: fc.Arbitrary<Rule> = fc.record(
  {
    roles: fc.array(roleNames),
    approvers: fc.array(fc.oneof(principals, roleNames), { minLength: 1 }),
    limit: fc.record({ calls: fc.nat(3), windowMs: fc.constant(60_000) }),
    notFromSlack: fc.constant(true),
    name: fc.constantFrom("a", "b"),
    consent: fc.constantFrom("self", "second", "deny"),
    operations: fc.array(names),
    risks: fc.subarray(["change", "destroy"]),
    resources: fc.subarray(["user", "tenant"]),
    principals: fc.array(principals),
    faces: fc.subarray(["mcp", "terminal"]),
  },
  { requiredKeys: ["name", "consent"] },
);

const anyPolicy = fc
  .record({
    readOnly: fc.boolean(),
    deny: fc.array(names, { maxLength: 1 }),
    people: fc.array(person, { maxLength: 4 }),
    roles: fc.uniqueArray(role, { maxLength: 2, selector: ({ name }) => name }),
    rules: fc.array(anyRule, { maxLength: 4 }),
    freezes: fc.constantFrom([], [{ name: "f", from: 500, until: 1_500 }]),
    breaker: fc.record({ destroys: fc.nat(6), windowMs: fc.constant(3_600_000) }),
  })
  .map(policy);

const anySituation: fc.Arbitrary<Situation> = fc
  .tuple(fc.nat(2_000), fc.nat(10), fc.option(fc.constant("a guard")))
  .map(([now, recentDestroys, reason]) =>
    reason === null ? { now, recentDestroys } : { now, recentDestroys, secondWanted: reason },
  );

const anyActor = fc.record({
  principal: principals,
  face: fc.constantFrom("mcp", "terminal"),
  claims: fc.subarray([claim]),
});
const anyOperation = fc.constantFrom(...catalog);
const anyWrite = fc.constantFrom(...catalog.filter(({ effect }) => effect !== "read"));

test("a write is never allowed at once, whatever the policy, and its requester is never an approver", () => {
  fc.assert(
    fc.property(anyWrite, anyActor, anyPolicy, anySituation, (operation, actor, given, situation) => {
      const decision = decide(operation, actor, given, situation);
      expect(decision.kind).not.toBe("allow");
      if (decision.kind !== "confirm") return;
      expect(decision.wanted).toBe(operation.risk === "destroy" ? "name" : "yes");
      expect(decision.approvers).not.toContain(actor.principal);
      expect(decision.approvers.length > 0).toBe(decision.by === "second");
    }),
    { numRuns: 2_000 },
  );
});

test("a record that mislabels a write as harmless does not make it run at once", () => {
  const mislabelled: Operation = { ...named("delete_user"), risk: "read" };
  expect(decide(mislabelled, taro, defaultPolicy, calm).kind).toBe("confirm");
  expect(
    decide({ ...mislabelled, effect: "read", risk: "destroy" }, taro, defaultPolicy, calm),
  ).toMatchObject({
    wanted: "name",
  });
});

test("nobody answers their own request, whatever roles they have and under which rule", () => {
  fc.assert(
    fc.property(anyWrite, anyActor, anyActor, anyPolicy, (operation, requester, other, given) => {
      expect(mayAnswer({ ...other, principal: requester.principal }, operation, requester, given)).toBe(
        false,
      );
      const isOther = !isSameHuman(requester, other, given);
      expect(mayAnswer(other, operation, requester, given) && !isOther).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test("whoever is named as one who may answer, may", () => {
  fc.assert(
    fc.property(anyWrite, anyActor, anyPolicy, (operation, requester, given) => {
      for (const principal of approversOf(operation, requester, given)) {
        const isRole = principal.startsWith("role:");
        expect(isRole || mayAnswer({ principal }, operation, requester, given)).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("roles and people can only add consent, and let a second person do what needs one", () => {
  fc.assert(
    fc.property(anyOperation, anyActor, anyPolicy, anySituation, (operation, actor, given, situation) => {
      const bare = decide(
        operation,
        actor,
        versioned({ ...given, roles: [], people: [], rules: [] }),
        situation,
      );
      const full = decide(operation, actor, versioned({ ...given, rules: [] }), situation);
      expect(strictness(full)).toBeGreaterThanOrEqual(leastBeside(bare));
    }),
    { numRuns: 2_000 },
  );
});

/** What is refused for want of a second person takes one, and nothing less, where there is one. */
const leastBeside = (bare: Decision): number => {
  const isForWantOfOne = bare.kind === "deny" && ["no_approver", "too_many_destroys"].includes(bare.code);
  return isForWantOfOne ? 2 : strictness(bare);
};

const strictness = (decision: Decision): number => {
  if (decision.kind === "deny") return 3;
  if (decision.kind === "allow") return 0;
  return decision.by === "second" ? 2 : 1;
};

test("rules can only tighten what would hold without them", () => {
  fc.assert(
    fc.property(anyOperation, anyActor, anyPolicy, anySituation, (operation, actor, given, situation) => {
      const bare = decide(operation, actor, versioned({ ...given, rules: [] }), situation);
      const ruled = decide(operation, actor, given, situation);
      expect(strictness(ruled)).toBeGreaterThanOrEqual(leastBeside(bare));
    }),
    { numRuns: 2_000 },
  );
});

test("a guard and a run of destroying calls can only tighten", () => {
  fc.assert(
    fc.property(anyOperation, anyActor, anyPolicy, anySituation, (operation, actor, given, situation) => {
      const quiet = decide(operation, actor, given, { now: situation.now, recentDestroys: 0 });
      expect(strictness(decide(operation, actor, given, situation))).toBeGreaterThanOrEqual(
        strictness(quiet),
      );
    }),
    { numRuns: 2_000 },
  );
});

describe("what may run at all", () => {
  const may = (name: string, content: Partial<Policy>, face: "mcp" | "slack" = "mcp") =>
    mayEver(named(name), { ...taro, face }, policy(content));

  test.for<[string, string, Partial<Policy>, boolean]>([
    ["a read", "list_users", {}, true],
    ["a delete", "delete_user", {}, true],
    ["no denied read", "list_users", { deny: ["list_*"] }, false],
    ["a read in read-only mode", "list_users", { readOnly: true }, true],
    ["no write in read-only mode", "create_user", { readOnly: true }, false],
    ["nothing that a rule refuses", "create_user", { rules: [rule({ consent: "deny" })] }, false],
    [
      "what somebody else is refused",
      "create_user",
      { rules: [rule({ consent: "deny", principals: ["x"] })] },
      true,
    ],
    [
      "a write that waits for a freeze to end",
      "create_user",
      { freezes: [{ name: "f", from: 0, until: 9 }] },
      true,
    ],
    ["a write that has no approver yet", "create_user", { rules: [rule({ consent: "second" })] }, true],
  ])("%s", ([, name, content, expected]) => {
    expect(may(name, content)).toBe(expected);
  });

  test("what is not from Slack is, from elsewhere", () => {
    const rules = [rule({ consent: "self", notFromSlack: true })];
    expect([may("create_user", { rules }, "slack"), may("create_user", { rules })]).toEqual([false, true]);
  });
});
