import { describe, expect, test } from "vitest";
import type { Actor, Asking } from "../../src/gate/actor.ts";
import { type PolicySettings, decide } from "../../src/gate/policy.ts";
import { catalog, operationNamed } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";

const open: PolicySettings = { readOnly: false, deny: [] };

function actor(asking: Asking): Actor {
  return { principal: "test", face: "mcp", asking };
}

function named(name: string): Operation {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(name);
  return operation;
}

describe("the table", () => {
  test.for([
    ["list_users", "form", open, { kind: "allow" }],
    ["list_users", "none", open, { kind: "allow" }],
    ["list_users", "none", { readOnly: true, deny: [] }, { kind: "allow" }],
    [
      "list_users",
      "form",
      { readOnly: false, deny: ["list_users"] },
      { kind: "deny", code: "operation_denied" },
    ],
    ["create_user", "form", open, { kind: "confirm", wanted: "yes" }],
    ["create_user", "terminal", open, { kind: "confirm", wanted: "yes" }],
    ["create_user", "none", open, { kind: "deny", code: "cannot_ask" }],
    ["create_user", "form", { readOnly: true, deny: [] }, { kind: "deny", code: "read_only" }],
    ["delete_user", "form", open, { kind: "confirm", wanted: "name" }],
    ["delete_user", "terminal", open, { kind: "confirm", wanted: "name" }],
    ["delete_user", "none", open, { kind: "deny", code: "cannot_ask" }],
    ["delete_user", "form", { readOnly: true, deny: [] }, { kind: "deny", code: "read_only" }],
    [
      "delete_user",
      "form",
      { readOnly: true, deny: ["delete_user"] },
      { kind: "deny", code: "operation_denied" },
    ],
  ] as const)("%s, asking by %s", ([name, asking, settings, decision]) => {
    expect(decide(named(name), actor(asking), settings)).toMatchObject(decision);
  });
});

test.for(catalog.map(({ name }) => name))("%s does not run without the consent its risk wants", (name) => {
  const operation = named(name);
  const wanted = { read: undefined, change: "yes", destroy: "name" }[operation.risk];
  const expected = wanted === undefined ? { kind: "allow" } : { kind: "confirm", wanted };
  expect(decide(operation, actor("form"), open)).toEqual(expected);
  expect(decide(operation, actor("none"), open).kind).toBe(wanted === undefined ? "allow" : "deny");
});
