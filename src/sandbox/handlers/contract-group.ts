import { assignContractToContractGroup } from "../../../tools/contract-group/assign-contract-to-contract-group.ts";
import { assignUserToContractGroup } from "../../../tools/contract-group/assign-user-to-contract-group.ts";
import { createContractGroup } from "../../../tools/contract-group/create-contract-group.ts";
import { deleteContractGroup } from "../../../tools/contract-group/delete-contract-group.ts";
import { getContractGroup } from "../../../tools/contract-group/get-contract-group.ts";
import { listContractGroups } from "../../../tools/contract-group/list-contract-groups.ts";
import { removeContractFromContractGroup } from "../../../tools/contract-group/remove-contract-from-contract-group.ts";
import { updateContractGroup } from "../../../tools/contract-group/update-contract-group.ts";
import type { EndpointName } from "../../../tools/index.ts";
import { addContractGroup, rootGroupOf } from "../birth/contract-group.ts";
import { conflict, forbidden, notFound } from "../errors.ts";
import {
  contractGroupBranches,
  contractGroupMustBeEmpty,
  toGroupContract,
  toGroupMember,
} from "../guesses.ts";
import type { ContractGroup, User } from "../model.ts";
import { isChildOf, seeContract, seeOpenContract } from "../permissions.ts";
import { created, noContent, ok } from "../reply.ts";
import { toTime } from "../time.ts";
import { contractOf, found, isOwner, userOf, usersOf } from "../world.ts";
import type { World } from "../world.ts";
import { handle } from "./handler.ts";
import type { Call } from "./handler.ts";

export const contractGroupHandlers = {
  list_contract_groups: handle(listContractGroups, (call, { contract_id }) => {
    const contract = seeContract(call, contract_id);
    const root = found("Contract group of", contract.id, rootGroupOf(call.world, contract.id));
    return ok({ contract_id: contract.id, contract_group: toTree(call.world, root) });
  }),

  get_contract_group: handle(getContractGroup, (call, { contract_group_id }) => {
    const group = ownGroup(call, contract_group_id);
    return ok({
      ...toNames(group),
      start_time: toTime(group.startedAt),
      contracts: [...group.contractIds].map(toGroupContract),
      users: usersIn(call.world, group).map((user) => toGroupMember(user.id)),
    });
  }),

  create_contract_group: handle(createContractGroup, (call, input) => {
    const parent = ownGroup(call, input.parent_contract_group_id);
    refuseUsedName(call.world, parent, input.contract_group_name);
    const group = addContractGroup(call.world, parent.contractId, {
      parentId: parent.id,
      name: input.contract_group_name,
      description: input.description ?? "",
    });
    return created({
      contract_id: group.contractId,
      parent_contract_group_id: parent.id,
      ...toNames(group),
    });
  }),

  update_contract_group: handle(updateContractGroup, (call, { contract_group_id, ...changes }) => {
    const group = ownGroup(call, contract_group_id);
    const parent = call.world.contractGroups.get(group.parentId ?? "");
    if (
      parent !== undefined &&
      changes.contract_group_name !== undefined &&
      changes.contract_group_name !== group.name
    ) {
      refuseUsedName(call.world, parent, changes.contract_group_name);
    }
    group.name = changes.contract_group_name ?? group.name;
    group.description = changes.description ?? group.description;
    return noContent;
  }),

  delete_contract_group: handle(deleteContractGroup, (call, { contract_group_id }) => {
    const group = ownGroup(call, contract_group_id);
    if (group.parentId === undefined) {
      throw conflict("The root contract group cannot be deleted.");
    }
    if (contractGroupMustBeEmpty && !isEmpty(call.world, group)) {
      throw conflict("The contract group still holds groups, contracts or users.");
    }
    call.world.contractGroups.delete(group.id);
    return noContent;
  }),

  assign_contract_to_contract_group: handle(assignContractToContractGroup, (call, input) => {
    const group = ownGroup(call, input.contract_group_id);
    const contract = seeOpenContract(call, input.contract_id);
    if (!isChildOf(call.world, call.caller, contract)) {
      throw forbidden("Contract groups hold end-user contracts.");
    }
    if (group.contractIds.has(contract.id)) {
      throw conflict("The contract is in the contract group already.");
    }
    group.contractIds.add(contract.id);
    return noContent;
  }),

  remove_contract_from_contract_group: handle(removeContractFromContractGroup, (call, input) => {
    const group = ownGroup(call, input.contract_group_id);
    if (!group.contractIds.delete(input.contract_id)) {
      throw notFound(`In contract group ${group.id}, contract`, input.contract_id);
    }
    return noContent;
  }),

  assign_user_to_contract_group: handle(assignUserToContractGroup, (call, input) => {
    const group = ownGroup(call, input.contract_group_id);
    const user = userOf(call.world, input.user_id);
    if (user.contractId !== group.contractId) {
      throw forbidden("The user belongs to another contract.");
    }
    if (isOwner(user, contractOf(call.world, user.contractId)) && group.parentId !== undefined) {
      throw conflict("The contract owner stays in the root contract group.");
    }
    user.contractGroupId = group.id;
    return noContent;
  }),
} satisfies Partial<Record<EndpointName, unknown>>;

function ownGroup(call: Call, id: string): ContractGroup {
  const group = found("Contract group", id, call.world.contractGroups.get(id));
  if (group.contractId !== call.caller.contractId) {
    throw forbidden();
  }
  return group;
}

function childrenOf(world: World, group: ContractGroup): ContractGroup[] {
  return [...world.contractGroups.values()].filter((child) => child.parentId === group.id);
}

/** Every user of the partner is in one group: where he was put, or at the root. */
function usersIn(world: World, group: ContractGroup): User[] {
  return usersOf(world, group.contractId).filter(
    (user) => (user.contractGroupId ?? rootGroupOf(world, group.contractId)?.id) === group.id,
  );
}

function isEmpty(world: World, group: ContractGroup): boolean {
  return (
    group.contractIds.size === 0 &&
    childrenOf(world, group).length === 0 &&
    usersIn(world, group).length === 0
  );
}

function refuseUsedName(world: World, parent: ContractGroup, name: string): void {
  if (childrenOf(world, parent).some((sibling) => sibling.name === name)) {
    throw conflict(`There is a contract group named ${name} already.`);
  }
}

function toNames(group: ContractGroup): Record<string, unknown> {
  return {
    contract_group_id: group.id,
    contract_group_name: group.name,
    description: group.description,
  };
}

function toTree(world: World, group: ContractGroup): Record<string, unknown> {
  return {
    ...toNames(group),
    start_time: toTime(group.startedAt),
    [contractGroupBranches]: childrenOf(world, group).map((child) => toTree(world, child)),
  };
}
