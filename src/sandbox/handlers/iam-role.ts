import { createIamRole } from "../../../tools/iam/create-iam-role.ts";
import { deleteIamRole } from "../../../tools/iam/delete-iam-role.ts";
import { getIamRole } from "../../../tools/iam/get-iam-role.ts";
import { listIamRoles } from "../../../tools/iam/list-iam-roles.ts";
import { updateIamRole } from "../../../tools/iam/update-iam-role.ts";
import type { EndpointName } from "../../../tools/index.ts";
import { addIamRole } from "../birth/iam.ts";
import { conflict } from "../errors.ts";
import type { IamRole } from "../model.ts";
import { manageContract, seeContract, seeOpenContract } from "../permissions.ts";
import { created, noContent, ok } from "../reply.ts";
import { toTime } from "../time.ts";
import { found } from "../world.ts";
import type { World } from "../world.ts";
import { handle } from "./handler.ts";
import type { Call } from "./handler.ts";

export const iamRoleHandlers = {
  list_iam_roles: handle(listIamRoles, (call, { contract_id }) => {
    const contract = seeOpenContract(call, contract_id);
    return ok({ contract_id: contract.id, iam_roles: rolesOf(call.world, contract.id).map(toListItem) });
  }),

  get_iam_role: handle(getIamRole, (call, { iam_role_id }) => {
    const role = iamRoleOf(call.world, iam_role_id);
    seeContract(call, role.contractId);
    return ok({
      ...toListItem(role),
      start_time: toTime(role.startedAt),
      default_role: role.isDefault,
      resources: role.resources,
    });
  }),

  create_iam_role: handle(createIamRole, (call, input) => {
    const contract = manageContract(call, input.contract_id);
    refuseUsedName(call.world, contract.id, input.iam_role_name);
    const role = addIamRole(call.world, contract.id, {
      name: input.iam_role_name,
      description: input.description,
      resources: input.resources.map(toRule),
    });
    return created({ contract_id: contract.id, ...toListItem(role), resources: role.resources });
  }),

  update_iam_role: handle(updateIamRole, (call, { iam_role_id, ...changes }) => {
    const role = changeableRole(call, iam_role_id);
    if (changes.iam_role_name !== undefined && changes.iam_role_name !== role.name) {
      refuseUsedName(call.world, role.contractId, changes.iam_role_name);
      role.name = changes.iam_role_name;
    }
    role.description = changes.description ?? role.description;
    role.resources = changes.resources?.map(toRule) ?? role.resources;
    return noContent;
  }),

  delete_iam_role: handle(deleteIamRole, (call, { iam_role_id }) => {
    const role = changeableRole(call, iam_role_id);
    if ([...call.world.iamGroups.values()].some((group) => group.roleIds.has(role.id))) {
      throw conflict("The IAM role is still assigned to an IAM group.");
    }
    call.world.iamRoles.delete(role.id);
    return noContent;
  }),
} satisfies Partial<Record<EndpointName, unknown>>;

/** An IAM role whose contract the caller may change things in. */
export function manageIamRole(call: Call, id: string): IamRole {
  const role = iamRoleOf(call.world, id);
  manageContract(call, role.contractId);
  return role;
}

function changeableRole(call: Call, id: string): IamRole {
  const role = manageIamRole(call, id);
  if (role.isDefault) {
    throw conflict("The default IAM role cannot be changed.");
  }
  return role;
}

function iamRoleOf(world: World, id: string): IamRole {
  return found("IAM role", id, world.iamRoles.get(id));
}

function rolesOf(world: World, contractId: string): IamRole[] {
  return [...world.iamRoles.values()].filter((role) => role.contractId === contractId);
}

function refuseUsedName(world: World, contractId: string, name: string): void {
  if (rolesOf(world, contractId).some((role) => role.name === name)) {
    throw conflict(`The contract has an IAM role named ${name} already.`);
  }
}

/** A rule without the keys that were sent but left undefined. */
function toRule(rule: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(rule).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

function toListItem(role: IamRole): Record<string, unknown> {
  return { iam_role_name: role.name, iam_role_id: role.id, description: role.description };
}
