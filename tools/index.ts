import { type Endpoint, type Operation, isEndpoint } from "./operation.ts";
import { getApprovalRequest } from "./approval/get-approval-request.ts";
import { listApprovalRequests } from "./approval/list-approval-requests.ts";
import { updateApprovalRequest } from "./approval/update-approval-request.ts";
import { getBillingInfo } from "./billing/get-billing-info.ts";
import { getMonthlyBillingOfEachContract } from "./billing/get-monthly-billing-of-each-contract.ts";
import { listChannels } from "./channel/list-channels.ts";
import { accessReport } from "./contract/access-report.ts";
import { assignContractToContractGroup } from "./contract-group/assign-contract-to-contract-group.ts";
import { assignUserToContractGroup } from "./contract-group/assign-user-to-contract-group.ts";
import { createContractGroup } from "./contract-group/create-contract-group.ts";
import { deleteContractGroup } from "./contract-group/delete-contract-group.ts";
import { getContractGroup } from "./contract-group/get-contract-group.ts";
import { listContractGroups } from "./contract-group/list-contract-groups.ts";
import { removeContractFromContractGroup } from "./contract-group/remove-contract-from-contract-group.ts";
import { updateContractGroup } from "./contract-group/update-contract-group.ts";
import { createContract } from "./contract/create-contract.ts";
import { deleteContract } from "./contract/delete-contract.ts";
import { getContract } from "./contract/get-contract.ts";
import { listContracts } from "./contract/list-contracts.ts";
import { searchContracts } from "./contract/search-contracts.ts";
import { updateContractOwner } from "./contract/update-contract-owner.ts";
import { updateContract } from "./contract/update-contract.ts";
import { assignIamRoleToGroup } from "./iam/assign-iam-role-to-group.ts";
import { assignUserToIamGroup } from "./iam/assign-user-to-iam-group.ts";
import { createIamGroup } from "./iam/create-iam-group.ts";
import { createIamRole } from "./iam/create-iam-role.ts";
import { deleteIamGroup } from "./iam/delete-iam-group.ts";
import { deleteIamRole } from "./iam/delete-iam-role.ts";
import { getIamRole } from "./iam/get-iam-role.ts";
import { listIamGroupUsers } from "./iam/list-iam-group-users.ts";
import { listIamGroups } from "./iam/list-iam-groups.ts";
import { listIamRoles } from "./iam/list-iam-roles.ts";
import { removeIamRoleFromGroup } from "./iam/remove-iam-role-from-group.ts";
import { removeUserFromIamGroup } from "./iam/remove-user-from-iam-group.ts";
import { updateIamGroup } from "./iam/update-iam-group.ts";
import { updateIamRole } from "./iam/update-iam-role.ts";
import { listAvailableMenus } from "./menu/list-available-menus.ts";
import { updateAvailableMenus } from "./menu/update-available-menus.ts";
import { listContractNotifications } from "./notification/list-contract-notifications.ts";
import { listUserNotifications } from "./notification/list-user-notifications.ts";
import { updateContractNotifications } from "./notification/update-contract-notifications.ts";
import { updateUserNotifications } from "./notification/update-user-notifications.ts";
import { createRole } from "./role/create-role.ts";
import { deleteRole } from "./role/delete-role.ts";
import { createTenantInWorkspace } from "./tenant/create-tenant-in-workspace.ts";
import { createTenant } from "./tenant/create-tenant.ts";
import { deleteTenant } from "./tenant/delete-tenant.ts";
import { findTenant } from "./tenant/find-tenant.ts";
import { getTenant } from "./tenant/get-tenant.ts";
import { listTenants } from "./tenant/list-tenants.ts";
import { updateTenant } from "./tenant/update-tenant.ts";
import { getTransaction } from "./transaction/get-transaction.ts";
import { getUserType } from "./user-type/get-user-type.ts";
import { listUserTypes } from "./user-type/list-user-types.ts";
import { updateUserType } from "./user-type/update-user-type.ts";
import { createUser } from "./user/create-user.ts";
import { deleteUser } from "./user/delete-user.ts";
import { findUser } from "./user/find-user.ts";
import { getUser } from "./user/get-user.ts";
import { listUsers } from "./user/list-users.ts";
import { updateApiKey } from "./user/update-api-key.ts";
import { offboardUser } from "./user/offboard-user.ts";
import { updateAutoRoleAssignment } from "./user/update-auto-role-assignment.ts";
import { updateUser } from "./user/update-user.ts";
import { addWorkspaceRole } from "./workspace/add-workspace-role.ts";
import { createWorkspace } from "./workspace/create-workspace.ts";
import { deleteWorkspaceRole } from "./workspace/delete-workspace-role.ts";
import { deleteWorkspace } from "./workspace/delete-workspace.ts";
import { getWorkspace } from "./workspace/get-workspace.ts";
import { listWorkspaces } from "./workspace/list-workspaces.ts";
import { updateWorkspace } from "./workspace/update-workspace.ts";

const operations = [
  listUsers,
  findUser,
  getUser,
  createUser,
  updateUser,
  deleteUser,
  updateApiKey,
  updateAutoRoleAssignment,
  offboardUser,

  listTenants,
  findTenant,
  getTenant,
  createTenant,
  createTenantInWorkspace,
  updateTenant,
  deleteTenant,

  createRole,
  deleteRole,

  listContracts,
  searchContracts,
  getContract,
  createContract,
  updateContract,
  updateContractOwner,
  deleteContract,
  accessReport,

  listChannels,

  listIamGroups,
  listIamGroupUsers,
  createIamGroup,
  updateIamGroup,
  deleteIamGroup,
  assignIamRoleToGroup,
  removeIamRoleFromGroup,
  assignUserToIamGroup,
  removeUserFromIamGroup,
  listIamRoles,
  getIamRole,
  createIamRole,
  updateIamRole,
  deleteIamRole,

  listApprovalRequests,
  getApprovalRequest,
  updateApprovalRequest,

  getTransaction,

  listContractGroups,
  getContractGroup,
  createContractGroup,
  updateContractGroup,
  deleteContractGroup,
  assignContractToContractGroup,
  removeContractFromContractGroup,
  assignUserToContractGroup,

  listUserTypes,
  getUserType,
  updateUserType,

  listAvailableMenus,
  updateAvailableMenus,

  listUserNotifications,
  updateUserNotifications,
  listContractNotifications,
  updateContractNotifications,

  getBillingInfo,
  getMonthlyBillingOfEachContract,

  listWorkspaces,
  getWorkspace,
  createWorkspace,
  updateWorkspace,
  deleteWorkspace,
  addWorkspaceRole,
  deleteWorkspaceRole,
] as const;

type Listed = (typeof operations)[number];

/** The names of all operations. */
export type OperationName = Listed["name"];

/** The names of those that are one call of SSS. */
export type EndpointName = Extract<Listed, Endpoint>["name"];

/** Everything that can be asked for, grouped by resource, in the order people are shown it. */
export const catalog: readonly (Operation & { readonly name: OperationName })[] = operations;

/** Every call of SSS. */
export const endpoints: readonly (Endpoint & { readonly name: EndpointName })[] =
  operations.filter(isNamedEndpoint);

function isNamedEndpoint(operation: Listed): operation is Extract<Listed, Endpoint> {
  return isEndpoint(operation);
}

/** The operation of that name, or undefined. */
export function operationNamed(name: string): (Operation & { readonly name: OperationName }) | undefined {
  return byName.get(name);
}

/** The call of SSS of that name, or undefined. */
export function endpointNamed(name: string): (Endpoint & { readonly name: EndpointName }) | undefined {
  return endpointsByName.get(name);
}

const byName: ReadonlyMap<string, (typeof catalog)[number]> = new Map(
  catalog.map((operation) => [operation.name, operation]),
);

const endpointsByName: ReadonlyMap<string, (typeof endpoints)[number]> = new Map(
  endpoints.map((endpoint) => [endpoint.name, endpoint]),
);
