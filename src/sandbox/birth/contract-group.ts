import type { ContractGroup } from "../model.ts";
import type { World } from "../world.ts";

interface NewBranch {
  readonly name: string;
  readonly description: string;
  readonly startedAt?: number;
  /** The group above it; the root has none. */
  readonly parentId?: string;
}

/** Adds a contract group to a partner's contract, at the root when it has no parent. */
export function addContractGroup(world: World, contractId: string, place: NewBranch): ContractGroup {
  const group = {
    id: world.ids.next("ecgr"),
    contractId,
    parentId: place.parentId,
    startedAt: place.startedAt ?? world.now(),
    contractIds: new Set<string>(),
    name: place.name,
    description: place.description,
  };
  world.contractGroups.set(group.id, group);
  return group;
}

/** The contract group at the root of a partner's tree. */
export function rootGroupOf(world: World, contractId: string): ContractGroup | undefined {
  return [...world.contractGroups.values()].find(
    (group) => group.contractId === contractId && group.parentId === undefined,
  );
}
