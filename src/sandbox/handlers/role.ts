import type { EndpointName } from "../../../tools/index.ts";
import { createRole } from "../../../tools/role/create-role.ts";
import { deleteRole } from "../../../tools/role/delete-role.ts";
import { conflict, forbidden, notFound } from "../errors.ts";
import { lostRoleRevokesTokens } from "../guesses.ts";
import type { User, Workspace } from "../model.ts";
import { isPartner, manageTenant, seeUser } from "../permissions.ts";
import { created, noContent } from "../reply.ts";
import { contractOf, hasRole, isOwner, tenantsIn, workspaceOf } from "../world.ts";
import type { World } from "../world.ts";
import { handle } from "./handler.ts";
import type { Call } from "./handler.ts";

export const roleHandlers = {
  create_role: handle(createRole, (call, { user_id, tenant_id }) => {
    const tenant = manageTenant(call, tenant_id);
    giveRole(call, workspaceOf(call.world, tenant.workspaceId), user_id);
    return created({
      user_id,
      region_id: tenant.region,
      region_name: tenant.region,
      tenant_id,
      tenant_name: tenant.name,
      role_name: "_member_",
      workspace_id: tenant.workspaceId,
    });
  }),

  delete_role: handle(deleteRole, (call, { tenant_id, user_id }) => {
    const tenant = manageTenant(call, tenant_id);
    requireWorkspacePermission(call);
    takeRole(call, workspaceOf(call.world, tenant.workspaceId), user_id);
    return noContent;
  }),
} satisfies Partial<Record<EndpointName, unknown>>;

/** Gives a user access to a workspace and its tenants. @throws {@link Refusal} 409 when he has it already */
export function giveRole(call: Call, workspace: Workspace, userId: string): void {
  const user = seeUser(call, userId);
  if (user.contractId !== workspace.contractId && !isPartner(call.world, user)) {
    throw forbidden("The user belongs to another contract.");
  }
  if (hasRole(call.world, user, workspace)) {
    throw conflict("The user has this role already.");
  }
  workspace.userIds.add(user.id);
}

/** Takes it away again. The contract owner always keeps his. @throws {@link Refusal} 404 or 409 */
export function takeRole(call: Call, workspace: Workspace, userId: string): void {
  const user = seeUser(call, userId);
  if (isOwner(user, contractOf(call.world, workspace.contractId))) {
    throw conflict("The contract owner always has a role on every tenant.");
  }
  if (!workspace.userIds.delete(user.id)) {
    throw notFound("Role of user", user.id);
  }
  if (lostRoleRevokesTokens) {
    revokeScopedTokens(call.world, workspace, user);
  }
}

/** A super user needs the permission for tenants; the contract owner and a partner have it. */
function requireWorkspacePermission({ world, caller }: Call): void {
  const trusted = isPartner(world, caller) || isOwner(caller, contractOf(world, caller.contractId));
  if (!trusted && !caller.grants.includes("tenant")) {
    throw forbidden();
  }
}

function revokeScopedTokens(world: World, workspace: Workspace, user: User): void {
  const tenantIds = new Set(tenantsIn(world, workspace.id).map((tenant) => tenant.id));
  for (const token of world.tokens.values()) {
    if (token.userId === user.id && tenantIds.has(token.tenantId ?? "")) {
      world.tokens.delete(token.id);
    }
  }
}
