import { describe, expect, test } from "vitest";
import { type Policy, type Role, type Rule, defaultPolicy, versioned } from "../../src/gate/policy.ts";
import { approversOf, mayAnswer } from "../../src/gate/policy/approvers.ts";
import { decide } from "../../src/gate/policy/decide.ts";
import { type Human, isApprover, isKnown, rolesOf } from "../../src/gate/policy/people.ts";
import { warningsOf } from "../../src/gate/policy/warnings.ts";
import type { Claim } from "../../src/store/records.ts";
import { operationNamed } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";

const issuer = "https://id.example/realms/sss";
const admins: Claim = { issuer, claim: "groups", value: "admins" };
const taro = { principal: "oidc:id.example/taro", face: "mcp" } as const;
const localTaro = { principal: "local:taro", face: "mcp" } as const;
const hanako = { principal: "oidc:id.example/hanako", claims: [admins] };
const calm = { now: 1_000, recentDestroys: 0 };

function policy(content: Partial<Policy>): Policy {
  return versioned({ ...defaultPolicy, ...content });
}

function role(given: Partial<Role>): Role {
  return { name: "admins", mayApprove: true, principals: [], claims: [], ...given };
}

function rule(given: Partial<Rule>): Rule {
  return { name: "ours", consent: "second", ...given };
}

function named(name: string): Operation {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(name);
  return operation;
}

const deleteUser = named("delete_user");
const byClaim = policy({ roles: [role({ claims: [admins] })] });

describe("a role is had", () => {
  test.for<[string, Partial<Policy>, Human, boolean]>([
    ["by name", { roles: [role({ principals: ["local:a"] })] }, { principal: "local:a" }, true],
    ["by nobody else", { roles: [role({ principals: ["local:a"] })] }, { principal: "local:b" }, false],
    [
      "by another name of the same person",
      {
        roles: [role({ principals: ["local:a"] })],
        people: [{ principal: "slack:T/A", mayApprove: false, alsoKnownAs: ["local:a"] }],
      },
      { principal: "slack:T/A" },
      true,
    ],
    ["by a claim", byClaim, hanako, true],
    [
      "by the same claim of another issuer",
      byClaim,
      { ...hanako, claims: [{ ...admins, issuer: "https://x.example" }] },
      false,
    ],
    [
      "by another claim of that value",
      byClaim,
      { ...hanako, claims: [{ ...admins, claim: "roles" }] },
      false,
    ],
    ["by another value", byClaim, { ...hanako, claims: [{ ...admins, value: "Admins" }] }, false],
  ])("%s", ([, content, human, isHad]) => {
    expect(rolesOf(human, policy(content)).length > 0).toBe(isHad);
  });
});

test("whoever has a role is known, and nobody else", () => {
  expect([isKnown(hanako, byClaim), isKnown({ ...hanako, claims: [] }, byClaim)]).toEqual([true, false]);
});

describe("who asks", () => {
  const consent = "deny";
  test.for<[string, Partial<Rule>, boolean]>([
    ["a role", { roles: ["admins"] }, true],
    ["another role", { roles: ["others"] }, false],
    ["another name, or a role", { principals: ["local:x"], roles: ["admins"] }, true],
    ["a role at another face", { roles: ["admins"], faces: ["slack"] }, false],
  ])("is matched by %s", ([, given, matches]) => {
    const roles = [role({ claims: [admins] }), role({ name: "others", principals: ["local:x"] })];
    const { kind } = decide(
      deleteUser,
      { ...hanako, face: "mcp" },
      policy({ roles, rules: [rule({ ...given, consent })] }),
      calm,
    );
    expect(kind).toBe(matches ? "deny" : "confirm");
  });
});

describe("who answers", () => {
  test("is whoever has a role that approves, and is told as the role where nobody is named", () => {
    const roles = [role({ principals: ["local:ken"], claims: [admins] })];
    expect(approversOf(deleteUser, taro, policy({ roles }))).toEqual(["local:ken", "role:admins"]);
    expect(decide(deleteUser, taro, policy({ roles }), calm)).toMatchObject({
      by: "second",
      approvers: ["local:ken", "role:admins"],
    });
    expect(mayAnswer(hanako, deleteUser, taro, policy({ roles }))).toBe(true);
  });

  test("is not who has a role that only asks", () => {
    const roles = [role({ claims: [admins], mayApprove: false })];
    expect(mayAnswer(hanako, deleteUser, taro, policy({ roles }))).toBe(false);
    expect(isApprover(hanako, policy({ roles }))).toBe(false);
  });

  test("is never the requester, by whichever name and whatever claims", () => {
    const requester = { ...taro, claims: [admins] };
    expect(mayAnswer({ ...taro, claims: [admins] }, deleteUser, requester, byClaim)).toBe(false);
    const people = [{ principal: "local:taro", mayApprove: false, alsoKnownAs: [taro.principal] }];
    const known = policy({ ...byClaim, people });
    expect(mayAnswer({ principal: taro.principal, claims: [admins] }, deleteUser, localTaro, known)).toBe(
      false,
    );
  });

  test("is nobody by a claim who might be the requester at another face", () => {
    expect(mayAnswer(hanako, deleteUser, localTaro, byClaim)).toBe(false);
    expect(approversOf(deleteUser, localTaro, byClaim)).toEqual([]);
    expect(decide(deleteUser, localTaro, byClaim, calm)).toMatchObject({ by: "self" });
    const [warning] = warningsOf(byClaim);
    expect(warning).toContain("the role admins");
  });

  test("is somebody by a claim of whom the policy says who they are elsewhere", () => {
    const people = [{ principal: hanako.principal, mayApprove: false, alsoKnownAs: ["local:hanako"] }];
    const linked = policy({ ...byClaim, people });
    expect(mayAnswer(hanako, deleteUser, localTaro, linked)).toBe(true);
    expect(mayAnswer({ ...hanako, claims: [] }, deleteUser, localTaro, linked)).toBe(false);
    expect(mayAnswer(hanako, deleteUser, { principal: "local:hanako", face: "mcp" }, linked)).toBe(false);
    expect(decide(deleteUser, localTaro, linked, calm)).toMatchObject({ approvers: ["role:admins"] });
  });

  test("is not a principal that is called like a role", () => {
    const impostor = { principal: "role:admins" };
    expect(mayAnswer(impostor, deleteUser, taro, byClaim)).toBe(false);
  });
});

describe("a rule's own approvers", () => {
  const people = [{ principal: "local:boss", mayApprove: true }];
  const roles = [role({ name: "finance", mayApprove: false, principals: ["local:fin"] })];
  const rules = [rule({ operations: ["delete_user"], approvers: ["finance", "local:cfo"] })];
  const given = policy({ people, roles, rules });

  test("stand in the place of all others, and only for what the rule matches", () => {
    expect(approversOf(deleteUser, localTaro, given)).toEqual(["local:cfo", "local:fin"]);
    expect(mayAnswer({ principal: "local:boss" }, deleteUser, localTaro, given)).toBe(false);
    expect(mayAnswer({ principal: "local:fin" }, named("delete_tenant"), localTaro, given)).toBe(false);
    expect(isApprover({ principal: "local:cfo" }, given)).toBe(true);
  });

  test("that are the requester alone leave nobody, and not the requester", () => {
    const own = policy({ people, rules: [rule({ consent: "self", approvers: ["local:taro"] })] });
    expect(decide(deleteUser, localTaro, own, calm)).toMatchObject({ kind: "deny", code: "no_approver" });
  });

  test("have to be the right ones for every part of what is made of several calls", () => {
    const workflow = named("offboard_user");
    const parts = policy({
      people,
      rules: [rule({ operations: ["delete_user"], approvers: ["local:fin", "local:cfo"] })],
    });
    expect(mayAnswer({ principal: "local:fin" }, workflow, localTaro, parts)).toBe(false);
    expect(decide(workflow, localTaro, parts, calm)).toMatchObject({ kind: "deny", code: "no_approver" });
  });
});
