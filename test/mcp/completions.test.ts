import { describe, expect, test } from "vitest";
import { createComplete } from "../../src/mcp/completions.ts";
import { createToolbox } from "../../src/mcp/tools/toolbox.ts";
import { createVisitor } from "../../src/mcp/visitor.ts";
import { taro, tenantOf, userOf } from "../gate/flow/flow.ts";
import { type TestHouse, openTestHouse } from "../house.ts";
import { type BesideTools, clientKinds, connect, startEndpoint } from "./clients.ts";

async function reach(
  options: Parameters<typeof openTestHouse>[0] & {
    profile?: string;
    kind?: (typeof clientKinds)[number];
  } = {},
) {
  const { profile = "", kind = "modern", ...rest } = options;
  const house = await openTestHouse(rest);
  const { url } = await startEndpoint(house);
  const { besideTools } = await connect(kind, { kind: "http", url: `${url}?profile=${profile}` });
  return { house, client: besideTools };
}

async function forAddress(client: BesideTools, uri: string, typed: string) {
  const name = /\{(\w+)\}/.exec(uri)?.[1] ?? "";
  const answer = await client.complete({
    ref: { type: "ref/resource", uri },
    argument: { name, value: typed },
  });
  return answer.completion;
}

async function forPrompt(
  client: BesideTools,
  prompt: string,
  name: string,
  typed: string,
  given?: Record<string, string>,
) {
  const { completion } = await client.complete({
    ref: { type: "ref/prompt", name: prompt },
    argument: { name, value: typed },
    ...(given === undefined ? {} : { context: { arguments: given } }),
  });
  return completion.values;
}

describe.for(clientKinds)("a %s client", (kind) => {
  test("is offered users by the names that the gate takes for ids, those that begin so first", async () => {
    const { client } = await reach({ kind });
    const { values, total, hasMore } = await forAddress(client, "sss://users/{id}", "SA");
    expect(values[0]).toBe("sato.hana");
    expect([total, hasMore]).toEqual([values.length, false]);
    const [value] = values;
    expect(await client.readResource({ uri: `sss://users/${value}` })).toHaveProperty("contents");
  });

  test("is offered the tenants of a prompt's list one by one", async () => {
    const { client } = await reach({ kind });
    expect(await forPrompt(client, "onboard_user", "tenants", "partner-x, part")).toEqual([
      "partner-x, partner-tools",
    ]);
  });
});

test("every template and every argument that names something is completed", async () => {
  const { client } = await reach();
  const { resourceTemplates } = await client.listResourceTemplates();
  for (const { uriTemplate } of resourceTemplates) {
    expect({ uriTemplate, ...(await forAddress(client, uriTemplate, "")) }).not.toMatchObject({ values: [] });
  }
  for (const [prompt, argument] of [
    ["onboard_user", "contract"],
    ["onboard_user", "iam_groups"],
    ["offboard_user", "user"],
    ["review_access", "contract"],
    ["rotate_api_key", "user"],
    ["explain_bill", "contract"],
    ["explain_bill", "month"],
    ["explain_bill", "language"],
  ] as const) {
    const values = await forPrompt(client, prompt, argument, "");
    expect({ prompt, argument, values }).not.toMatchObject({ values: [] });
  }
});

test("a thing is found by its id and by the middle of its name, width and case aside", async () => {
  const { house, client } = await reach();
  const { id } = userOf(house, "sato.hana");
  for (const typed of [id, "ｓａｔｏ", "HANA", "o.han"]) {
    expect({ typed, ...(await forAddress(client, "sss://users/{id}", typed)) }).toMatchObject({
      typed,
      values: ["sato.hana"],
    });
  }
  expect((await forAddress(client, "sss://users/{id}", "no such user")).values).toEqual([]);
});

test("where a name means several things, or one that looks alike, ids are offered", async () => {
  const { house, client } = await reach();
  const [one, other] = ["sato.hana", "suzuki.ren"].map((name) => userOf(house, name));
  Object.assign(one ?? {}, { loginId: "twin", mailAddress: "twin@example.com" });
  Object.assign(other ?? {}, { loginId: "twіn", mailAddress: "twin@example.com" });
  const { values } = await forAddress(client, "sss://users/{id}", "tw");
  expect(values).toContain(one?.id);
  expect(values).not.toContain("twin");
});

test("a name that cannot stand in an address, or in a list, is offered as its id", async () => {
  const { house, client } = await reach();
  const tenant = tenantOf(house, "partner-tools");
  Object.assign(tenant, { name: "east/west, both" });
  expect((await forAddress(client, "sss://tenants/{id}", "east")).values).toEqual([tenant.id]);
  expect(await forPrompt(client, "onboard_user", "tenants", "east")).toEqual([tenant.id]);
});

test("no value carries what cannot be seen", async () => {
  const { house, client } = await reach();
  Object.assign(tenantOf(house, "partner-tools"), { name: "to\u202eols\u0007" });
  const { values } = await forAddress(client, "sss://tenants/{id}", "tools");
  expect(values).toEqual(["tools"]);
});

test("of ten thousand at most a hundred are offered, and how many there are is told", async () => {
  const { client } = await reach({ account: "endUser", sandbox: { size: "large" } });
  const { values, total, hasMore } = await forAddress(client, "sss://users/{id}", "");
  expect(values).toHaveLength(100);
  expect(total).toBeGreaterThan(1_000);
  expect(hasMore).toBe(true);
});

test("the contract that was given already, by id or name, says whose tenants are offered: by their ids", async () => {
  const { house, client } = await reach();
  const { contracts } = house.sandbox.world;
  const other = [...contracts.values()].find(({ description }) => description.startsWith("星野フーズ"));
  if (other === undefined) throw new Error("the seeded world lacks that contract");
  for (const contract of [other.id, other.description]) {
    const offered = await forPrompt(client, "onboard_user", "tenants", "", { contract });
    expect(offered.filter((value) => !/^[0-9a-f]{32}$/.test(value))).toEqual([]);
  }
  const asked = `/tenants?contract_id=${other.id}`;
  expect(house.sandbox.calls.some(({ path }) => path.includes(asked))).toBe(true);
  expect(await forPrompt(client, "onboard_user", "tenants", "", { contract: "no such" })).toEqual([]);
});

test("months are offered from this one back, for two years", async () => {
  const { house, client } = await reach();
  const months = await forPrompt(client, "explain_bill", "month", "20");
  expect(months).toHaveLength(24);
  expect(months).toEqual(months.toSorted().toReversed());
  const { completion } = await askAt(house, Date.UTC(2024, 0, 31), { name: "month", value: "202" });
  expect(completion.values.slice(0, 3)).toEqual(["2024-01", "2023-12", "2023-11"]);
});

function askAt(house: TestHouse, now: number, argument: { name: string; value: string }) {
  const complete = createComplete({ gate: house.gate, now: () => now });
  return complete({ ref: { type: "ref/prompt", name: "explain_bill" }, argument }, visitorOf(house));
}

function visitorOf({ gate }: TestHouse) {
  const caller = { principal: taro.principal, scopes: ["sss:read"], profiles: [] } as const;
  return createVisitor({ caller, actor: taro }, { gate, toolbox: createToolbox(gate), replyTokens: 4_000 });
}

test.for([
  ["a profile that leaves the list out", { profile: "-list_users" }],
  ["a policy that refuses it", { environment: { SSS_OPS_DENY: "list_users" } }],
] as const)("to a caller under %s nothing is offered, and nothing is read", async ([, options]) => {
  const { house, client } = await reach(options);
  expect(await forAddress(client, "sss://users/{id}", "sato")).toMatchObject({ values: [], total: 0 });
  expect(house.sandbox.calls).toEqual([]);
});

test("contracts are not offered to whoever may not list the channels that they stand in", async () => {
  const { client } = await reach({ profile: "-list_channels" });
  expect((await forAddress(client, "sss://contracts/{id}", "")).values).toEqual([]);
});

test("in a search profile the same is offered", async () => {
  const { client } = await reach({ profile: "search" });
  expect((await forAddress(client, "sss://users/{id}", "sato")).values).toEqual(["sato.hana"]);
});

test("where nothing can be read nothing is offered, and nothing fails", async () => {
  const { house, client } = await reach();
  house.sandbox.faults.add({ kind: "status", status: 403 });
  expect((await forAddress(client, "sss://users/{id}", "sato")).values).toEqual([]);
});

test.for([
  ["sss://users/{id}", "other"],
  ["sss://nothing/{id}", "id"],
  ["sss://account", ""],
  ["sss://users/{id}", "__proto__"],
  ["../etc/passwd", "id"],
] as const)("of the address %s the variable %j has no completion", async ([uri, name]) => {
  const { client } = await reach();
  const { completion } = await client.complete({
    ref: { type: "ref/resource", uri },
    argument: { name, value: "" },
  });
  expect(completion).toMatchObject({ values: [], total: 0, hasMore: false });
});

test.for([
  ["no_such_prompt", "user"],
  ["offboard_user", "constructor"],
  ["onboard_user", "login_id"],
] as const)("of the prompt %s the argument %s has no completion", async ([prompt, name]) => {
  const { client } = await reach();
  expect(await forPrompt(client, prompt, name, "x")).toEqual([]);
});
