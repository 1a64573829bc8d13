import { addTenant, addWorkspace } from "../birth/place.ts";
import type { Contract, Tenant, User } from "../model.ts";
import type { World } from "../world.ts";
import type { SeededContracts } from "./contracts.ts";
import type { SeededPeople } from "./people.ts";

/** The tenants of the seeded world that something hangs on. */
export interface SeededTenants {
  readonly partner: Tenant;
  readonly web: Tenant;
  readonly harbour: Tenant;
}

/** Gives the contracts workspaces with tenants in several regions. */
export function seedTenants(world: World, contracts: SeededContracts, people: SeededPeople): SeededTenants {
  const { partner, food, harbour, portal } = contracts;
  const { member, superUser, restricted } = people;
  const open = (
    contract: Contract,
    name: string,
    description: string,
    regions: Regions,
    users: User[] = [],
  ) => openWorkspace(world, contract, { name, description, regions, users });

  open(food, "hoshino-batch", "夜間バッチ", ["jp1"], [superUser]);
  open(food, "hoshino-dr", "災害対策サイト (disaster recovery)", ["us1"]);
  open(food, "hoshino-test", "", ["jp5"], [member]);
  open(harbour, "minato-edge", "Branch offices in Europe and Asia", ["de1", "sg1"]);
  open(harbour, "minato-backup", "バックアップ", ["jp4"]);
  open(portal, "kita-grid", "スマートメーター収集基盤", ["jp1", "jp2"]);
  return {
    partner: open(partner, "partner-tools", "社内ツール", ["jp1"], [people.partnerMember]),
    web: open(food, "hoshino-web", "通販サイト 本番", ["jp1", "jp2"], [member, superUser, restricted]),
    harbour: open(harbour, "minato-core", "倉庫管理システム", ["jp1"]),
  };
}

type Regions = readonly [string, ...string[]];

/** A workspace with a tenant in each of these regions; gives the first. */
function openWorkspace(
  world: World,
  contract: Contract,
  place: {
    readonly name: string;
    readonly description: string;
    readonly regions: Regions;
    readonly users: User[];
  },
): Tenant {
  const text = { name: place.name, description: place.description, startedAt: contract.startedAt };
  // v1.0 makes a workspace for each tenant: several regions in one are the doing of v2.
  const madeForTenant = place.regions.length === 1;
  const workspace = addWorkspace(world, contract.id, { ...text, madeForTenant });
  for (const user of place.users) {
    workspace.userIds.add(user.id);
  }
  const [first, ...others] = place.regions;
  const tenant = addTenant(world, workspace, { ...text, region: first });
  for (const region of others) {
    addTenant(world, workspace, { ...text, region });
  }
  return tenant;
}
