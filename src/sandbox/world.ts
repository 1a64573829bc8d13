import { conflict, notFound, Refusal } from "./errors.ts";
import type { Ids } from "./ids.ts";
import type {
  ApprovalRequest,
  Channel,
  Contract,
  ContractGroup,
  IamGroup,
  IamRole,
  Tenant,
  Token,
  Transaction,
  User,
  Workspace,
} from "./model.ts";

/** Everything the sandbox remembers, and the clock and ids it lives by. */
export interface World {
  readonly region: string;
  readonly now: () => number;
  readonly ids: Ids;
  /** How long an asynchronous call runs. */
  readonly transactionMs: number;
  readonly channels: Channel[];
  readonly contracts: Map<string, Contract>;
  readonly users: Map<string, User>;
  readonly workspaces: Map<string, Workspace>;
  readonly tenants: Map<string, Tenant>;
  readonly iamGroups: Map<string, IamGroup>;
  readonly iamRoles: Map<string, IamRole>;
  readonly contractGroups: Map<string, ContractGroup>;
  readonly approvals: Map<string, ApprovalRequest>;
  readonly transactions: Map<string, Transaction>;
  readonly tokens: Map<string, Token>;
  /** Login ids ever used: one is never free again, not even after its user is deleted. */
  readonly usedLoginIds: Set<string>;
}

/** Creates a world with nothing in it. */
export function createWorld(life: Pick<World, "region" | "now" | "ids" | "transactionMs">): World {
  return {
    ...life,
    channels: [],
    contracts: new Map(),
    users: new Map(),
    workspaces: new Map(),
    tenants: new Map(),
    iamGroups: new Map(),
    iamRoles: new Map(),
    contractGroups: new Map(),
    approvals: new Map(),
    transactions: new Map(),
    tokens: new Map(),
    usedLoginIds: new Set(),
  };
}

/** The live user of that id. @throws {@link Refusal} 404 */
export function userOf(world: World, id: string): User {
  const user = world.users.get(id);
  if (user === undefined || user.deleted) {
    throw notFound("User", id);
  }
  return user;
}

/** The contract of that id, deleted or not. @throws {@link Refusal} 404 */
export function contractOf(world: World, id: string): Contract {
  return found("Contract", id, world.contracts.get(id));
}

/** The tenant of that id. @throws {@link Refusal} 404 */
export function tenantOf(world: World, id: string): Tenant {
  return found("Tenant", id, world.tenants.get(id));
}

/** The workspace of that id. @throws {@link Refusal} 404 */
export function workspaceOf(world: World, id: string): Workspace {
  return found("Workspace", id, world.workspaces.get(id));
}

/** What a look-up gave, or the refusal that it gave nothing. @throws {@link Refusal} 404 */
export function found<Thing>(what: string, id: string, thing: Thing | undefined): Thing {
  if (thing === undefined) {
    throw notFound(what, id);
  }
  return thing;
}

/** The live users of a contract, oldest first. */
export function usersOf(world: World, contractId: string): User[] {
  return [...world.users.values()].filter((user) => !user.deleted && user.contractId === contractId);
}

/** The tenants of a workspace. */
export function tenantsIn(world: World, workspaceId: string): Tenant[] {
  return [...world.tenants.values()].filter((tenant) => tenant.workspaceId === workspaceId);
}

/** Whether the user owns the contract. */
export function isOwner(user: User, contract: Contract): boolean {
  return contract.ownerId === user.id;
}

/** The users with a role on a workspace and so on its tenants; the contract owner always has one. */
export function usersWithRole(world: World, workspace: Workspace): User[] {
  const { ownerId } = contractOf(world, workspace.contractId);
  return [...new Set([ownerId, ...workspace.userIds])].map((id) => userOf(world, id));
}

/** Whether the user has a role on the workspace. */
export function hasRole(world: World, user: User, workspace: Workspace): boolean {
  return workspace.userIds.has(user.id) || contractOf(world, workspace.contractId).ownerId === user.id;
}

/** Ends every token of these users, whatever it was scoped to. */
export function revokeTokens(world: World, users: readonly User[]): void {
  const ids = new Set(users.map((user) => user.id));
  for (const token of world.tokens.values()) {
    if (ids.has(token.userId)) {
      world.tokens.delete(token.id);
    }
  }
}

/** Takes a login id out of circulation for good. @throws {@link Refusal} 409 when it ever was in use */
export function claimLoginId(world: World, loginId: string): void {
  if (world.usedLoginIds.has(loginId)) {
    throw new Refusal(409, "Designated login conflicts existing user");
  }
  world.usedLoginIds.add(loginId);
}

/** @throws {@link Refusal} 409 when a tenant or workspace anywhere has this name */
export function claimWorkspaceName(world: World, name: string): void {
  const things = [...world.workspaces.values(), ...world.tenants.values()];
  if (things.some((thing) => thing.name === name)) {
    throw conflict(`The name ${name} is already used.`);
  }
}
