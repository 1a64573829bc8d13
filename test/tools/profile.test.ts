import { describe, expect, test } from "vitest";
import { catalog, operationNamed } from "../../tools/index.ts";
import { partsOf } from "../../tools/workflow.ts";
import { leftOutBy, parseProfile, shapeOf, toolsets } from "../../tools/profile.ts";
import { profileOf } from "../profile.ts";

describe("a profile leaves", () => {
  test.for<readonly [string, (name: string) => boolean]>([
    ["", () => true],
    ["full", () => true],
    ["search", () => true],
    ["read-only", (name) => operationNamed(name)?.risk === "read"],
    ["no-destroy", (name) => operationNamed(name)?.risk !== "destroy"],
    ["users", (name) => ["user", "update-api-keypair"].includes(firstWordOf(name))],
    ["users, tenants", (name) => ["user", "update-api-keypair", "tenant"].includes(firstWordOf(name))],
    ["list_*", (name) => name.startsWith("list_")],
    ["channels,get_user", (name) => ["list_channels", "get_user"].includes(name)],
    ["-delete_*", (name) => partsOfNamed(name).every((part) => !part.startsWith("delete_"))],
    [
      "users,-*user",
      (name) => firstWordOf(name) !== "tenant" && leaves("users", name) && !name.endsWith("user"),
    ],
    [
      "-iam,-billing",
      (name) => partsOfNamed(name).every((part) => !["iam", "billing"].includes(firstWordOf(part))),
    ],
    ["delete_user,-delete_*", () => false],
    ["delete_user,read-only", () => false],
  ])("%j", ([text, expected]) => {
    const left = catalog.filter(({ name }) => leaves(text, name)).map(({ name }) => name);
    expect(left).toEqual(catalog.filter(({ name }) => expected(name)).map(({ name }) => name));
  });
});

test("several profiles leave what all of them do, whatever their order", () => {
  const [users, reads] = [profileOf("users"), profileOf("read-only")];
  for (const profiles of [
    [users, reads],
    [reads, users],
  ]) {
    const left = catalog.filter((operation) => leftOutBy(profiles, operation) === undefined);
    expect(left.map(({ name }) => name)).toEqual(
      catalog.filter(({ name, risk }) => risk === "read" && leaves("users", name)).map(({ name }) => name),
    );
  }
});

test("the innermost profile that says so chooses the shape, and widens nothing by that", () => {
  expect(shapeOf([profileOf("search"), profileOf("users")])).toBe("search");
  expect(shapeOf([profileOf("search"), profileOf("full")])).toBe("full");
  expect(shapeOf([])).toBe("full");
});

test("every operation is in just one toolset", () => {
  const known = Object.values(toolsets).flat();
  expect(new Set(known).size).toBe(known.length);
  expect(new Set(catalog.map(({ name }) => firstWordOf(name)))).toEqual(new Set(known));
});

test.for([
  "everything",
  "READ-ONLY",
  "user",
  "-read-only",
  "delete_nothing",
  "del*e_x",
  "__proto__",
  "constructor",
  "users;tenants",
  "ｕｓｅｒｓ",
  "-",
  "a".repeat(10_000),
])("%j is refused, with what is expected", (text) => {
  const read = parseProfile(text);
  expect(read).toEqual({ fault: expect.stringMatching(/is no part of a profile: expected full, search/) });
  expect("fault" in read && read.fault.length).toBeLessThan(700);
});

function leaves(text: string, name: string): boolean {
  const operation = catalog.find((one) => one.name === name);
  return operation !== undefined && leftOutBy([profileOf(text)], operation) === undefined;
}

function partsOfNamed(name: string): readonly string[] {
  const operation = operationNamed(name);
  return operation === undefined ? [] : partsOf(operation).map((part) => part.name);
}

function firstWordOf(name: string): string {
  return operationNamed(name)?.command.split(" ")[0] ?? "";
}
