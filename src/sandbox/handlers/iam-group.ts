import { assignIamRoleToGroup } from "../../../tools/iam/assign-iam-role-to-group.ts";
import { assignUserToIamGroup } from "../../../tools/iam/assign-user-to-iam-group.ts";
import { createIamGroup } from "../../../tools/iam/create-iam-group.ts";
import { deleteIamGroup } from "../../../tools/iam/delete-iam-group.ts";
import { listIamGroupUsers } from "../../../tools/iam/list-iam-group-users.ts";
import { listIamGroups } from "../../../tools/iam/list-iam-groups.ts";
import { removeIamRoleFromGroup } from "../../../tools/iam/remove-iam-role-from-group.ts";
import { removeUserFromIamGroup } from "../../../tools/iam/remove-user-from-iam-group.ts";
import { updateIamGroup } from "../../../tools/iam/update-iam-group.ts";
import type { EndpointName } from "../../../tools/index.ts";
import { addIamGroup } from "../birth/iam.ts";
import { conflict, forbidden, notFound } from "../errors.ts";
import { toGroupMember, toIamGroupRow } from "../guesses.ts";
import type { IamGroup, IamRole } from "../model.ts";
import { manageContract, seeContract, seeOpenContract } from "../permissions.ts";
import { created, noContent, ok } from "../reply.ts";
import { toTime } from "../time.ts";
import { contractOf, found, isOwner, userOf } from "../world.ts";
import type { World } from "../world.ts";
import { handle } from "./handler.ts";
import type { Call } from "./handler.ts";
import { manageIamRole } from "./iam-role.ts";

export const iamGroupHandlers = {
  list_iam_groups: handle(listIamGroups, (call, { contract_id }) => {
    const contract = seeOpenContract(call, contract_id);
    const groups = [...call.world.iamGroups.values()].filter((group) => group.contractId === contract.id);
    return ok({
      contract_id: contract.id,
      iam_groups: groups.map((group) => toIamGroupRow(group, rolesOf(call.world, group))),
    });
  }),

  list_iam_group_users: handle(listIamGroupUsers, (call, { iam_group_id }) => {
    const group = iamGroupOf(call.world, iam_group_id);
    seeContract(call, group.contractId);
    return ok({
      iam_group_name: group.name,
      iam_group_id: group.id,
      description: group.description,
      start_time: toTime(group.startedAt),
      default_group: group.isDefault,
      users: [...group.userIds].map(toGroupMember),
    });
  }),

  create_iam_group: handle(createIamGroup, (call, input) => {
    const contract = manageContract(call, input.contract_id);
    const group = addIamGroup(call.world, contract.id, {
      name: input.iam_group_name,
      description: input.description,
    });
    return created({
      contract_id: contract.id,
      iam_group_id: group.id,
      iam_group_name: group.name,
      description: group.description,
    });
  }),

  update_iam_group: handle(updateIamGroup, (call, { iam_group_id, ...changes }) => {
    const group = manageIamGroup(call, iam_group_id);
    group.name = changes.iam_group_name ?? group.name;
    group.description = changes.description ?? group.description;
    return noContent;
  }),

  delete_iam_group: handle(deleteIamGroup, (call, { iam_group_id }) => {
    const group = manageIamGroup(call, iam_group_id);
    if (group.isDefault) {
      throw conflict("The default IAM group cannot be deleted.");
    }
    call.world.iamGroups.delete(group.id);
    return noContent;
  }),

  assign_iam_role_to_group: handle(assignIamRoleToGroup, (call, { iam_group_id, iam_role_id }) => {
    const { group, role } = changeable(call, iam_group_id, iam_role_id);
    if (group.roleIds.has(role.id)) {
      throw conflict("The IAM group has this IAM role already.");
    }
    group.roleIds.add(role.id);
    return created({
      iam_group_id: group.id,
      iam_group_name: group.name,
      iam_role_id: role.id,
      iam_role_name: role.name,
    });
  }),

  remove_iam_role_from_group: handle(removeIamRoleFromGroup, (call, { iam_group_id, iam_role_id }) => {
    const { group, role } = changeable(call, iam_group_id, iam_role_id);
    if (!group.roleIds.delete(role.id)) {
      throw notFound(`Assignment to IAM group ${group.id} of IAM role`, role.id);
    }
    return noContent;
  }),

  assign_user_to_iam_group: handle(assignUserToIamGroup, (call, { iam_group_id, user_id }) => {
    const group = manageIamGroup(call, iam_group_id);
    const user = userOf(call.world, user_id);
    if (user.contractId !== group.contractId) {
      throw forbidden("The user belongs to another contract.");
    }
    if (!user.apiAvailability && !group.isDefault) {
      throw forbidden("A user who is not available for the API stays in the default IAM group.");
    }
    group.userIds.add(user.id);
    return created({
      iam_group_id: group.id,
      iam_group_name: group.name,
      user_id: user.id,
      api_availability: user.apiAvailability,
    });
  }),

  remove_user_from_iam_group: handle(removeUserFromIamGroup, (call, { iam_group_id, user_id }) => {
    const group = manageIamGroup(call, iam_group_id);
    const user = userOf(call.world, user_id);
    if (group.isDefault && isOwner(user, contractOf(call.world, group.contractId))) {
      throw conflict("The contract owner cannot leave the default IAM group.");
    }
    if (!group.userIds.delete(user.id)) {
      throw notFound(`Assignment to IAM group ${group.id} of user`, user.id);
    }
    return noContent;
  }),
} satisfies Partial<Record<EndpointName, unknown>>;

function iamGroupOf(world: World, id: string): IamGroup {
  return found("IAM group", id, world.iamGroups.get(id));
}

function manageIamGroup(call: Call, id: string): IamGroup {
  const group = iamGroupOf(call.world, id);
  manageContract(call, group.contractId);
  return group;
}

/** A group whose roles may be changed, and a role that may be given and taken: neither is a default. */
function changeable(call: Call, groupId: string, roleId: string): { group: IamGroup; role: IamRole } {
  const group = manageIamGroup(call, groupId);
  const role = manageIamRole(call, roleId);
  if (group.contractId !== role.contractId) {
    throw forbidden("The IAM role belongs to another contract.");
  }
  if (group.isDefault) {
    throw conflict("The roles of the default IAM group cannot be changed.");
  }
  if (role.isDefault) {
    throw conflict("The default IAM role belongs to the default IAM group only.");
  }
  return { group, role };
}

function rolesOf(world: World, group: IamGroup): IamRole[] {
  return [...group.roleIds].flatMap((id) => world.iamRoles.get(id) ?? []);
}
