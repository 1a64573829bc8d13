import { expect, test } from "vitest";
import * as z from "zod";
import type { Finder } from "../../../src/gate/names/finder.ts";
import { resolveNames } from "../../../src/gate/names/resolve.ts";
import { createIds, createRandom } from "../../../src/sandbox/ids.ts";
import type { Tenant } from "../../../src/sandbox/model.ts";
import { getContract } from "../../../tools/contract/get-contract.ts";
import { userId } from "../../../tools/fields.ts";
import { getUser } from "../../../tools/user/get-user.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { askFor, requestOf, run, taro, tenantOf, ticketFor, userOf, writesOn } from "../flow/flow.ts";

const ids = createIds(createRandom(7));

/** A house of an end user's contract, with users and tenants of its own. */
const open = (environment: Record<string, string> = {}) => openTestHouse({ account: "endUser", environment });

/** Another tenant of the contract, under another name. */
function addTenant(house: TestHouse, name: string, id = ids.hex(32)): Tenant {
  const tenant = { ...tenantOf(house, "hoshino-batch"), id, name };
  house.sandbox.world.tenants.set(id, tenant);
  return tenant;
}

function readsOf({ sandbox }: TestHouse, path: string): number {
  const isRead = (call: (typeof sandbox.calls)[number]) =>
    call.method === "GET" && call.path.split("?")[0] === `/api/v1.0${path}`;
  return sandbox.calls.filter(isRead).length;
}

function wide(text: string): string {
  return text.replace(/[!-~]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));
}

test("a user goes by login ID and mail address, whatever the width and case", async () => {
  const house = await open();
  const { id, loginId, mailAddress } = userOf(house, "hoshino.member");
  for (const name of [loginId, loginId.toUpperCase(), mailAddress, ` ${wide(loginId)}　`]) {
    const outcome = await askFor(house, "get_user", { user_id: name });
    expect(outcome).toMatchObject({ kind: "done", answer: { user_id: id } });
  }
});

test("an id is taken as one without any look at a list, full-width too", async () => {
  const house = await open();
  const { id } = userOf(house, "hoshino.member");
  expect(await askFor(house, "get_user", { user_id: id })).toMatchObject({ kind: "done" });
  expect(await askFor(house, "get_user", { user_id: wide(id) })).toMatchObject({ kind: "done" });
  expect(readsOf(house, "/users")).toBe(0);
});

test("a login ID that looks like an id is never meant by it", async () => {
  const house = await open();
  const { id } = userOf(house, "hoshino.member");
  userOf(house, "hoshino.super").loginId = id;
  const outcome = await askFor(house, "get_user", { user_id: id });
  expect(outcome).toMatchObject({ kind: "done", answer: { user_id: id } });
});

test("an id that looks like a name is the id, whatever else is called so", async () => {
  const house = await open();
  const odd = addTenant(house, "計算機", "odd-tenant");
  addTenant(house, "odd-tenant");
  const outcome = await askFor(house, "get_tenant", { tenant_id: odd.id });
  expect(outcome).toMatchObject({ kind: "done", answer: { tenant_id: odd.id } });
});

test("a Japanese name is found in half and full width", async () => {
  const house = await open();
  const { id } = addTenant(house, "バッチ処理 ＤＢ");
  const outcome = await askFor(house, "get_tenant", { tenant_id: "ﾊﾞｯﾁ処理　db" });
  expect(outcome).toMatchObject({ kind: "done", answer: { tenant_id: id } });
});

test("of two things with one name none is taken, and both are listed with what tells them apart", async () => {
  const house = await open();
  const outcome = await askFor(house, "delete_tenant", { tenant_id: "hoshino-web" });
  expect(outcome).toMatchObject({
    kind: "failed",
    code: "ambiguous",
    message: expect.not.stringContaining("hoshino"),
    data: {
      field: "tenant_id",
      given: "hoshino-web",
      candidates: [
        { id: expect.any(String), names: ["hoshino-web"], region: "jp1" },
        { id: expect.any(String), names: ["hoshino-web"], region: "jp2" },
      ],
    },
  });
  expect(writesOn(house)).toEqual([]);
});

test.for([
  ["full-width letters", "ｈoshino-batch"],
  ["another case", "Hoshino-Batch"],
  ["a space at its end", "hoshino-batch "],
  ["a hidden sign of writing direction", "hoshino-\u202Ebatch"],
  ["a space of no width", "hoshino\u200B-batch"],
  ["a Cyrillic letter", "hоshino-batch"],
  ["a Greek letter", "hοshino-batch"],
  ["another dash", "hoshino‐batch"],
] as const)(
  "a tenant whose name others may be taken for is not deleted by name: %s",
  async ([, lookAlike]) => {
    const house = await open();
    addTenant(house, lookAlike);
    const outcome = await askFor(house, "delete_tenant", { tenant_id: "hoshino-batch" });
    expect(outcome).toMatchObject({ kind: "failed", code: "ambiguous" });
    expect(await askFor(house, "delete_tenant", { tenant_id: lookAlike })).toMatchObject({ kind: "failed" });
  },
);

test("a look-alike of a name is not that name", async () => {
  const house = await open();
  const outcome = await askFor(house, "get_tenant", { tenant_id: "hоshino-batch" });
  expect(outcome).toMatchObject({
    kind: "failed",
    code: "not_found",
    data: { closest: [{ id: tenantOf(house, "hoshino-batch").id, names: ["hoshino-batch"] }] },
  });
});

test("no more than ten candidates are listed, and how many more there are", async () => {
  const house = await open();
  for (let count = 0; count < 13; count += 1) addTenant(house, "twin");
  const outcome = await askFor(house, "get_tenant", { tenant_id: "twin" });
  expect(outcome).toMatchObject({ data: { candidates: { length: 10 }, more_candidates: 3 } });
});

test("nobody of that name: the closest are told, in data alone, cleaned", async () => {
  const house = await open();
  const user = userOf(house, "hoshino.member");
  user.mailAddress = "hoshino.membre\u202E@example.com";
  const outcome = await askFor(house, "get_user", { user_id: "hoshino.membar" });
  expect(outcome).toMatchObject({
    kind: "failed",
    code: "not_found",
    message:
      "get_user was not run: no entry of list_users has the id or name in user_id; only the account's own contract was looked in.",
    next: "Call again with user_id set to an id that list_users shows; the closest are in the data.",
    data: { given: "hoshino.membar" },
  });
  const closest = { id: user.id, names: [user.loginId, "hoshino.membre@example.com"] };
  expect(outcome).toHaveProperty("data.closest.0", closest);
});

test("a user of another contract is found where the contract is given, by name too", async () => {
  const house = await openTestHouse();
  const { id, contractId } = userOf(house, "hoshino.member");
  const name = { user_id: "hoshino.member" };
  expect(await askFor(house, "get_user", name)).toMatchObject({ kind: "failed", code: "not_found" });
  const ticket = await ticketFor(house, "update_contract_owner", { ...name, contract_id: contractId });
  expect(ticket.input).toEqual({ user_id: id, contract_id: contractId });
  const called = house.sandbox.world.contracts.get(contractId)?.description ?? "";
  const named = await ticketFor(house, "update_contract_owner", { ...name, contract_id: called });
  expect(named.input).toEqual(ticket.input);
});

test("the ticket holds ids, and a name that has gone to another meanwhile does not answer it", async () => {
  let now = Date.UTC(2026, 0, 5);
  const house = await openTestHouse({ account: "endUser", now: () => now });
  const { world } = house.sandbox;
  const batch = tenantOf(house, "hoshino-batch");
  const input = { tenant_id: "hoshino-batch" };
  const ticket = await ticketFor(house, "update_tenant", { ...input, description: "x" });
  expect(ticket.input["tenant_id"]).toBe(batch.id);
  world.tenants.set(batch.id, { ...batch, name: "old-batch" });
  const taken = { ...batch, id: ids.hex(32) };
  world.tenants.set(taken.id, taken);
  now += 31_000;
  const answer = await house.gate.answer(
    ticket.id,
    { kind: "given", yes: true, name: undefined },
    requestOf("update_tenant", { ...input, description: "x" }),
  );
  expect(answer).toMatchObject({ kind: "denied", code: "ticket_mismatch" });
  expect(writesOn(house)).toEqual([]);
});

test("a write goes by the names as they are now, not as a list was read a moment ago", async () => {
  const house = await open();
  const { world } = house.sandbox;
  const batch = tenantOf(house, "hoshino-batch");
  const input = { tenant_id: "hoshino-batch" };
  expect(await askFor(house, "get_tenant", input)).toMatchObject({ answer: { tenant_id: batch.id } });
  world.tenants.set(batch.id, { ...batch, name: "old-batch" });
  const taken = { ...batch, id: ids.hex(32) };
  world.tenants.set(taken.id, taken);
  const ticket = await ticketFor(house, "update_tenant", { ...input, description: "x" });
  expect(ticket.input["tenant_id"]).toBe(taken.id);
  const rehearsed = await house.gate.rehearse(requestOf("delete_tenant", input));
  expect(rehearsed).toMatchObject({ kind: "rehearsed", input: { tenant_id: taken.id } });
});

test("what was just made goes by its name at once", async () => {
  const house = await open();
  expect(await askFor(house, "get_workspace", { workspace_id: "new-box" })).toMatchObject({
    kind: "failed",
  });
  const made = await run(house, await ticketFor(house, "create_workspace", { workspace_name: "new-box" }));
  expect(made).toMatchObject({ kind: "done" });
  expect(await askFor(house, "get_workspace", { workspace_id: "new-box" })).toMatchObject({ kind: "done" });
});

test("a list that cannot be had is said so, and the id itself is asked for", async () => {
  const house = await open();
  house.sandbox.faults.add({ kind: "iam-denial", path: "/users" });
  const outcome = await askFor(house, "get_user", { user_id: "hoshino.member" });
  expect(outcome).toMatchObject({
    kind: "failed",
    code: "forbidden",
    message: expect.stringContaining(
      "user_id holds no id, and list_users, which tells ids by name, ended as failed",
    ),
    next: expect.stringContaining("Give the id itself as user_id, such as ecid1000005887."),
  });
});

test("a list that the policy keeps from somebody is not used for them", async () => {
  const house = await open({ SSS_OPS_DENY: "list_users" });
  const outcome = await askFor(house, "get_user", { user_id: "hoshino.member" });
  expect(outcome).toMatchObject({ kind: "failed", code: "invalid_request" });
  expect(JSON.stringify(outcome)).toContain("list_users, which tells ids by name, ended as denied");
  expect(readsOf(house, "/users")).toBe(0);
});

test("nothing is read for a call that is wrong anyway, or that the policy refuses", async () => {
  const house = await open({ SSS_OPS_DENY: "delete_user" });
  const name = { user_id: "hoshino.member" };
  expect(await askFor(house, "delete_user", name)).toMatchObject({ code: "operation_denied" });
  expect(await askFor(house, "get_user", { ...name, odd: 1 })).toMatchObject({ code: "invalid_request" });
  expect(house.sandbox.calls.filter(({ path }) => path.includes("/users"))).toEqual([]);
});

test("a text of another form that the schema takes goes on to SSS as it was", async () => {
  const house = await open();
  const outcome = await askFor(house, "get_tenant", { tenant_id: "no-such-thing-here" });
  expect(outcome).toMatchObject({ kind: "failed", code: "not_found", status: 404 });
});

test("among ten thousand users one read finds the one, and the next name needs none", async () => {
  const house = await openTestHouse({ account: "endUser", sandbox: { size: "large" } });
  const users = [...house.sandbox.world.users.values()].filter(({ loginId }) => loginId.startsWith("staff"));
  for (const user of [users[0], users.at(-1)]) {
    const outcome = await askFor(house, "get_user", { user_id: user?.loginId ?? "" });
    expect(outcome).toMatchObject({ kind: "done", answer: { user_id: user?.id } });
  }
  expect(readsOf(house, "/users")).toBe(1);
});

test("in a list of ids each may be a name", async () => {
  const naming = {
    operation: { ...getUser, input: z.strictObject({ user_ids: z.array(userId) }) },
    input: { user_ids: ["taro", "ecid7"] },
    actor: taro,
  };
  const find: Finder = async () => ({ things: [{ id: "ecid1", names: ["Taro"] }] });
  expect(await resolveNames(naming, find)).toEqual({ input: { user_ids: ["ecid1", "ecid7"] } });
});

test("a name is not taken as long as it may stand in a place that was not looked into", async () => {
  const naming = { operation: getContract, input: { contract_id: "hoshino" }, actor: taro };
  const find: Finder = async () => ({ things: [{ id: "econ1", names: ["hoshino"] }], isPart: true });
  expect(await resolveNames(naming, find)).toMatchObject({
    kind: "failed",
    code: "invalid_request",
    next: "Give the id itself as contract_id, such as econ1000002353.",
  });
});
