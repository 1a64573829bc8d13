import type { EndpointName } from "../../../tools/index.ts";
import { addWorkspaceRole } from "../../../tools/workspace/add-workspace-role.ts";
import { createWorkspace } from "../../../tools/workspace/create-workspace.ts";
import { deleteWorkspaceRole } from "../../../tools/workspace/delete-workspace-role.ts";
import { deleteWorkspace } from "../../../tools/workspace/delete-workspace.ts";
import { getWorkspace } from "../../../tools/workspace/get-workspace.ts";
import { listWorkspaces } from "../../../tools/workspace/list-workspaces.ts";
import { updateWorkspace } from "../../../tools/workspace/update-workspace.ts";
import { addWorkspace } from "../birth/place.ts";
import { conflict, forbidden } from "../errors.ts";
import type { Contract, User, Workspace } from "../model.ts";
import { canEnter, manageContract, manageWorkspace, seeContract, seeOpenContract } from "../permissions.ts";
import { removeWorkspace } from "../removal.ts";
import { created, noContent, ok } from "../reply.ts";
import { toTime } from "../time.ts";
import { claimWorkspaceName, contractOf, isOwner, tenantsIn, usersWithRole, workspaceOf } from "../world.ts";
import type { World } from "../world.ts";
import { handle } from "./handler.ts";
import type { Call } from "./handler.ts";
import { giveRole, takeRole } from "./role.ts";

const mostWorkspacesPerContract = 100;

export const workspaceHandlers = {
  list_workspaces: handle(listWorkspaces, (call, { contract_id }) => {
    const contract = seeOpenContract(call, contract_id);
    const workspaces = workspacesOf(call.world, contract).filter((workspace) => canEnter(call, workspace));
    return ok({ contract_id: contract.id, workspaces: workspaces.map(toListItem) });
  }),

  get_workspace: handle(getWorkspace, (call, { workspace_id }) =>
    ok(toWorkspace(call.world, seeWorkspace(call, workspace_id))),
  ),

  create_workspace: handle(createWorkspace, (call, input) => {
    const contract = manageContract(call, input.contract_id);
    claimWorkspaceName(call.world, input.workspace_name);
    refuseFullContract(call.world, contract);
    const workspace = addWorkspace(call.world, contract.id, {
      name: input.workspace_name,
      description: input.description ?? "",
      madeForTenant: false,
    });
    return created({
      workspace_id: workspace.id,
      workspace_name: workspace.name,
      description: workspace.description,
      contract_id: contract.id,
    });
  }),

  update_workspace: handle(updateWorkspace, (call, { workspace_id, description }) => {
    manageWorkspace(call, workspace_id).description = description;
    return noContent;
  }),

  delete_workspace: handle(deleteWorkspace, (call, { workspace_id }) => {
    removeWorkspace(call.world, manageWorkspace(call, workspace_id));
    return noContent;
  }),

  add_workspace_role: handle(addWorkspaceRole, (call, { workspace_id, user_id }) => {
    const workspace = manageWorkspace(call, workspace_id);
    giveRole(call, workspace, user_id);
    return created({ user_id, workspace_id, workspace_name: workspace.name });
  }),

  delete_workspace_role: handle(deleteWorkspaceRole, (call, { workspace_id, user_id }) => {
    takeRole(call, manageWorkspace(call, workspace_id), user_id);
    return noContent;
  }),
} satisfies Partial<Record<EndpointName, unknown>>;

/** @throws {@link Refusal} 409 when the contract has as many workspaces as it can have */
export function refuseFullContract(world: World, contract: Contract): void {
  if (workspacesOf(world, contract).length >= mostWorkspacesPerContract) {
    throw conflict(`A contract has at most ${mostWorkspacesPerContract} workspaces.`);
  }
}

/** A user with access to a workspace, as it and its tenants list him. */
export function toMember(world: World, workspace: Workspace, user: User): Record<string, unknown> {
  return {
    user_id: user.id,
    contract_id: user.contractId,
    contract_owner: isOwner(user, contractOf(world, workspace.contractId)),
  };
}

function seeWorkspace(call: Call, id: string): Workspace {
  const workspace = workspaceOf(call.world, id);
  seeContract(call, workspace.contractId);
  if (!canEnter(call, workspace)) {
    throw forbidden();
  }
  return workspace;
}

function workspacesOf(world: World, contract: Contract): Workspace[] {
  return [...world.workspaces.values()].filter((workspace) => workspace.contractId === contract.id);
}

function toListItem(workspace: Workspace): Record<string, unknown> {
  return {
    workspace_id: workspace.id,
    workspace_name: workspace.name,
    description: workspace.description,
    start_time: toTime(workspace.startedAt),
  };
}

function toWorkspace(world: World, workspace: Workspace): Record<string, unknown> {
  return {
    contract_id: workspace.contractId,
    ...toListItem(workspace),
    regions: tenantsIn(world, workspace.id).map(({ region, id }) => ({ region_name: region, tenant_id: id })),
    users: usersWithRole(world, workspace).map((user) => toMember(world, workspace, user)),
  };
}
