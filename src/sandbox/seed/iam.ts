import { addIamGroup, addIamRole } from "../birth/iam.ts";
import type { Contract, ResourceRule, User } from "../model.ts";
import { userOf } from "../world.ts";
import type { World } from "../world.ts";
import type { SeededContracts } from "./contracts.ts";
import type { SeededPeople } from "./people.ts";

const anywhere = { path: "*", ipAddress: "*" };
const token: ResourceRule = { basePath: "/ecl-keystone", verb: "*", ...anywhere };
const everything: ResourceRule = { basePath: "/ecl-sss", verb: "*", ...anywhere };
const reading: ResourceRule = { basePath: "/ecl-sss", verb: "GET", ...anywhere };

/** Gives the contracts IAM groups and roles beside the default ones. */
export function seedIam(world: World, contracts: SeededContracts, people: SeededPeople): void {
  const { partnerMember, member, superUser } = people;
  const owners = {
    partner: userOf(world, contracts.partner.ownerId),
    food: userOf(world, contracts.food.ownerId),
  };
  addGroup(world, contracts.partner, "operators", [token, everything], [owners.partner, partnerMember]);
  addGroup(world, contracts.food, "operators", [token, everything], [owners.food, member, superUser]);
  addGroup(world, contracts.food, "readers", [token, reading], [people.restricted]);
  addGroup(world, contracts.food, "scripts", [everything], [people.noToken]);
  addGroup(world, contracts.harbour, "readers", [token, reading], []);
}

/** A group and the one role it has; both bear the same name. */
function addGroup(
  world: World,
  contract: Contract,
  name: string,
  resources: readonly ResourceRule[],
  members: readonly User[],
): void {
  const text = { name, description: descriptions[name] ?? "", startedAt: contract.startedAt };
  const role = addIamRole(world, contract.id, { ...text, resources });
  const group = addIamGroup(world, contract.id, text);
  group.roleIds.add(role.id);
  for (const member of members) {
    group.userIds.add(member.id);
  }
}

const descriptions: Readonly<Record<string, string>> = {
  operators: "運用担当 (all of SSS)",
  readers: "参照のみ (read only)",
  scripts: "SSS without tokens: an example of locking oneself out",
};
