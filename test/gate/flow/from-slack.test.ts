import { expect, test } from "vitest";
import type { Actor } from "../../../src/gate/actor.ts";
import { defaultPolicy, versioned } from "../../../src/gate/policy.ts";
import { decide } from "../../../src/gate/policy/decide.ts";
import { isSameHuman, personOf } from "../../../src/gate/policy/people.ts";
import { parsePolicy } from "../../../src/gate/policy-file.ts";
import { deleteUser } from "../../../tools/user/delete-user.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { askFor, boss, consentTo, policyFile, taro, tenantOf, ticketFor, writesOn } from "./flow.ts";

const inSlack: Actor = { principal: "slack:T1/U1", face: "slack", asking: "slack" };

const people = `people:
  - { principal: "local:taro", alsoKnownAs: ["slack:T1/U1"], mayApprove: true }
  - { principal: "slack:T1/U2", mayApprove: true }
`;

function waitingTicket(house: TestHouse) {
  return ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id });
}

function change(house: TestHouse) {
  return { tenant_id: tenantOf(house, "hoshino-web").id, description: "changed" };
}

test("a change that somebody in Slack asks for is asked of them there", async () => {
  const house = await openTestHouse();
  const asked = await askFor(house, "update_tenant", change(house), inSlack);
  expect(asked).toMatchObject({ kind: "asking", ticket: { asked: "here", consent: "self" } });
});

test("whoever asked in one place cannot approve in another", async () => {
  const house = await openTestHouse({
    environment: { SSS_OPS_POLICY: await policyFile(people), SSS_OPS_DOORS: "slack" },
  });
  const ticket = await waitingTicket(house);
  expect(ticket).toMatchObject({ asked: "doors", consent: "second" });
  expect(house.gate.approversOf(ticket)).toEqual(["slack:T1/U2"]);
  expect(await house.gate.barTo(ticket, inSlack)).toMatchObject({ code: "own_request" });
  expect(await house.gate.decide(ticket.id, consentTo(ticket), inSlack)).toMatchObject({
    kind: "denied",
    code: "own_request",
  });
  expect(writesOn(house)).toEqual([]);
  const other = { ...inSlack, principal: "slack:T1/U2" };
  expect(await house.gate.barTo(ticket, other)).toBeUndefined();
  expect(await house.gate.decide(ticket.id, consentTo(ticket), other)).toMatchObject({ kind: "done" });
});

test("whoever asked in one place can take it back in another", async () => {
  const house = await openTestHouse({
    environment: { SSS_OPS_POLICY: await policyFile(people), SSS_OPS_DOORS: "slack" },
  });
  const ticket = await waitingTicket(house);
  await house.gate.cancel(ticket.id, inSlack);
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "cancelled" });
});

test("a user of SSS that the face knows counts like one that the policy names", () => {
  const policy = versioned({
    ...defaultPolicy,
    people: [{ principal: "local:boss", mayApprove: true, sssUserId: "ecid1" }],
  });
  const linked = { principal: "slack:T1/U9", sssUserId: "ecid1" };
  expect(isSameHuman(linked, { principal: "local:boss" }, policy)).toBe(true);
  expect(isSameHuman({ ...linked, sssUserId: "ecid2" }, { principal: "local:boss" }, policy)).toBe(false);
  const decision = decide(deleteUser, { ...linked, face: "slack" }, policy, {
    now: 0,
    recentDestroys: 0,
  });
  expect(decision).toMatchObject({ by: "self", approvers: [] });
});

test("an alias is a name of its person", () => {
  expect(personOf("slack:T1/U1", parsePolicy(people))).toMatchObject({ principal: "local:taro" });
  expect(personOf("slack:T1/U3", parsePolicy(people))).toBeUndefined();
});

test("one name of two people is refused", () => {
  expect(() =>
    parsePolicy(`people:
  - { principal: "local:taro", alsoKnownAs: ["slack:T1/U2"] }
  - { principal: "slack:T1/U2" }
`),
  ).toThrow("people: two entries have the same principal");
});

const kept = `${people}rules:
  - { name: keep-out, operations: ["delete_*", update_tenant], consent: second, notFromSlack: true }
`;

test("what the policy keeps out of Slack is not asked for there", async () => {
  const house = await openTestHouse({
    environment: { SSS_OPS_POLICY: await policyFile(kept), SSS_OPS_DOORS: "slack,terminal" },
  });
  const asked = await askFor(house, "update_tenant", change(house), inSlack);
  expect(asked).toMatchObject({ kind: "denied", code: "not_from_slack" });
});

test("nor answered there, and Slack alone is no door for it", async () => {
  const environment = { SSS_OPS_POLICY: await policyFile(kept), SSS_OPS_DOORS: "slack" };
  const closed = await openTestHouse({ environment });
  const refused = await askFor(closed, "update_tenant", change(closed), taro);
  expect(refused).toMatchObject({ kind: "denied", code: "no_door" });

  const open = await openTestHouse({ environment: { ...environment, SSS_OPS_DOORS: "slack,terminal" } });
  const waits = await askFor(open, "update_tenant", change(open), taro);
  const { ticket } = waits as Extract<typeof waits, { kind: "pending" }>;
  const approver = { ...inSlack, principal: "slack:T1/U2" };
  expect(await open.gate.decide(ticket.id, { kind: "given", yes: true }, approver)).toMatchObject({
    kind: "denied",
    code: "not_from_slack",
  });
  expect(await open.gate.find(ticket.id)).toMatchObject({ state: "open" });
});

test("without a name in the policy a terminal's answer counts as before", async () => {
  const house = await openTestHouse({ environment: { SSS_OPS_DOORS: "slack" } });
  const none: Actor = { ...taro, asking: "none" };
  const asked = await askFor(house, "update_tenant", change(house), none);
  const { ticket } = asked as Extract<typeof asked, { kind: "pending" }>;
  expect(await house.gate.barTo(ticket, boss)).toBeUndefined();
  expect(await house.gate.barTo(ticket, inSlack)).toMatchObject({ code: "not_yours" });
});

test("a rule that another one is stronger than still keeps the answer out of Slack", async () => {
  const rule = "rules:\n  - { name: keep-out, risks: [destroy], consent: self, notFromSlack: true }\n";
  const house = await openTestHouse({
    environment: { SSS_OPS_POLICY: await policyFile(people + rule), SSS_OPS_DOORS: "slack,terminal" },
  });
  const ticket = await waitingTicket(house);
  expect(ticket).toMatchObject({ consent: "second", rule: "default-destroy" });
  expect(house.gate.isAnsweredAt(ticket, "slack")).toBe(false);
  expect(house.gate.isAnsweredAt(ticket, "terminal")).toBe(true);
  const approver = { ...inSlack, principal: "slack:T1/U2" };
  expect(await house.gate.decide(ticket.id, consentTo(ticket), approver)).toMatchObject({
    code: "not_from_slack",
  });
  expect(writesOn(house)).toEqual([]);
});

test("what cannot be seen in an argument is written out in the question", async () => {
  const house = await openTestHouse();
  const input = { ...change(house), description: "prod\u202Etset\u200B" };
  const asked = await askFor(house, "update_tenant", input);
  const { ticket } = asked as Extract<typeof asked, { kind: "asking" }>;
  expect(ticket.question.message).toContain("prod\\u{202E}tset\\u{200B}");
});
