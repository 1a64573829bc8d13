import type { Tenant, Workspace } from "../model.ts";
import type { World } from "../world.ts";

interface NewPlace {
  readonly name: string;
  readonly description: string;
  readonly startedAt?: number;
}

/** Adds a workspace; at first only the contract owner has access. */
export function addWorkspace(
  world: World,
  contractId: string,
  place: NewPlace & { readonly madeForTenant: boolean },
): Workspace {
  const workspace = {
    id: world.ids.next("ws"),
    name: place.name,
    description: place.description,
    contractId,
    startedAt: place.startedAt ?? world.now(),
    madeForTenant: place.madeForTenant,
    userIds: new Set<string>(),
  };
  world.workspaces.set(workspace.id, workspace);
  return workspace;
}

/** Adds a tenant to a workspace. */
export function addTenant(
  world: World,
  workspace: Workspace,
  place: NewPlace & { readonly region: string },
): Tenant {
  const tenant = {
    id: world.ids.hex(32),
    name: place.name,
    description: place.description,
    region: place.region,
    contractId: workspace.contractId,
    workspaceId: workspace.id,
    startedAt: place.startedAt ?? world.now(),
  };
  world.tenants.set(tenant.id, tenant);
  return tenant;
}
