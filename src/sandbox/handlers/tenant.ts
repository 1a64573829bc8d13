import type { EndpointName } from "../../../tools/index.ts";
import { createTenantInWorkspace } from "../../../tools/tenant/create-tenant-in-workspace.ts";
import { createTenant } from "../../../tools/tenant/create-tenant.ts";
import { deleteTenant } from "../../../tools/tenant/delete-tenant.ts";
import { getTenant } from "../../../tools/tenant/get-tenant.ts";
import { listTenants } from "../../../tools/tenant/list-tenants.ts";
import { updateTenant } from "../../../tools/tenant/update-tenant.ts";
import { addTenant, addWorkspace } from "../birth/place.ts";
import { badRequest, conflict, forbidden } from "../errors.ts";
import { emptyWorkspaceGoesWithItsTenant, tenantNameIn, tenantRegions } from "../guesses.ts";
import type { Tenant } from "../model.ts";
import {
  canEnter,
  isPartner,
  manageContract,
  manageTenant,
  manageWorkspace,
  seeContract,
  seeOpenContract,
} from "../permissions.ts";
import { removeTenant } from "../removal.ts";
import { created, noContent, ok } from "../reply.ts";
import { toTime } from "../time.ts";
import { claimWorkspaceName, tenantOf, tenantsIn, usersWithRole, workspaceOf } from "../world.ts";
import { handle } from "./handler.ts";
import type { Call } from "./handler.ts";
import { refuseFullContract, toMember } from "./workspace.ts";

const list = handle(listTenants, (call, { contract_id }) => {
  const contract = seeOpenContract(call, contract_id);
  const tenants = [...call.world.tenants.values()]
    .filter((tenant) => tenant.contractId === contract.id)
    .filter((tenant) => canEnter(call, workspaceOf(call.world, tenant.workspaceId)));
  return ok({ contract_id: contract.id, tenants: tenants.map(toListItem) });
});

export const tenantHandlers = {
  list_tenants: list,
  find_tenant: list,

  get_tenant: handle(getTenant, (call, { tenant_id }) => ok(toTenant(call, seeTenant(call, tenant_id)))),

  create_tenant: handle(createTenant, (call, input) => {
    if (input.contract_id === undefined && isPartner(call.world, call.caller)) {
      throw badRequest("Parameter : Contract_id is required for partner users.");
    }
    const contract = manageContract(call, input.contract_id);
    const place = { name: input.tenant_name, description: input.description };
    refuseUnknownRegion(input.region);
    claimWorkspaceName(call.world, place.name);
    refuseFullContract(call.world, contract);
    const workspace = addWorkspace(call.world, contract.id, { ...place, madeForTenant: true });
    return created(toCreated(addTenant(call.world, workspace, { ...place, region: input.region })));
  }),

  create_tenant_in_workspace: handle(createTenantInWorkspace, (call, { workspace_id, region }) => {
    const workspace = manageWorkspace(call, workspace_id);
    refuseUnknownRegion(region);
    if (tenantsIn(call.world, workspace.id).some((tenant) => tenant.region === region)) {
      throw conflict(`Workspace ${workspace.id} already has a tenant in ${region}.`);
    }
    const { description } = workspace;
    const tenant = addTenant(call.world, workspace, { name: tenantNameIn(workspace), description, region });
    return created(toCreated(tenant));
  }),

  update_tenant: handle(updateTenant, (call, { tenant_id, description }) => {
    manageTenant(call, tenant_id).description = description;
    return noContent;
  }),

  delete_tenant: handle(deleteTenant, (call, { tenant_id }) => {
    const tenant = manageTenant(call, tenant_id);
    const workspace = workspaceOf(call.world, tenant.workspaceId);
    removeTenant(call.world, tenant);
    if (
      emptyWorkspaceGoesWithItsTenant &&
      workspace.madeForTenant &&
      tenantsIn(call.world, workspace.id).length === 0
    ) {
      call.world.workspaces.delete(workspace.id);
    }
    return noContent;
  }),
} satisfies Partial<Record<EndpointName, unknown>>;

function seeTenant(call: Call, id: string): Tenant {
  const tenant = tenantOf(call.world, id);
  seeContract(call, tenant.contractId);
  if (!canEnter(call, workspaceOf(call.world, tenant.workspaceId))) {
    throw forbidden();
  }
  return tenant;
}

function refuseUnknownRegion(region: string): void {
  if (!tenantRegions.some((known) => known === region)) {
    throw badRequest(`Parameter : Region is invalid. Known are ${tenantRegions.join(", ")}.`);
  }
}

function toCreated(tenant: Tenant): Record<string, unknown> {
  return {
    workspace_id: tenant.workspaceId,
    tenant_id: tenant.id,
    tenant_name: tenant.name,
    description: tenant.description,
    region: tenant.region,
    contract_id: tenant.contractId,
  };
}

function toListItem(tenant: Tenant): Record<string, unknown> {
  return {
    tenant_id: tenant.id,
    tenant_name: tenant.name,
    description: tenant.description,
    region: tenant.region,
    start_time: toTime(tenant.startedAt),
    workspace_id: tenant.workspaceId,
  };
}

function toTenant({ world, endpoints }: Call, tenant: Tenant): Record<string, unknown> {
  const workspace = workspaceOf(world, tenant.workspaceId);
  return {
    ...toListItem(tenant),
    contract_id: tenant.contractId,
    region_api_endpoint: endpoints.sss,
    users: usersWithRole(world, workspace).map((user) => toMember(world, workspace, user)),
    brand_id: "ecl2",
  };
}
