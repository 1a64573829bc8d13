import type { Operation } from "../../tools/operation.ts";
import { forbidden, notFound } from "./errors.ts";
import { partnerIsSuperUserOfChildren, rootGroupSeesEverything } from "./guesses.ts";
import type { Contract, Tenant, User, Workspace } from "./model.ts";
import { contractOf, hasRole, isOwner, tenantOf, userOf, workspaceOf } from "./world.ts";
import type { World } from "./world.ts";

// Who may do what. `see…` is enough for reading, `manage…` for changing; both throw 404 for what does not
// exist and 403 for what is not the caller's business.

/** Who asks, and in which world. */
export interface Asker {
  readonly world: World;
  readonly caller: User;
}

/** Whether the user belongs to a partner's own contract. */
export function isPartner(world: World, user: User): boolean {
  return contractOf(world, user.contractId).channel.management;
}

/** Whether the user is a super user of his contract; its owner is one in any case. */
export function isSuperUser(world: World, user: User): boolean {
  return user.superUser || isOwner(user, contractOf(world, user.contractId));
}

// The API list keeps these two for partners, while the SDKs let a super user do it in his own contract.
const alsoForSuperUsers: ReadonlySet<string> = new Set(["create_user", "delete_user"]);

/** @throws {@link Refusal} 403 when callers of this kind may not use the operation at all */
export function requireRole({ world, caller }: Asker, operation: Operation): void {
  const partner = isPartner(world, caller);
  const allowed = {
    any: true,
    super_user: partner || isSuperUser(world, caller),
    partner: partner || (alsoForSuperUsers.has(operation.name) && isSuperUser(world, caller)),
  };
  if (!allowed[operation.role]) {
    throw forbidden();
  }
}

/** The contract of that id, or the caller's own, which he can see. */
export function seeContract(asker: Asker, id: string = asker.caller.contractId): Contract {
  const contract = contractOf(asker.world, id);
  if (!canSee(asker, contract)) {
    throw forbidden();
  }
  return contract;
}

/** A contract that is still open. */
export function seeOpenContract(asker: Asker, id?: string): Contract {
  const contract = seeContract(asker, id);
  if (contract.status === "deleted") {
    throw notFound("Contract", contract.id);
  }
  return contract;
}

/** An open contract the caller may change things in: his own as a super user, or one of his end users'. */
export function manageContract(asker: Asker, id?: string): Contract {
  const contract = seeOpenContract(asker, id);
  if (!canManage(asker, contract)) {
    throw forbidden();
  }
  return contract;
}

/** A user whose contract the caller can see. */
export function seeUser(asker: Asker, id: string): User {
  const user = userOf(asker.world, id);
  seeContract(asker, user.contractId);
  return user;
}

/** A user whose contract the caller may change things in. */
export function manageUser(asker: Asker, id: string): User {
  const user = userOf(asker.world, id);
  manageContract(asker, user.contractId);
  return user;
}

/** A tenant whose contract the caller may change things in. */
export function manageTenant(asker: Asker, id: string): Tenant {
  const tenant = tenantOf(asker.world, id);
  manageContract(asker, tenant.contractId);
  return tenant;
}

/** A workspace whose contract the caller may change things in. */
export function manageWorkspace(asker: Asker, id: string): Workspace {
  const workspace = workspaceOf(asker.world, id);
  manageContract(asker, workspace.contractId);
  return workspace;
}

/** Whether the caller has access to a workspace; a partner's user with automatic roles gets his on looking. */
export function canEnter({ world, caller }: Asker, workspace: Workspace): boolean {
  const contract = contractOf(world, workspace.contractId);
  if (
    caller.autoRoleAssignment &&
    isChildOf(world, caller, contract) &&
    canSee({ world, caller }, contract)
  ) {
    workspace.userIds.add(caller.id);
  }
  return hasRole(world, caller, workspace);
}

/** Whether the contract is an end user's of the partner that the user belongs to. */
export function isChildOf(world: World, user: User, contract: Contract): boolean {
  const { channel } = contract;
  return !channel.management && channel.partnerContractId === user.contractId && isPartner(world, user);
}

/** Whether the contract is the caller's own, or an end user's within his reach. */
export function canSee({ world, caller }: Asker, contract: Contract): boolean {
  return (
    contract.id === caller.contractId ||
    (isChildOf(world, caller, contract) && isInReach(world, caller, contract))
  );
}

function canManage({ world, caller }: Asker, contract: Contract): boolean {
  return contract.id === caller.contractId ? isSuperUser(world, caller) : partnerIsSuperUserOfChildren;
}

/** A user reaches the contracts of his contract group and of the groups below it. */
function isInReach(world: World, user: User, contract: Contract): boolean {
  const own = world.contractGroups.get(user.contractGroupId ?? "");
  if (own === undefined || (own.parentId === undefined && rootGroupSeesEverything)) {
    return true;
  }
  const reached = (id: string): boolean =>
    world.contractGroups.get(id)?.contractIds.has(contract.id) === true ||
    [...world.contractGroups.values()].some((group) => group.parentId === id && reached(group.id));
  return reached(own.id);
}
