import { expect, test } from "vitest";
import type { Actor } from "../../../src/gate/actor.ts";
import { operationOf } from "../../../src/gate/operation-of.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import {
  auditOf,
  boss,
  consentTo,
  run,
  taro,
  tenantOf,
  ticketFor,
  underBoss,
  userOf,
  writesOn,
} from "../flow/flow.ts";

/** A ticket that was run, for the description of a tenant. */
async function described(house: TestHouse, description = "changed") {
  return done(house, "update_tenant", { tenant_id: tenantOf(house, "hoshino-web").id, description });
}

async function done(house: TestHouse, name: string, input: Record<string, unknown>, actor: Actor = taro) {
  const ticket = await ticketFor(house, name, input, actor);
  expect(await run(house, ticket)).toMatchObject({ kind: "done" });
  return ticket;
}

/** The ticket that the undo of another one is given. */
async function undoing(house: TestHouse, id: string, actor: Actor = taro) {
  const plan = await house.gate.undo(id, actor);
  if (plan?.kind !== "undoing") throw new Error(`there is no undo: ${JSON.stringify(plan)}`);
  const { kind: _kind, operation, input, undoes } = plan;
  const outcome = await house.gate.ask({ operation, input, undoes, actor });
  if (outcome.kind === "asking" || outcome.kind === "pending") return outcome.ticket;
  throw new Error(`no ticket, but ${JSON.stringify(outcome)}`);
}

test("an undo is planned without anything being done, and runs only with a consent of its own", async () => {
  const house = await openTestHouse();
  const tenant = tenantOf(house, "hoshino-web");
  const { description } = tenant;
  const { id } = await described(house);
  const rows = (await auditOf(house)).length;

  expect(await house.gate.undo(id, taro)).toMatchObject({
    kind: "undoing",
    operation: { name: "update_tenant" },
    input: { tenant_id: tenant.id, description },
    undoes: id,
    lost: [],
    moved: false,
  });
  expect(await auditOf(house)).toHaveLength(rows);
  expect(writesOn(house)).toHaveLength(1);

  const ticket = await undoing(house, id);
  expect(tenant.description).toBe("changed");
  await run(house, ticket);
  expect(tenant.description).toBe(description);
  expect((await auditOf(house)).at(rows)?.details).toMatchObject({ undoes: id });
});

test("what destroys takes the typed name, or a second person, to undo with as well", async () => {
  const house = await openTestHouse({ environment: await underBoss() });
  const { id } = await done(house, "create_role", {
    tenant_id: tenantOf(house, "hoshino-web").id,
    user_id: userOf(house, "yamamoto.aoi").id,
  });
  const ticket = await undoing(house, id);
  expect(ticket).toMatchObject({
    operation: "delete_role",
    consent: "second",
    question: { wanted: "name", name: "hoshino-web" },
  });
});

test("only whoever asked for it can undo it, under whichever name", async () => {
  const environment = await underBoss(
    '  - { principal: "local:taro", mayApprove: false, alsoKnownAs: ["slack:T1/U1"] }\n',
  );
  const house = await openTestHouse({ environment });
  const { id } = await described(house);
  expect(await house.gate.undo(id, boss)).toMatchObject({ kind: "denied", code: "not_yours" });
  const inSlack = { principal: "slack:T1/U1", face: "slack", asking: "slack" } as const;
  expect(await house.gate.undo(id, inSlack)).toMatchObject({ kind: "undoing" });
  expect(await house.gate.undo("unknown", taro)).toBeUndefined();
});

test("what was not done cannot be undone", async () => {
  const house = await openTestHouse();
  const input = { tenant_id: tenantOf(house, "hoshino-web").id, description: "changed" };
  const { id } = await ticketFor(house, "update_tenant", input);
  expect(await house.gate.undo(id, taro)).toMatchObject({ code: "not_undoable" });
  await house.gate.cancel(id, taro);
  expect(await house.gate.undo(id, taro)).toMatchObject({
    code: "not_undoable",
    message: expect.stringContaining("cancelled"),
  });
});

test("a ticket is undone once: one undo waits for its answer, and there is none after it ran", async () => {
  const house = await openTestHouse();
  const { id } = await described(house);
  const first = await undoing(house, id);
  expect((await undoing(house, id)).id).toBe(first.id);
  await house.gate.cancel(first.id, taro);
  const second = await undoing(house, id);
  expect(second.id).not.toBe(first.id);
  await run(house, second);
  expect(await house.gate.undo(id, taro)).toMatchObject({ code: "already_undone" });
});

test("an undo is not taken for a plain call with the same arguments that waits for its answer", async () => {
  const house = await openTestHouse();
  const tenant = tenantOf(house, "hoshino-web");
  const { description } = tenant;
  const { id } = await described(house);
  const plainly = await ticketFor(house, "update_tenant", { tenant_id: tenant.id, description });
  const ticket = await undoing(house, id);
  expect(ticket.id).not.toBe(plainly.id);
  const answer = { operation: operationOf(ticket), input: ticket.input, actor: taro };
  expect(await house.gate.answer(ticket.id, consentTo(ticket), answer)).toMatchObject({
    code: "ticket_mismatch",
  });
  const undone = await house.gate.answer(ticket.id, consentTo(ticket), { ...answer, undoes: id });
  expect(undone).toMatchObject({ kind: "done" });
  expect(await house.gate.undo(id, taro)).toMatchObject({ code: "already_undone" });
});

test("a later change that the undo would take away is told", async () => {
  const house = await openTestHouse();
  const { id } = await described(house);
  tenantOf(house, "hoshino-web").description = "somebody else's";
  expect(await house.gate.undo(id, taro)).toMatchObject({
    kind: "undoing",
    moved: true,
    differences: [{ field: "description", before: "changed", now: "somebody else's" }],
  });
});

test("a later change of one setting of several is told, and the others are not", async () => {
  const house = await openTestHouse();
  const user = userOf(house, "hoshino.member");
  const [first = "", second = ""] = user.menus.keys();
  const { id } = await done(house, "update_available_menus", {
    user_id: user.id,
    menus: [{ menu: first, availability: false }],
  });
  expect(await house.gate.undo(id, taro)).toMatchObject({ moved: false });
  user.menus.set(second, false);
  expect(await house.gate.undo(id, taro)).toMatchObject({
    differences: [{ field: "menus.1.availability", before: true, now: false }],
  });
});

test("a target that is gone, or is as it was already, is not undone", async () => {
  const house = await openTestHouse();
  const tenant = tenantOf(house, "hoshino-web");
  const { description } = tenant;
  const { id } = await described(house);
  tenant.description = description;
  expect(await house.gate.undo(id, taro)).toMatchObject({ code: "already_undone" });
  house.sandbox.world.tenants.delete(tenant.id);
  expect(await house.gate.undo(id, taro)).toMatchObject({
    code: "not_undoable",
    message: expect.stringContaining("gone"),
  });
});

test("who was in a group before being put into it stays there", async () => {
  const house = await openTestHouse();
  const { id: user_id } = userOf(house, "hoshino.reader");
  const group = [...house.sandbox.world.iamGroups.values()].find(({ userIds }) => userIds.has(user_id));
  const { id } = await done(house, "assign_user_to_iam_group", { iam_group_id: group?.id, user_id });
  expect(await house.gate.undo(id, taro)).toMatchObject({ code: "already_undone" });
});

test("a password and a login ID stay as they were set, and that is told", async () => {
  const house = await openTestHouse();
  const user = userOf(house, "yamamoto.aoi");
  const input = {
    user_id: user.id,
    login_id: "aoi.new",
    mail_address: "new@example.com",
    new_password: "Aa345678",
  };
  const byHand = { ...taro, face: "terminal", asking: "terminal" } as const;
  const { id } = await ticketFor(house, "update_user", input, byHand);
  await house.gate.decide(id, { kind: "given", yes: true }, byHand);
  const plan = await house.gate.undo(id, taro);
  expect(plan).toMatchObject({ input: { user_id: user.id, mail_address: "yamamoto.aoi@example.com" } });
  expect(plan).toHaveProperty("lost", [
    { en: "Login ID stays as it was set.", ja: "ログインIDは変更後のまま残ります。" },
    { en: "Password stays as it was set.", ja: "パスワードは変更後のまま残ります。" },
  ]);
  expect(JSON.stringify(plan)).not.toContain("Aa345678");
});

test("a value that no read has shown is not guessed", async () => {
  const house = await openTestHouse();
  const { id } = await done(house, "update_auto_role_assignment", {
    user_id: userOf(house, "sato.hana").id,
    auto_role_assignment_flag: true,
  });
  expect(await house.gate.undo(id, taro)).toMatchObject({
    code: "not_undoable",
    message: expect.stringContaining("Automatic role assignment stays as it was set."),
  });
});
