import { describe, expect, onTestFinished, test } from "vitest";
import { openHouse } from "../../../src/house/house.ts";
import type { Actor } from "../../../src/gate/actor.ts";
import { collect } from "../../store/collect.ts";
import { type TestHouse, accountOf, openTestHouse } from "../../house.ts";
import { openTwins, tenantsOn } from "../../twins.ts";
import {
  askFor,
  boss,
  consentTo,
  policyFile,
  requestOf,
  taro,
  tenantOf,
  ticketFor,
  underBoss,
} from "../flow/flow.ts";

const inEast: Actor = { ...taro, account: "east" };
const inWest: Actor = { ...taro, account: "west" };

test("a call that names none of several accounts goes to none", async () => {
  const house = await openTwins();
  for (const name of ["list_users", "delete_tenant"]) {
    const told = await askFor(house, name, name === "list_users" ? {} : { tenant_id: "any" });
    expect(told).toMatchObject({ kind: "failed", code: "invalid_request" });
    expect(told).toHaveProperty("message", expect.stringMatching(/account is missing.+: east, west\.$/));
  }
  expect([...house.east.calls, ...house.west.calls]).toEqual([]);
});

test("an account that is not there is named in the refusal, in one line", async () => {
  const house = await openTwins();
  const told = await askFor(house, "list_users", {}, { ...taro, account: `north\n${"x".repeat(200)}` });
  expect(told).toMatchObject({ kind: "failed", code: "invalid_request" });
  expect("message" in told && told.message).not.toMatch(/\n|x{61}/);
});

test("a read goes to the account it names alone", async () => {
  const house = await openTwins();
  expect(await askFor(house, "list_users", {}, inWest)).toMatchObject({ kind: "done" });
  expect(house.east.calls).toEqual([]);
  expect(house.west.calls).not.toEqual([]);
});

test("what is confirmed runs on the account of its ticket and no other", async () => {
  const house = await openTwins();
  const [tenant_id = ""] = tenantsOn(house.west);
  const ticket = await ticketFor(house, "delete_tenant", { tenant_id }, inWest);
  const ending = await house.gate.answer(
    ticket.id,
    consentTo(ticket),
    requestOf("delete_tenant", { tenant_id }, inWest),
  );
  expect(ending.kind).toBe("done");
  expect(tenantsOn(house.west)).not.toContain(tenant_id);
  expect(tenantsOn(house.east)).toContain(tenant_id);
});

test("whoever is asked is told which account it is", async () => {
  const house = await openTwins();
  const [tenant_id = ""] = tenantsOn(house.west);
  const ticket = await ticketFor(house, "delete_tenant", { tenant_id }, inWest);
  expect(ticket.account).toBe("west");
  expect(ticket.question.message).toContain("\nAccount: west\n");
});

test("an answer given for another account than was asked about runs nothing", async () => {
  const house = await openTwins();
  const [tenant_id = ""] = tenantsOn(house.west);
  const ticket = await ticketFor(house, "delete_tenant", { tenant_id }, inWest);
  const request = requestOf("delete_tenant", { tenant_id }, inEast);
  expect(await house.gate.answer(ticket.id, consentTo(ticket), request)).toMatchObject({
    kind: "denied",
    code: "ticket_mismatch",
  });
  expect([...tenantsOn(house.east), ...tenantsOn(house.west)].filter((id) => id === tenant_id)).toHaveLength(
    2,
  );
});

test("the same call on two accounts is two tickets, in one list", async () => {
  const house = await openTwins();
  const [tenant_id = ""] = tenantsOn(house.west);
  const east = await ticketFor(house, "delete_tenant", { tenant_id }, inEast);
  const west = await ticketFor(house, "delete_tenant", { tenant_id }, inWest);
  const listed = await house.gate.list();
  expect(new Set(listed.map(({ id, account, state }) => `${id} ${account} ${state}`))).toEqual(
    new Set([`${east.id} east open`, `${west.id} west open`]),
  );
});

test("a second person's answer at a door finds the account by the ticket", async () => {
  const house = await openTwins({ environment: await underBoss() });
  const [tenant_id = ""] = tenantsOn(house.west);
  const ticket = await ticketFor(house, "delete_tenant", { tenant_id }, inWest);
  expect(await house.gate.decide(ticket.id, consentTo(ticket), boss)).toMatchObject({ kind: "done" });
  expect(tenantsOn(house.west)).not.toContain(tenant_id);
  expect(tenantsOn(house.east)).toContain(tenant_id);
});

test("an undo goes to the account of what it undoes, whatever else is named", async () => {
  const house = await openTwins();
  const [tenant_id = ""] = tenantsOn(house.west);
  const input = { tenant_id, description: "changed" };
  const ticket = await ticketFor(house, "update_tenant", input, inWest);
  await house.gate.answer(ticket.id, consentTo(ticket), requestOf("update_tenant", input, inWest));
  const plan = await house.gate.undo(ticket.id, inEast);
  if (plan?.kind !== "undoing") throw new Error(`no undo, but ${JSON.stringify(plan)}`);
  expect(await house.gate.ask({ ...plan, actor: inEast })).toMatchObject({ ticket: { account: "west" } });
});

test("every row on record of a write names its account", async () => {
  const house = await openTwins({ environment: { SSS_OPS_DENY: "update_tenant" } });
  const [tenant_id = ""] = tenantsOn(house.west);
  await askFor(house, "update_tenant", { tenant_id, description: "x" }, inWest);
  const ticket = await ticketFor(house, "delete_tenant", { tenant_id }, inWest);
  await house.gate.answer(ticket.id, consentTo(ticket), requestOf("delete_tenant", { tenant_id }, inWest));
  const store = await house.store();
  const rows = await collect(store.audit.read());
  expect(rows.map(({ event, details }) => [event, details["account"]])).toEqual([
    ["decided", "west"],
    ["asked", "west"],
    ["decided", "west"],
    ["called", "west"],
    ["ended", "west"],
  ]);
  expect(await store.audit.verify()).toMatchObject({ ok: true });
});

describe("a process that begins anew", () => {
  test("sees the ticket through that was running, on its own account", async () => {
    const house = await openTwins();
    const [tenant_id = ""] = tenantsOn(house.west);
    const ticket = await ticketFor(house, "delete_tenant", { tenant_id }, inWest);
    const { tickets } = await house.store();
    const at = Date.now();
    await tickets.move(ticket.id, { from: ["open"], to: "approved", at, set: { holder: "gone" } }, []);
    await tickets.move(ticket.id, { from: ["approved"], to: "running", at, heldBy: "gone" }, []);
    house.west.world.tenants.delete(tenant_id);
    await house.gate.recover();
    expect(await house.gate.find(ticket.id)).toMatchObject({ state: "done", account: "west" });
  });

  test("runs no ticket of an account that has another name by now", async () => {
    const house = await openTwins();
    const [tenant_id = ""] = tenantsOn(house.west);
    const ticket = await ticketFor(house, "delete_tenant", { tenant_id }, inWest);
    const swapped = await openHouse(
      { ...house.config, accounts: [accountOf(house.west, "east"), accountOf(house.east, "west")] },
      { onFault: fail },
    );
    onTestFinished(() => swapped.close());
    expect(await swapped.gate.decide(ticket.id, consentTo(ticket), taro)).toMatchObject({
      code: "policy_changed",
    });
    expect(tenantsOn(house.west)).toContain(tenant_id);
    expect(tenantsOn(house.east)).toContain(tenant_id);
  });

  test("runs no ticket that was opened when there was one account, and whose question names none", async () => {
    const house = await openTestHouse({ environment: await underBoss() });
    const { id: tenant_id } = tenantOf(house, "hoshino-web");
    const ticket = await ticketFor(house, "delete_tenant", { tenant_id });
    const more = await openHouse(
      {
        ...house.config,
        accounts: [accountOf(house.sandbox, "default"), accountOf(house.sandbox, "end", "endUser")],
      },
      { onFault: fail },
    );
    onTestFinished(() => more.close());
    expect(await more.gate.decide(ticket.id, consentTo(ticket), boss)).toMatchObject({
      code: "policy_changed",
    });
    expect(tenantsOn(house.sandbox)).toContain(tenant_id);
  });

  test("runs no ticket of an account that is not there any more, and lets it be cancelled", async () => {
    const house = await openTwins();
    const [tenant_id = ""] = tenantsOn(house.west);
    const ticket = await ticketFor(house, "delete_tenant", { tenant_id }, inWest);
    const alone = await openHouse(
      { ...house.config, accounts: [accountOf(house.east, "east"), accountOf(house.east, "end", "endUser")] },
      { onFault: fail },
    );
    onTestFinished(() => alone.close());
    expect(await alone.gate.decide(ticket.id, consentTo(ticket), taro)).toMatchObject({
      code: "policy_changed",
    });
    expect(tenantsOn(house.east)).toContain(tenant_id);
  });
});

describe("the gate of one of them", () => {
  test("is there for those there are", async () => {
    const { gate } = await openTwins();
    expect(gate.accounts).toEqual(["east", "west"]);
    expect(gate.within("west")?.accounts).toEqual(["west"]);
    expect(gate.within("west")?.within("east")).toBeUndefined();
    expect(gate.within("north")).toBeUndefined();
  });

  test("takes no call to another, whatever account is named", async () => {
    const house = await openTwins();
    const held = house.gate.within("west");
    expect(await held?.ask(requestOf("list_users", {}, inEast))).toMatchObject({ kind: "done" });
    expect(house.east.calls).toEqual([]);
  });

  test("has no ticket and no row of another", async () => {
    const house = await openTwins();
    const [tenant_id = ""] = tenantsOn(house.east);
    const ticket = await ticketFor(house, "delete_tenant", { tenant_id }, inEast);
    const held = house.gate.within("west");
    expect(await held?.find(ticket.id)).toBeUndefined();
    expect(await held?.list({ limit: 1 })).toEqual([]);
    expect(await held?.decide(ticket.id, consentTo(ticket), taro)).toBeUndefined();
    expect(await held?.cancel(ticket.id, taro)).toBeUndefined();
    expect(await held?.undo(ticket.id, taro)).toBeUndefined();
    expect(await held?.trail(taro, 10)).toEqual([]);
    expect(await house.gate.within("east")?.list({ limit: 1 })).toMatchObject([{ id: ticket.id }]);
    expect(await house.gate.within("east")?.trail(taro, 10)).toHaveLength(1);
  });

  test("has its own rows, however many there are of another since", async () => {
    const house = await openTwins();
    const [tenant_id = ""] = tenantsOn(house.west);
    await ticketFor(house, "delete_tenant", { tenant_id }, inWest);
    await ticketFor(house, "delete_tenant", { tenant_id }, inEast);
    expect(await house.gate.within("west")?.trail(taro, 1)).toMatchObject([{ details: { account: "west" } }]);
  });
});

test("the only account there is may be named, and changes nothing", async () => {
  const house = await openTestHouse();
  const held = house.gate.within("default");
  const { id: tenant_id } = tenantOf(house, "hoshino-web");
  const ticket = await ticketFor({ ...house, gate: held ?? house.gate }, "delete_tenant", { tenant_id });
  expect(ticket.account).toBeUndefined();
  expect(ticket.question.message).not.toContain("Account:");
  expect(await held?.trail(taro, 10)).toHaveLength(1);
  const [row] = (await held?.trail(taro, 10)) ?? [];
  expect(row?.details).not.toHaveProperty("account");
});

function fail(error: unknown): never {
  throw error;
}

describe("a rule of the policy that names accounts", () => {
  const rule = (accounts: string) =>
    policyFile(
      `rules:\n  - { name: hands-off, operations: [update_tenant], accounts: [${accounts}], consent: deny }\n`,
    );

  test("holds on those alone, whatever the ticket's account is named in the call", async () => {
    const house = await openTwins({ environment: { SSS_OPS_POLICY: await rule("east") } });
    const [tenant_id = ""] = tenantsOn(house.east);
    const input = { tenant_id, description: "changed" };
    expect(await askFor(house, "update_tenant", input, inEast)).toMatchObject({ code: "operation_denied" });
    expect(await askFor(house, "update_tenant", input, inWest)).toMatchObject({ kind: "asking" });
    const held = house.gate.within("east");
    expect(await held?.ask(requestOf("update_tenant", input, taro))).toMatchObject({
      code: "operation_denied",
    });
    const update = requestOf("update_tenant", {}).operation;
    expect(house.gate.mayEver(update, inEast)).toBe(false);
    expect(house.gate.mayEver(update, inWest)).toBe(true);
    // Whoever has not chosen yet is told the strictest.
    expect((await house.gate.decisionOn(update, taro)).kind).toBe("deny");
  });

  test("is a fault where it names one that is not there", async () => {
    const environment = { SSS_OPS_POLICY: await rule("east, north") };
    await expect(openTwins({ environment })).rejects.toThrow(
      /rules, hands-off: there is no account north; expected east, west/,
    );
  });
});

test("the user that one account runs on is not deleted through another, nor changed by one person", async () => {
  const house = await openTestHouse({
    accounts: (sandbox) => [accountOf(sandbox, "east", "endUser"), accountOf(sandbox, "west", "member")],
  });
  const { userId: user_id } = house.sandbox.accounts.member;
  expect(await askFor(house, "delete_user", { user_id }, inEast)).toMatchObject({ code: "guarded" });
  const locking = { user_id, super_user: false, grant: [] };
  expect(await askFor(house, "update_user_type", locking, inEast)).toMatchObject({ code: "no_approver" });
});

describe("a key pair", () => {
  const second = { environment: { SSS_OPS_DOORS: "terminal" } };

  test("that is reissued on one account stays what it was on the others, also after a restart", async () => {
    const house = await openTestHouse({
      ...second,
      accounts: (sandbox) => [accountOf(sandbox, "east"), accountOf(sandbox, "west", "endUser")],
    });
    const { apiKey } = house.sandbox.accounts.partner;
    const ending = await reissueOn(house, "east");
    expect(ending).toMatchObject({ kind: "done" });
    const next = await openHouse(house.config, { onFault: fail });
    onTestFinished(() => next.close());
    for (const { gate, ownApiKey } of [house, next]) {
      expect(await gate.ask(requestOf("list_users", {}, inEast))).toMatchObject({ kind: "done" });
      expect(await gate.ask(requestOf("list_users", {}, inWest))).toMatchObject({ kind: "done" });
      expect(await ownApiKey("west")).toBe(house.sandbox.accounts.endUser.apiKey);
      expect(await ownApiKey("east")).not.toBe(apiKey);
    }
  });

  test("that two accounts share is known to both once it is reissued on one", async () => {
    const house = await openTestHouse({
      ...second,
      accounts: (sandbox) => [
        accountOf(sandbox, "east"),
        { ...accountOf(sandbox, "west"), keystoneUrl: sandbox.keystoneUrl.replace("127.0.0.1", "localhost") },
      ],
    });
    expect(await house.gate.ask(requestOf("list_users", {}, inWest))).toMatchObject({ kind: "done" });
    expect(await reissueOn(house, "east")).toMatchObject({ kind: "done" });
    expect(await house.gate.ask(requestOf("list_users", {}, inWest))).toMatchObject({ kind: "done" });
  });

  async function reissueOn(house: TestHouse, account: string) {
    const { apiKey } = house.sandbox.accounts.partner;
    const own = [...house.sandbox.world.users.values()].find((user) => user.apiKey === apiKey);
    const input = { user_id: own?.id };
    const ticket = await ticketFor(house, "update_api_key", input, { ...taro, account });
    return house.gate.answer(
      ticket.id,
      consentTo(ticket),
      requestOf("update_api_key", input, { ...taro, account }),
    );
  }
});
