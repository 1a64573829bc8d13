import { expect, test } from "vitest";
import { openTestHouse } from "../../house.ts";
import {
  askFor,
  auditOf,
  boss,
  consentTo,
  eventsOf,
  policyFile,
  taro,
  tenantOf,
  ticketFor,
  underBoss,
  writesOn,
} from "./flow.ts";

async function waitingDelete(environment: Record<string, string>) {
  const house = await openTestHouse({ environment });
  const ticket = await ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id });
  return { house, ticket };
}

test.for([
  ["the requester", { ...boss, principal: "local:taro" }, "own_request"],
  ["a stranger", { ...boss, principal: "local:stranger" }, "not_an_approver"],
  ["the boss with other capitals", { ...boss, principal: "local:Boss" }, "not_an_approver"],
] as const)("%s cannot approve", async ([, actor, code]) => {
  const { house, ticket } = await waitingDelete(await underBoss());
  expect(await house.gate.decide(ticket.id, consentTo(ticket), actor)).toMatchObject({
    kind: "denied",
    code,
  });
  expect(writesOn(house)).toEqual([]);
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
  expect(await house.gate.decide(ticket.id, consentTo(ticket), boss)).toMatchObject({ kind: "done" });
});

test("a stranger can neither deny nor take back what is not theirs", async () => {
  const { house, ticket } = await waitingDelete(await underBoss());
  const stranger = { ...boss, principal: "local:stranger" };
  await house.gate.decide(ticket.id, { kind: "declined" }, stranger, "no");
  expect(await house.gate.cancel(ticket.id, stranger)).toBeUndefined();
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
});

test("an approver who is the requester under another name cannot approve", async () => {
  const people = `people:
  - { principal: "local:taro", sssUserId: ecid1000000001 }
  - { principal: "local:taro-at-home", mayApprove: true, sssUserId: ecid1000000001 }
  - { principal: "local:boss", mayApprove: true }
`;
  const environment = { SSS_OPS_POLICY: await policyFile(people), SSS_OPS_DOORS: "terminal" };
  const { house, ticket } = await waitingDelete(environment);
  const self = { ...boss, principal: "local:taro-at-home" };
  expect(await house.gate.decide(ticket.id, consentTo(ticket), self)).toMatchObject({
    kind: "denied",
    code: "own_request",
  });
  expect(writesOn(house)).toEqual([]);
});

test("the audit names the requester as who asked and the approver as who decided", async () => {
  const { house, ticket } = await waitingDelete(await underBoss());
  await house.gate.decide(ticket.id, consentTo(ticket), boss, "no longer used");
  const rows = await auditOf(house);
  expect(rows.map(({ actor }) => actor.principal)).toEqual([
    taro.principal,
    boss.principal,
    taro.principal,
    taro.principal,
  ]);
  expect(rows[0]?.details).toMatchObject({ consent: "second", approvers: [boss.principal] });
  expect(rows[1]?.details).toMatchObject({ decision: "approved", reason: "no longer used" });
});

test("without a door for the second person the call is refused, and put on record", async () => {
  const { SSS_OPS_POLICY = "" } = await underBoss();
  const house = await openTestHouse({ environment: { SSS_OPS_POLICY } });
  const input = { tenant_id: tenantOf(house, "hoshino-web").id };
  expect(await askFor(house, "delete_tenant", input)).toMatchObject({
    kind: "denied",
    code: "no_door",
    next: expect.stringContaining("SSS_OPS_DOORS"),
  });
  expect(await eventsOf(house)).toEqual(["decided deny"]);
});

test("of a yes and a no at the same moment one counts, and both are told which", async () => {
  const people = `people:
  - { principal: "local:boss", mayApprove: true }
  - { principal: "local:chief", mayApprove: true }
`;
  const environment = { SSS_OPS_POLICY: await policyFile(people), SSS_OPS_DOORS: "terminal" };
  const { house, ticket } = await waitingDelete(environment);
  const chief = { ...boss, principal: "local:chief" };
  const [yes, no] = await Promise.all([
    house.gate.decide(ticket.id, consentTo(ticket), boss),
    house.gate.decide(ticket.id, { kind: "declined" }, chief),
  ]);
  const isDone = yes?.kind === "done";
  const answers = isDone
    ? [{}, { code: "ticket_used" }]
    : [{ code: "ticket_denied" }, { code: "not_confirmed" }];
  expect([yes, no]).toMatchObject(answers);
  expect(writesOn(house)).toHaveLength(isDone ? 1 : 0);
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: isDone ? "done" : "denied" });
});
