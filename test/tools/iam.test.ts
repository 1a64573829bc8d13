import { describe, expect, test } from "vitest";
import { createIamGroup } from "../../tools/iam/create-iam-group.ts";
import { createIamRole } from "../../tools/iam/create-iam-role.ts";
import { updateIamGroup } from "../../tools/iam/update-iam-group.ts";
import { updateIamRole } from "../../tools/iam/update-iam-role.ts";
import { faultsOf, takes } from "./input.ts";

const rule = { basePath: "/ecl-sss", path: "*", verb: "GET", ipAddress: "*" };
const withRule = (given: Record<string, unknown>) => ({ iam_role_name: "read-only", resources: [given] });

describe("the name of an IAM group or role", () => {
  test.for(["abc", "a@b-c.d_e", "a".repeat(60)])("may be %s", (name) => {
    expect(takes(createIamGroup, { iam_group_name: name })).toBe(true);
    expect(takes(createIamRole, { ...withRule(rule), iam_role_name: name })).toBe(true);
  });

  test.for(["ab", "a".repeat(61), "a+b+c", "two words"])("may not be %s", (name) => {
    expect(takes(createIamGroup, { iam_group_name: name })).toBe(false);
    expect(takes(createIamRole, { ...withRule(rule), iam_role_name: name })).toBe(false);
  });
});

describe("a rule of a role", () => {
  test.for([
    rule,
    { basePath: "/ecl-keystone" },
    { ...rule, tenant_id: "*" },
    { ["k".repeat(128)]: "v".repeat(128) },
  ])("may be %j", (given) => {
    expect(takes(createIamRole, withRule(given))).toBe(true);
  });

  test.for([
    [{}, "a rule needs at least one key"],
    [{ ["k".repeat(129)]: "v" }, "a key has 1-128 letters, digits or @-'._"],
    [{ "": "v" }, "a key has 1-128 letters, digits or @-'._"],
    [{ "a/b": "v" }, "a key has 1-128 letters, digits or @-'._"],
    [{ path: "v".repeat(129) }, "a value has at most 128 letters, digits or @-/*'._"],
    [{ path: "/users?x=1" }, "a value has at most 128 letters, digits or @-/*'._"],
    [{ verb: ["GET"] }, "Invalid input: expected string, received array"],
    [{ paths: 1 }, "Invalid input: expected string, received number"],
  ] as const)("may not be %j", ([given, complaint]) => {
    expect(faultsOf(createIamRole, withRule(given))).toEqual([complaint]);
  });
});

test("an update of a group or role has to change something", () => {
  const id = "e8422cea-6449-11e6-82d8-7f1d195e00b5";

  expect(faultsOf(updateIamGroup, { iam_group_id: id })).toEqual([
    "give at least one of iam_group_name, description",
  ]);
  expect(faultsOf(updateIamRole, { iam_role_id: id })).toEqual([
    "give at least one of iam_role_name, description, resources",
  ]);
  expect(takes(updateIamRole, { iam_role_id: id, resources: [rule] })).toBe(true);
  expect(takes(updateIamGroup, { iam_group_id: id, description: "" })).toBe(true);
});
