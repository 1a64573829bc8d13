import { expect, test } from "vitest";
import { emptyNote } from "../../../src/gate/advice/empty.ts";
import { operationNamed } from "../../../tools/index.ts";

function noteFor(name: string, input: Record<string, unknown>) {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(name);
  return emptyNote(operation, input);
}

test.for([
  [
    "the own contract",
    "list_users",
    {},
    "Only the account's own contract was looked at; give contract_id for another.",
  ],
  [
    "filters",
    "list_approval_requests",
    { contract_id: "econ1", status: "registered", service: "network" },
    "Only what fits status, service is shown; leave it out to see all.",
  ],
  [
    "what is deleted",
    "list_contracts",
    { channel_id: "ch1" },
    "Deleted ones are left out; include_deleted=true shows them.",
  ],
] as const)("a list may be empty for %s", ([, name, input, en]) => {
  expect(noteFor(name, input)).toEqual({ en, ja: expect.stringMatching(/。$/) });
});

test("several reasons are told one after the other", () => {
  expect(noteFor("list_approval_requests", { status: "approved" })?.en).toMatch(
    /another\. Only what fits status/,
  );
});

test.for([
  ["list_users", { contract_id: "econ1" }],
  ["list_iam_group_users", { iam_group_id: "g" }],
  ["list_contracts", { channel_id: "ch1", include_deleted: true }],
  ["create_tenant", {}],
] as const)("nothing narrows %s", ([name, input]) => {
  expect(noteFor(name, input)).toBeUndefined();
});
