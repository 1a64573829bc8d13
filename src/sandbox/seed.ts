import type { Contract, User } from "./model.ts";
import { seedApprovals } from "./seed/approvals.ts";
import { seedContractGroups } from "./seed/contract-groups.ts";
import { seedContracts } from "./seed/contracts.ts";
import { seedIam } from "./seed/iam.ts";
import { addPeople, seedPeople } from "./seed/people.ts";
import { seedTenants } from "./seed/tenants.ts";
import { createWorld, userOf, usersOf } from "./world.ts";
import type { World } from "./world.ts";

/** A user whose key pair is known, to begin with. It shows the pair of the moment, also after a reissue. */
export interface Account {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly userId: string;
  readonly contractId: string;
  /** A tenant the user has a role on. */
  readonly tenantId?: string;
}

/** One account for each kind of user. */
export interface Accounts {
  /** Owner of the partner's contract: may do everything. */
  readonly partner: Account;
  /** Owner of an end-user contract. */
  readonly endUser: Account;
  /** Ordinary user of that contract, with every API permission. */
  readonly member: Account;
  /** Not available for the API: gets no token. */
  readonly unavailable: Account;
  /** His IAM role permits reading SSS, and nothing else of it. */
  readonly restricted: Account;
  /** His IAM role permits SSS but not Keystone, so that he cannot get a token. */
  readonly noToken: Account;
}

/** How many users the large world has in its largest contract. */
export const largeContractUsers = 10_000;

/** Makes a world with people in it: a partner, its end users, and another partner it must not see. */
export function seedWorld(
  life: Pick<World, "region" | "now" | "ids" | "transactionMs">,
  size: "small" | "large",
): { readonly world: World; readonly accounts: Accounts } {
  const world = createWorld(life);
  const contracts = seedContracts(world);
  const people = seedPeople(world, contracts);
  seedIam(world, contracts, people);
  const tenants = seedTenants(world, contracts, people);
  seedContractGroups(world, contracts);
  seedApprovals(world, contracts, tenants, people);
  if (size === "large") {
    fill(world, contracts.food);
  }
  return {
    world,
    accounts: {
      partner: toAccount(userOf(world, contracts.partner.ownerId), tenants.partner.id),
      endUser: toAccount(userOf(world, contracts.food.ownerId), tenants.web.id),
      member: toAccount(people.member, tenants.web.id),
      unavailable: toAccount(people.unavailable),
      restricted: toAccount(people.restricted),
      noToken: toAccount(people.noToken),
    },
  };
}

function fill(world: World, contract: Contract): void {
  const missing = largeContractUsers - usersOf(world, contract.id).length;
  const numbers = Array.from({ length: missing }, (_, index) => String(index + 1).padStart(5, "0"));
  addPeople(
    world,
    contract,
    numbers.map((number) => `staff.${number}`),
  );
}

function toAccount(user: User, tenantId?: string): Account {
  return {
    get apiKey() {
      return user.apiKey;
    },
    get apiSecret() {
      return user.apiSecret;
    },
    userId: user.id,
    contractId: user.contractId,
    ...(tenantId !== undefined && { tenantId }),
  };
}
