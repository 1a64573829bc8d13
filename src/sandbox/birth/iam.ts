import type { IamGroup, IamRole, ResourceRule } from "../model.ts";
import type { World } from "../world.ts";

interface NewIam {
  readonly name: string;
  readonly description?: string | undefined;
  readonly startedAt?: number;
  readonly isDefault?: boolean;
}

/** Adds an IAM role to a contract. */
export function addIamRole(
  world: World,
  contractId: string,
  {
    name,
    description = "",
    startedAt = world.now(),
    isDefault = false,
    resources,
  }: NewIam & {
    readonly resources: readonly ResourceRule[];
  },
): IamRole {
  const role = { id: world.ids.uuid(1), contractId, isDefault, startedAt, name, description, resources };
  world.iamRoles.set(role.id, role);
  return role;
}

/** Adds an empty IAM group to a contract. */
export function addIamGroup(
  world: World,
  contractId: string,
  { name, description = "", startedAt = world.now(), isDefault = false }: NewIam,
): IamGroup {
  const group = {
    id: world.ids.uuid(1),
    contractId,
    isDefault,
    startedAt,
    roleIds: new Set<string>(),
    userIds: new Set<string>(),
    name,
    description,
  };
  world.iamGroups.set(group.id, group);
  return group;
}

/** The IAM group every user of the contract starts in. */
export function defaultGroupOf(world: World, contractId: string): IamGroup | undefined {
  return [...world.iamGroups.values()].find((group) => group.contractId === contractId && group.isDefault);
}
