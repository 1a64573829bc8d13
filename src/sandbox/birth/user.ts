import { menuNames, notificationKinds } from "../guesses.ts";
import type { User } from "../model.ts";
import type { World } from "../world.ts";
import { defaultGroupOf } from "./iam.ts";
import { switchesOf } from "./switches.ts";

/** What is known of a person before there is a user. */
export interface NewUser {
  readonly loginId: string;
  readonly mailAddress: string;
  readonly password?: string | undefined;
  readonly startedAt?: number;
  readonly homeRegion?: string;
}

/** Puts a user into a contract: not available for the API, and in the default IAM group. */
export function addUser(world: World, contractId: string, person: NewUser): User {
  const user: User = {
    id: world.ids.next("ecid"),
    keystoneId: world.ids.hex(32),
    contractId,
    homeRegion: person.homeRegion ?? world.region,
    startedAt: person.startedAt ?? world.now(),
    menus: switchesOf(menuNames),
    notifications: switchesOf(notificationKinds),
    loginId: person.loginId,
    mailAddress: person.mailAddress,
    password: person.password ?? world.ids.password(),
    apiKey: world.ids.alphanumeric(32),
    apiSecret: world.ids.alphanumeric(16),
    superUser: false,
    grants: [],
    apiAvailability: false,
    autoRoleAssignment: false,
    contractGroupId: undefined,
    deleted: false,
  };
  world.users.set(user.id, user);
  world.usedLoginIds.add(user.loginId);
  defaultGroupOf(world, contractId)?.userIds.add(user.id);
  return user;
}
