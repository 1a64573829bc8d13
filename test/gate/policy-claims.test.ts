import { expect, test } from "vitest";
import { type Policy, defaultPolicy, versioned } from "../../src/gate/policy.ts";
import { claimsIn, claimsMark } from "../../src/gate/policy/claims.ts";

const issuer = "https://id.example";

function policyOn(...claims: readonly (readonly [claim: string, value: string])[]): Policy {
  const roles = claims.map(([claim, value], index) => ({
    name: `role-${index}`,
    mayApprove: false,
    principals: [],
    claims: [{ issuer, claim, value }],
  }));
  return versioned({ ...defaultPolicy, roles });
}

test.for<[string, Record<string, unknown>, boolean]>([
  ["a word", { groups: "admins" }, true],
  ["a list with it", { groups: ["users", "admins"] }, true],
  ["a list without it", { groups: ["admin"] }, false],
  ["words in one text", { groups: "users admins" }, false],
  ["an object", { groups: { admins: true } }, false],
  ["nothing", {}, false],
  ["what is inherited", Object.create({ groups: "admins" }) as Record<string, unknown>, false],
])("%s holds the value of a claim: %#", ([, payload, isHeld]) => {
  expect(claimsIn(issuer, payload, policyOn(["groups", "admins"])).length > 0).toBe(isHeld);
});

test("a path leads to a field within, unless a field has that very name", () => {
  const policy = policyOn(["realm.roles", "admins"], ["https://x.example/flag", "true"], ["level", "3"]);
  expect(claimsIn(issuer, { realm: { roles: ["admins"] } }, policy)).toHaveLength(1);
  expect(claimsIn(issuer, { "realm.roles": [], realm: { roles: ["admins"] } }, policy)).toEqual([]);
  expect(claimsIn(issuer, { "https://x.example/flag": true, level: 3 }, policy)).toHaveLength(2);
});

test("only what a role goes by is kept, once, and nothing of another issuer", () => {
  const policy = policyOn(["groups", "admins"], ["groups", "admins"]);
  const payload = { groups: ["admins", "wine-club"], email: "taro@id.example" };
  expect(claimsIn(issuer, payload, policy)).toEqual([{ issuer, claim: "groups", value: "admins" }]);
  expect(claimsIn("https://id.example/", payload, policy)).toEqual([]);
});

test("the mark is another one once the claims are, and only then", () => {
  const mark = claimsMark(policyOn(["a", "1"], ["b", "2"]));
  expect(claimsMark(policyOn(["b", "2"], ["a", "1"], ["a", "1"]))).toBe(mark);
  expect(claimsMark({ ...policyOn(["a", "1"], ["b", "2"]), readOnly: true })).toBe(mark);
  expect(claimsMark(policyOn(["a", "1"]))).not.toBe(mark);
});
