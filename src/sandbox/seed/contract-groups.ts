import { addContractGroup } from "../birth/contract-group.ts";
import { usersOf } from "../world.ts";
import type { World } from "../world.ts";
import type { SeededContracts } from "./contracts.ts";

/** Gives the partner a tree of contract groups, and puts one of its users into a branch. */
export function seedContractGroups(world: World, contracts: SeededContracts): void {
  const { partner, food, harbour, portal } = contracts;
  const add = (name: string, description: string, parentId?: string) =>
    addContractGroup(world, partner.id, {
      name,
      description,
      startedAt: partner.startedAt,
      ...(parentId !== undefined && { parentId }),
    });

  const root = add("root", "全契約");
  const east = add("east-japan", "東日本営業部", root.id);
  const west = add("west-japan", "西日本営業部", root.id);
  const logistics = add("logistics", "物流", west.id);
  east.contractIds.add(food.id).add(portal.id);
  logistics.contractIds.add(harbour.id);
  for (const user of usersOf(world, partner.id)) {
    user.contractGroupId = user.loginId === "partner.member" ? west.id : root.id;
  }
}
