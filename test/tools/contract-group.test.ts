import { expect, test } from "vitest";
import { createContractGroup } from "../../tools/contract-group/create-contract-group.ts";
import { updateContractGroup } from "../../tools/contract-group/update-contract-group.ts";
import { faultsOf, takes } from "./input.ts";

const parent_contract_group_id = "ecgr00000001";

test.for(["a", "east-japan", "a@b-c.d_e", "a".repeat(255)])("a contract group may be called %s", (name) => {
  expect(takes(createContractGroup, { parent_contract_group_id, contract_group_name: name })).toBe(true);
});

test.for(["", "a".repeat(256), "two words", "東日本"])("a contract group may not be called %j", (name) => {
  expect(takes(createContractGroup, { parent_contract_group_id, contract_group_name: name })).toBe(false);
});

test("an update of a contract group has to change something", () => {
  expect(faultsOf(updateContractGroup, { contract_group_id: parent_contract_group_id })).toEqual([
    "give at least one of contract_group_name, description",
  ]);
});
