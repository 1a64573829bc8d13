import { expect, test } from "vitest";
import type { Actor } from "../../../src/gate/actor.ts";
import type { Request } from "../../../src/gate/request.ts";
import { type Choices, createChoices } from "../../../src/slack/forms/choices.ts";
import { lookups } from "../../../tools/lookup.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { speakTo } from "../../sandbox/sss.ts";
import { type Things, thingsOf } from "../../samples.ts";

const hanako: Actor = { principal: "slack:T1/U1", face: "slack", asking: "slack" };
const taro: Actor = { ...hanako, principal: "slack:T1/U2" };

test.for<[keyof typeof lookups, (things: Things) => unknown]>([
  ["user", ({ member }) => member.id],
  ["tenant", ({ web }) => web.id],
  ["workspace", ({ web }) => web.workspaceId],
  ["contract", ({ food }) => food.id],
  ["channel", ({ food }) => food.channel.id],
  ["iamGroup", ({ group }) => group],
  ["iamRole", ({ freeRole }) => freeRole],
  ["contractGroup", ({ emptyBranch }) => emptyBranch],
  ["request", ({ request }) => request],
])("a %s is offered by its name, with its id", async ([thing, idOf]) => {
  const { choices, things } = await open();
  const given = { contract_id: things.food.id, status: "approved" };
  const offered = await choices.choices(lookups[thing], "", given, hanako);
  const id = String(idOf(things));
  const [choice] = offered.filter(({ value }) => value === id);

  expect(choice?.label).toMatch(/^\S.* \(\S+\)$/);
  expect(choice?.label).toContain(`(${id})`);
});

test("what is typed is looked for in names and ids, whatever its width and case", async () => {
  const { search, things } = await open();
  const { loginId, id } = things.member;
  const member = { label: `${loginId} (${id})`, value: id };

  expect(await search(loginId.slice(1, 6).toUpperCase())).toContainEqual(member);
  expect(await search(` ${toWide(loginId)} `)).toEqual([member]);
  expect(await search(id.slice(-4))).toContainEqual(member);
  expect(await search("nobody-is-called-so")).toEqual([]);
});

test("an id that is typed in full comes first, and once", async () => {
  const { search, things } = await open();
  const { id } = [...things.users].at(-1) ?? things.member;
  const offered = await search(id);

  expect(offered[0]).toMatchObject({ value: id, label: expect.stringMatching(/ \(/) });
  expect(offered.filter(({ value }) => value === id)).toHaveLength(1);
});

test("what could be an id can be taken as it was typed, after all that is known", async () => {
  const { choices, search, things } = await open();
  const inFood = { contract_id: things.food.id };

  expect(await search("ｅｃｉｄ999")).toEqual([{ label: "ecid999", value: "ecid999" }]);
  expect(await search("econ999")).toEqual([]);
  expect(
    (await choices.choices(lookups.tenant, "hoshino", inFood, hanako)).map(({ value }) => value),
  ).toEqual([...things.tenants.map(({ id }) => id), "hoshino"]);
});

test("without a contract in the form, or with half of one, it is one's own", async () => {
  const { choices, things } = await open();
  const offered = (given: Record<string, unknown>) =>
    choices.choices(lookups.user, things.self.loginId, given, hanako);

  expect(await offered({})).toMatchObject([{ value: things.self.id }]);
  expect(await offered({ contract_id: "eco" })).toMatchObject([{ value: things.self.id }]);
  expect(await offered({ contract_id: things.food.id })).toEqual([]);
});

test("the channel in the form narrows the contracts", async () => {
  const { choices, things } = await open();
  const offered = await choices.choices(lookups.contract, "", { channel_id: things.food.channel.id }, hanako);
  const all = await choices.choices(lookups.contract, "", {}, hanako);

  expect(offered.map(({ value }) => value)).toContain(things.food.id);
  expect(offered.length).toBeLessThan(all.length);
});

test("of very many a hundred are offered, each within what Slack takes", async () => {
  const { search } = await open({ size: "large" });
  const offered = await search("staff");

  expect(offered).toHaveLength(100);
  expect(offered.every(({ label, value }) => label.length <= 75 && value.length <= 75)).toBe(true);
});

test("of a long name the end goes, never the id", async () => {
  const long = { user_id: "ecid1", login_id: `${"long.".repeat(30)}<!here>\u202E` };
  const choices = createChoices({
    gate: answering({ users: [long, { user_id: "e".repeat(76) }, "odd"] }),
    now: () => 0,
  });
  const offered = await choices.choices(lookups.user, "", {}, hanako);

  expect(offered).toEqual([{ label: expect.stringMatching(/^(long\.)+.*… \(ecid1\)$/), value: "ecid1" }]);
  expect(offered[0]?.label).toHaveLength(75);
});

test("a list is asked for once while people type, and anew after half a minute", async () => {
  let now = 0;
  const { search, asked } = await open({ now: () => now });
  await Promise.all([search("a"), search("ab")]);
  now = 29_999;
  await search("abc");
  expect(asked("/users")).toBe(1);
  now = 30_000;
  await search("abcd");
  expect(asked("/users")).toBe(2);
});

test("nobody is shown what was read for another", async () => {
  const { choices, asked } = await open();
  await choices.choices(lookups.user, "", {}, hanako);
  await choices.choices(lookups.user, "", {}, taro);

  expect(asked("/users")).toBe(2);
});

test("the answers to fifty questions are kept, the newest", async () => {
  const questions: string[] = [];
  const choices = createChoices({ gate: answering({ users: [] }, questions), now: () => 0 });
  const ask = (number: number) => choices.choices(lookups.user, "", { contract_id: `econ${number}` }, hanako);
  for (let number = 1; number <= 51; number += 1) await ask(number);
  await ask(51);
  expect(questions).toHaveLength(51);
  await ask(1);
  expect(questions).toHaveLength(52);
});

test("when the list cannot be had, what was typed is offered, and the next letter asks anew", async () => {
  const { search, house, things } = await open();
  house.sandbox.faults.add({ kind: "iam-denial", path: "/users", times: 1 });

  expect(await search("ecid1")).toEqual([{ label: "ecid1", value: "ecid1" }]);
  expect(await search(things.member.loginId)).toMatchObject([{ value: things.member.id }]);
});

test("when the list takes too long, what was typed is offered", async () => {
  const { house, things } = await open();
  house.sandbox.faults.add({ kind: "latency", ms: 500, path: "/users" });
  const choices = createChoices({ gate: house.gate, now: Date.now, patienceMs: 1 });

  expect(await choices.choices(lookups.user, things.member.id, {}, hanako)).toEqual([
    { label: things.member.id, value: things.member.id },
  ]);
});

test("a read that the policy keeps from Slack offers nothing", async () => {
  const { search, asked, things } = await open({ environment: { SSS_OPS_DENY: "list_users" } });

  expect(await search(things.member.loginId)).toEqual([]);
  expect(asked("/users")).toBe(0);
});

interface Scene {
  readonly house: TestHouse;
  readonly choices: Choices;
  readonly things: Things & { readonly users: readonly Named[]; readonly tenants: readonly Named[] };
  /** Offers users of the contract of the things. */
  readonly search: (typed: string) => ReturnType<Choices["choices"]>;
  /** How often upstream was asked for it. */
  readonly asked: (path: string) => number;
}

interface Named {
  readonly id: string;
}

async function open({
  size = "small",
  now = Date.now,
  environment = {},
}: {
  size?: "small" | "large";
  now?: () => number;
  environment?: Record<string, string>;
} = {}): Promise<Scene> {
  const house = await openTestHouse({ sandbox: { size }, environment });
  const found = await thingsOf(speakTo(house.sandbox));
  const { users, tenants } = house.sandbox.world;
  const inFood = <Thing extends { readonly contractId: string }>(all: ReadonlyMap<string, Thing>) =>
    [...all.values()].filter(({ contractId }) => contractId === found.food.id);
  const choices = createChoices({ gate: house.gate, now, patienceMs: 15_000 });
  const things = { ...found, users: inFood(users), tenants: inFood(tenants) };
  return {
    house,
    choices,
    things,
    search: (typed) => choices.choices(lookups.user, typed, { contract_id: found.food.id }, hanako),
    asked: (path) => house.sandbox.calls.filter((call) => call.path.includes(path)).length,
  };
}

/** A gate that gives one answer to every read. */
function answering(answer: Record<string, unknown>, questions: string[] = []) {
  return {
    ask: async ({ operation, input }: Request) => {
      questions.push(`${operation.name} ${JSON.stringify(input)}`);
      return { kind: "done" as const, operation: operation.name, answer };
    },
  };
}

function toWide(text: string): string {
  return text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
}
