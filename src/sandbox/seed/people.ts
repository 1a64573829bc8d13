import { addUser } from "../birth/user.ts";
import type { Contract, User } from "../model.ts";
import { usersOf } from "../world.ts";
import type { World } from "../world.ts";
import type { SeededContracts } from "./contracts.ts";

/** The people of the seeded world that something is special about. */
export interface SeededPeople {
  /** Of the partner: sees only the contracts of a contract group. */
  readonly partnerMember: User;
  readonly member: User;
  readonly superUser: User;
  readonly unavailable: User;
  readonly restricted: User;
  readonly noToken: User;
}

const colleagues = {
  partner: ["sato.hana", "suzuki.ren", "takahashi.yui", "tanaka.sota", "watanabe.mei", "ito.riku"],
  food: [
    "yamamoto.aoi",
    "nakamura.haru",
    "kobayashi.rin",
    "kato.minato",
    "yoshida.sora",
    "yamada.taro",
    "sasaki.mio",
  ],
  harbour: [
    "matsumoto.kai",
    "inoue.sakura",
    "kimura.yuto",
    "hayashi.nao",
    "shimizu.akari",
    "mori.itsuki",
    "abe.kanna",
  ],
  portal: ["ikeda.hinata", "hashimoto.jun", "ishikawa.emi", "ogawa.tsubasa"],
} as const;

/** Puts the people into their contracts. */
export function seedPeople(world: World, contracts: SeededContracts): SeededPeople {
  const { partner, food, harbour, portal, foreign } = contracts;
  const people = {
    partnerMember: addPerson(world, partner, "partner.member"),
    member: addPerson(world, food, "hoshino.member"),
    superUser: addPerson(world, food, "hoshino.super"),
    unavailable: addPerson(world, food, "hoshino.portal-only"),
    restricted: addPerson(world, food, "hoshino.reader"),
    noToken: addPerson(world, food, "hoshino.script"),
  };
  addPeople(world, partner, colleagues.partner);
  addPeople(world, food, colleagues.food);
  addPeople(world, harbour, colleagues.harbour);
  addPeople(world, portal, colleagues.portal);
  addPerson(world, foreign, "far.colleague");
  // At home in another region: here his login id and mail address are empty.
  addPerson(world, harbour, "hamburg.office", "de1");
  markKinds(world, contracts, people);
  return people;
}

function markKinds(world: World, { partner, portal }: SeededContracts, people: SeededPeople): void {
  for (const user of [
    people.partnerMember,
    people.member,
    people.superUser,
    people.restricted,
    people.noToken,
  ]) {
    user.apiAvailability = true;
  }
  people.superUser.superUser = true;
  people.superUser.grants = ["user", "tenant", "iam_api"];
  for (const user of usersOf(world, partner.id)) {
    user.autoRoleAssignment = user.id === partner.ownerId;
  }
  for (const user of usersOf(world, portal.id)) {
    // Logins of such contracts are made of the mail address and the user's id.
    user.loginId = `${user.mailAddress}_${user.id}`;
  }
}

/** Adds people to a contract. */
export function addPeople(world: World, contract: Contract, logins: readonly string[]): void {
  for (const login of logins) {
    addPerson(world, contract, login);
  }
}

function addPerson(world: World, contract: Contract, loginId: string, homeRegion?: string): User {
  const person = { loginId, mailAddress: `${loginId}@example.com`, startedAt: contract.startedAt };
  return addUser(world, contract.id, { ...person, ...(homeRegion !== undefined && { homeRegion }) });
}
