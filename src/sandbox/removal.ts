import type { Contract, Tenant, User, Workspace } from "./model.ts";
import { revokeTokens, tenantsIn, usersOf, usersWithRole } from "./world.ts";
import type { World } from "./world.ts";

// How things leave the world, with all that hangs on them. Rules are checked before, in the handlers.

/** Takes a tenant away, and the tokens of everyone with a role on it, though their hour has not passed. */
export function removeTenant(world: World, tenant: Tenant): void {
  const workspace = world.workspaces.get(tenant.workspaceId);
  if (workspace !== undefined) {
    revokeTokens(world, usersWithRole(world, workspace));
  }
  world.tenants.delete(tenant.id);
}

/** Takes a workspace away with its tenants, and the tokens of everyone with a role on it. */
export function removeWorkspace(world: World, workspace: Workspace): void {
  revokeTokens(world, usersWithRole(world, workspace));
  for (const tenant of tenantsIn(world, workspace.id)) {
    world.tenants.delete(tenant.id);
  }
  world.workspaces.delete(workspace.id);
}

/** Deletes a user: tokens, roles and groups go; the login id stays taken. */
export function removeUser(world: World, user: User): void {
  user.deleted = true;
  revokeTokens(world, [user]);
  for (const { userIds } of [...world.workspaces.values(), ...world.iamGroups.values()]) {
    userIds.delete(user.id);
  }
}

/** Closes a contract: its workspaces, tenants and users go, its row stays with the status deleted. */
export function closeContract(world: World, contract: Contract): void {
  for (const workspace of world.workspaces.values()) {
    if (workspace.contractId === contract.id) {
      removeWorkspace(world, workspace);
    }
  }
  for (const user of usersOf(world, contract.id)) {
    removeUser(world, user);
  }
  for (const group of world.contractGroups.values()) {
    group.contractIds.delete(contract.id);
  }
  contract.status = "deleted";
  contract.endedAt = world.now();
}
