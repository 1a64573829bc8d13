import { defaultIamName, notificationKinds } from "../guesses.ts";
import type { Channel, Contract } from "../model.ts";
import type { World } from "../world.ts";
import { addIamGroup, addIamRole } from "./iam.ts";
import { switchesOf } from "./switches.ts";
import { addUser } from "./user.ts";
import type { NewUser } from "./user.ts";

interface NewContract {
  readonly id?: string;
  readonly channel: Channel;
  readonly owner: NewUser;
  readonly description?: string | undefined;
  readonly externalReferenceId?: string | undefined;
  readonly loginIntegration?: "icp";
  readonly startedAt?: number;
}

/** Opens a contract with its owner and its default IAM group and role. */
export function addContract(world: World, { channel, owner, ...terms }: NewContract): Contract {
  const id = terms.id ?? world.ids.next("econ");
  const startedAt = terms.startedAt ?? world.now();
  addDefaultIam(world, id, startedAt);
  const user = addUser(world, id, { startedAt, ...owner });
  user.superUser = true;
  user.apiAvailability = true;
  const contract: Contract = {
    id,
    channel,
    startedAt,
    loginIntegration: terms.loginIntegration ?? "",
    notifications: switchesOf(notificationKinds),
    ownerId: user.id,
    status: "enable",
    endedAt: undefined,
    // A blank reference becomes the contract id.
    externalReferenceId: terms.externalReferenceId ?? id,
    description: terms.description ?? "",
    chargeReferenceAvailability: true,
  };
  world.contracts.set(id, contract);
  return contract;
}

function addDefaultIam(world: World, contractId: string, startedAt: number): void {
  const text = { name: defaultIamName, description: "", startedAt, isDefault: true };
  const role = addIamRole(world, contractId, { ...text, resources: [] });
  addIamGroup(world, contractId, text).roleIds.add(role.id);
}
