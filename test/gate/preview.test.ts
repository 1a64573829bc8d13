import { expect, test } from "vitest";
import type { Actor } from "../../src/gate/actor.ts";
import { operationNamed } from "../../tools/index.ts";
import { type TestHouse, openTestHouse } from "../house.ts";
import { samples, thingsOf } from "../samples.ts";
import { speakTo } from "../sandbox/sss.ts";

const actor: Actor = { principal: "local:test", face: "terminal", asking: "terminal" };

async function questionOf(house: TestHouse, name: string, input: Record<string, unknown>): Promise<string> {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(name);
  const asked = await house.gate.ask({ operation, input, actor });
  if (asked.kind !== "asking") throw new Error(`${asked.kind}: ${JSON.stringify(asked)}`);
  return asked.ticket.question.message;
}

test("deleting a user shows its user type, the super users, its tenants, groups and approval requests", async () => {
  const house = await openTestHouse();
  const things = await thingsOf(speakTo(house.sandbox));
  const message = await questionOf(house, "delete_user", samples.delete_user.input(things));
  expect(message).toContain("Depends on it (get_user_type)");
  expect(message).toContain("Depends on it (list_user_types)");
  expect(message).toContain("Depends on it (list_tenants)");
  expect(message).toMatch(/list_iam_groups\):\n {2}iam_groups: [1-9]/);
  expect(message).toContain("Depends on it (list_approval_requests)");
});

test("deleting a contract shows its users, tenants and this month's bill", async () => {
  const house = await openTestHouse();
  const things = await thingsOf(speakTo(house.sandbox));
  const message = await questionOf(house, "delete_contract", samples.delete_contract.input(things));
  expect(message).toMatch(/list_users\):\n {2}contract_id: .*\n {2}users: [1-9]/);
  expect(message).toContain("Depends on it (get_billing_info)");
});

test("only the groups that a role is attached to are shown", async () => {
  const house = await openTestHouse({ account: "endUser" });
  const things = await thingsOf(speakTo(house.sandbox));
  const message = await questionOf(house, "update_iam_role", samples.update_iam_role.input(things));
  expect(message).toMatch(/list_iam_groups\):\n {2}iam_groups: 1 \(/);
});

test("what the account may not read is said, and nobody is kept from asking", async () => {
  const house = await openTestHouse();
  const things = await thingsOf(speakTo(house.sandbox));
  house.sandbox.faults.add({ path: "/approval-requests", kind: "status", status: 403 });
  const message = await questionOf(house, "delete_user", samples.delete_user.input(things));
  expect(message).toContain("could_not_be_read: forbidden");
});

test("deleting a contract group shows the groups below it, its contracts and its users", async () => {
  const house = await openTestHouse();
  const { contractGroups } = house.sandbox.world;
  const child = [...contractGroups.values()].find(({ parentId }) => parentId !== undefined);
  const message = await questionOf(house, "delete_contract_group", { contract_group_id: child?.parentId });
  expect(message).toMatch(/list_contract_groups\):\n[^]*children: [1-9]/);
  expect(message).toContain(String(child?.id));
  expect(message).toMatch(/users: [1-9]/);
});
