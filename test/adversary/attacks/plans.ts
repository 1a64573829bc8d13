import type { User } from "../../../src/sandbox/model.ts";
import type { World } from "../../../src/sandbox/world.ts";
import { typed } from "../../mcp/wire.ts";
import { send } from "../answer.ts";
import type { Arena, Attack } from "../arena.ts";
import type { Doomed } from "../calls.ts";

const leavers = ["hoshino.member", "yamamoto.aoi", "hoshino.reader"];

/** Workflows whose steps are others by the time of the answer, and at last one whose steps are as they were shown. */
export const plans: Attack = {
  name: "plans with other steps",
  run: async (arena) => {
    const users = leavers.map((loginId) => userOf(arena.house.sandbox.world, loginId));
    for (const user of users) await meanwhile(arena, user);
    const [, last] = users;
    return last === undefined ? [] : leave(arena, last);
  },
};

/** Changes the world, and gives the way back; undefined where there is nothing to change. */
type Change = (world: World, user: User) => (() => void) | undefined;

type Changes = readonly (readonly [label: string, change: Change])[];

/** Of the user itself, as every question about it shows. */
const ownChanges: Changes = [
  ["is renamed", (_world, user) => set(user, { loginId: "renamed" })],
  ["gets other mail", (_world, user) => set(user, { mailAddress: "other@example.com" })],
  ["comes to power", (_world, user) => set(user, { superUser: !user.superUser, grants: ["billing"] })],
  ["is deleted", (_world, user) => set(user, { deleted: true })],
  ["comes to own the contract", ({ contracts }, user) => crown(contracts, user)],
];

/** Of what the steps are planned from. */
const planChanges: Changes = [
  ["joins a group", ({ iamGroups }, user) => join(iamGroups, user)],
  ["leaves a group", ({ iamGroups }, user) => part(iamGroups, user)],
  ["is given a role", ({ workspaces }, user) => join(workspaces, user)],
  ["loses a role", ({ workspaces }, user) => part(workspaces, user)],
];

async function meanwhile(arena: Arena, user: User): Promise<void> {
  for (const change of ownChanges) await changeMeanwhile(arena, "delete_user", user, change);
  for (const change of [...ownChanges, ...planChanges]) {
    await changeMeanwhile(arena, "offboard_user", user, change);
  }
}

async function changeMeanwhile(
  { url, house, ask, attempt }: Arena,
  operation: string,
  user: User,
  [label, change]: Changes[number],
): Promise<void> {
  const input = { user_id: user.id };
  for (const text of [user.loginId, "renamed"]) {
    const { state } = await ask({ operation, input });
    const back = change(house.sandbox.world, user);
    if (back === undefined) return;
    const answer = { requestState: state, inputResponses: typed(text) };
    await attempt(`${operation}: ${user.id} ${label}, "${text}" typed`, () =>
      send(url, operation, input, answer),
    );
    back();
  }
}

/** One true consent: exactly what hangs on the user goes, step by step. */
async function leave({ url, house, ask, attempt }: Arena, user: User): Promise<readonly string[]> {
  const { world } = house.sandbox;
  const hanging = (["iamGroups", "workspaces"] as const).flatMap((place) =>
    [...world[place]].filter(([, { userIds }]) => userIds.has(user.id)).map(([id]) => `${place}/${id}`),
  );
  const call = { operation: "offboard_user", input: { user_id: user.id } };
  const { state, name } = await ask(call);
  const [ticket] = await house.gate.list({ states: ["open"], operation: call.operation });
  const steps = (ticket?.steps ?? []) as readonly Doomed[];
  const answer = { requestState: state, inputResponses: typed(name) };
  await attempt("the plan as it was shown", () => send(url, call.operation, call.input, answer), {
    ...call,
    steps,
  });
  await attempt("the plan once more", () => send(url, call.operation, call.input, answer));
  return [...hanging, `users/${user.id}`];
}

function userOf({ users }: World, loginId: string): User {
  const user = [...users.values()].find((one) => one.loginId === loginId);
  if (user === undefined) throw new Error(`there is no ${loginId}`);
  return user;
}

/** A group, or a workspace. */
interface Circle {
  readonly contractId: string;
  readonly userIds: Set<string>;
}

type Circles = ReadonlyMap<string, Circle>;

function join(circles: Circles, { id, contractId }: User): ReturnType<Change> {
  const circle = [...circles.values()].find((one) => one.contractId === contractId && !one.userIds.has(id));
  circle?.userIds.add(id);
  return circle && (() => void circle.userIds.delete(id));
}

/** The way back keeps the order of the others. */
function part(circles: Circles, { id }: User): ReturnType<Change> {
  const circle = [...circles.values()].find(({ userIds }) => userIds.has(id));
  if (circle === undefined) return undefined;
  const before = [...circle.userIds];
  circle.userIds.delete(id);
  return () => {
    circle.userIds.clear();
    for (const one of before) circle.userIds.add(one);
  };
}

function set(user: User, values: Partial<User>): () => void {
  const before = { ...user };
  Object.assign(user, values);
  return () => void Object.assign(user, before);
}

function crown(contracts: World["contracts"], { id, contractId }: User): ReturnType<Change> {
  const contract = contracts.get(contractId);
  if (contract === undefined) return undefined;
  const { ownerId } = contract;
  contract.ownerId = id;
  return () => void (contract.ownerId = ownerId);
}
