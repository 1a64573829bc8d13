import { describe, expect, test } from "vitest";
import { type StepState, stateAround, toRecords } from "../../../src/gate/workflow/states.ts";
import { getUser } from "../../../tools/user/get-user.ts";
import { operationNamed } from "../../../tools/index.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import {
  askFor,
  auditOf,
  boss,
  consentTo,
  policyFile,
  requestOf,
  run,
  ticketFor,
  underBoss,
  userOf,
  writesOn,
} from "./flow.ts";

/** Somebody with two IAM groups and two tenants: five steps. */
const leaver = "hoshino.super";

function inputOf(house: TestHouse) {
  return { user_id: userOf(house, leaver).id };
}

async function offboarding(environment: Record<string, string> = {}) {
  const house = await openTestHouse({ environment });
  const input = inputOf(house);
  return { house, input, ticket: await ticketFor(house, "offboard_user", input) };
}

/** What is left of somebody: their groups, their workspaces, and whether they are there. */
function leftOf({ sandbox: { world } }: TestHouse, id: string): readonly string[] {
  const groups = [...world.iamGroups.values()].filter(({ userIds }) => userIds.has(id));
  const places = [...world.workspaces.values()].filter(({ userIds }) => userIds.has(id));
  const users = world.users.get(id)?.deleted === true ? [] : ["user"];
  return [...[...groups, ...places].map(({ name }) => name).toSorted(), ...users];
}

function statesOf(outcome: unknown): readonly string[] {
  const { data, answer } = outcome as Partial<Record<"data" | "answer", { steps: { state: string }[] }>>;
  return ((data ?? answer)?.steps ?? []).map(({ state }) => state);
}

test("the one question lists every step with every argument, and the name is typed once", async () => {
  const { house, input, ticket } = await offboarding();
  expect(ticket.steps?.map(({ operation, name }) => `${operation} ${name}`)).toEqual([
    "remove_user_from_iam_group default",
    "remove_user_from_iam_group operators",
    "delete_role hoshino-batch",
    "delete_role hoshino-web",
    `delete_user ${leaver}`,
  ]);
  for (const [index, step] of (ticket.steps ?? []).entries()) {
    expect(ticket.question.message).toContain(`${index + 1}. `);
    for (const value of Object.values(step.input)) expect(ticket.question.message).toContain(String(value));
  }
  expect(ticket.question).toMatchObject({ wanted: "name", name: leaver });
  expect(ticket.impact.map(({ operation }) => operation)).toContain("list_approval_requests");
  expect(writesOn(house)).toEqual([]);
  expect(leftOf(house, input.user_id)).toContain("user");
});

test("with the consent every step is done once and in order, on record, with progress", async () => {
  const { house, input, ticket } = await offboarding();
  const progress: string[] = [];
  const onProgress = (done: number, total: number) => progress.push(`${done}/${total}`);
  const told = await house.gate.answer(ticket.id, consentTo(ticket), {
    ...requestOf("offboard_user", input),
    onProgress,
  });
  expect(told).toMatchObject({ kind: "done", operation: "offboard_user" });
  expect(statesOf(told)).toEqual(["done", "done", "done", "done", "done"]);
  expect(writesOn(house)).toHaveLength(5);
  expect(writesOn(house).at(-1)).toBe(`DELETE /api/v1.0/users/${input.user_id}`);
  expect(leftOf(house, input.user_id)).toEqual([]);
  expect(progress).toEqual(["0/5", "1/5", "2/5", "3/5", "4/5", "5/5"]);
  const steps = (await auditOf(house)).filter(({ details }) => details["workflow"] === "offboard_user");
  expect(steps.map(({ event, details }) => `${event} ${String(details["step"])}`)).toEqual(
    [1, 2, 3, 4, 5].flatMap((step) => [`called ${step}`, `ended ${step}`]),
  );
  expect(steps.at(-2)).toMatchObject({ operation: "delete_user", details: { input, of: 5 } });
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "done" });
});

describe.for([1, 2, 3, 4, 5])("at step %i", (step) => {
  test("a refusal stops it, and it says what was done, what failed and what was never sent", async () => {
    const { house, input, ticket } = await offboarding();
    strikeAt(house, ticket.steps?.[step - 1]?.input ?? {}, { kind: "status", status: 409 });
    const told = await run(house, ticket);
    const states = [1, 2, 3, 4, 5].map((at) => (at < step ? "done" : at === step ? "failed" : "not_sent"));
    expect(told).toMatchObject({ kind: "failed", code: step === 1 ? "conflict" : "partly_done" });
    expect(statesOf(told)).toEqual(states);
    expect(told).toHaveProperty("message", expect.stringContaining(`stopped at step ${step} of 5`));
    // Names are other people's words: they stand in the data alone.
    expect(told).toHaveProperty("message", expect.not.stringMatching(/operators|hoshino/));
    expect(writesOn(house)).toHaveLength(step);
    expect(leftOf(house, input.user_id)).toHaveLength(leftAfter[step - 1] ?? 0);
  });

  test("a lost answer is found out by reading, and it goes on", async () => {
    const { house, input, ticket } = await offboarding();
    strikeAt(house, ticket.steps?.[step - 1]?.input ?? {}, { kind: "cut-after" });
    expect(await run(house, ticket)).toMatchObject({ kind: "done" });
    expect(writesOn(house)).toHaveLength(5);
    expect(leftOf(house, input.user_id)).toEqual([]);
  });

  test("a call of which nobody knows stops it, and is not sent again", async () => {
    const { house, ticket } = await offboarding();
    strikeAt(house, ticket.steps?.[step - 1]?.input ?? {}, { kind: "cut-before" });
    const told = await run(house, ticket);
    expect(told).toMatchObject({ kind: "unknown" });
    expect(statesOf(told)[step - 1]).toBe("unknown");
    expect(statesOf(told).slice(step)).toEqual(Array.from({ length: 5 - step }, () => "not_sent"));
    expect(writesOn(house)).toHaveLength(step);
  });
});

/** What is left of the leaver when the first steps were done; a workspace stands for its tenants. */
const leftAfter = [5, 4, 3, 2, 1];

/** Has one step go wrong: the one with this input. */
function strikeAt(
  { sandbox }: TestHouse,
  { iam_group_id, tenant_id }: Record<string, unknown>,
  fault: { readonly kind: "cut-before" | "cut-after" } | { readonly kind: "status"; readonly status: 409 },
): void {
  const place = iam_group_id ?? tenant_id;
  const path = typeof place === "string" ? place : "v1.0/users/";
  sandbox.faults.add({ ...fault, method: "DELETE", path });
}

describe("of a workflow whose process ended at its second step", () => {
  /** The ticket as such a process leaves it, after another one has seen it through. */
  async function seenThrough(state: StepState) {
    const { house, ticket } = await offboarding();
    const { tickets } = await house.store();
    const steps = toRecords(ticket.steps ?? [], stateAround(1, state, "waiting"));
    const set = { holder: "a process that is gone", outcome: { steps } };
    await tickets.move(ticket.id, { from: ["open"], to: "running", at: Date.now(), set }, []);
    await house.gate.recover();
    expect(writesOn(house)).toEqual([]);
    return house.gate.find(ticket.id);
  }

  test.for([
    ["waiting", "not_sent", "failed"],
    ["failed", "failed", "failed"],
    ["running", "unknown", "unknown"],
    ["unknown", "unknown", "unknown"],
  ] as const)("a step that was %s is told as %s, and nothing is sent", async ([state, told, end]) => {
    const ticket = await seenThrough(state);
    expect(ticket?.state).toBe(end);
    expect(statesOf(ticket?.outcome)).toEqual(["done", told, "not_sent", "not_sent", "not_sent"]);
  });
});

test("what is left is planned anew", async () => {
  const { house, input, ticket } = await offboarding();
  strikeAt(house, ticket.steps?.[2]?.input ?? {}, { kind: "status", status: 409 });
  expect(await run(house, ticket)).toMatchObject({
    code: "partly_done",
    next: expect.stringContaining("call offboard_user again"),
  });
  house.sandbox.faults.clear();
  const anew = await ticketFor(house, "offboard_user", input);
  expect(anew.steps?.map(({ operation }) => operation)).toEqual([
    "delete_role",
    "delete_role",
    "delete_user",
  ]);
  expect(await run(house, anew)).toMatchObject({ kind: "done" });
  expect(leftOf(house, input.user_id)).toEqual([]);
});

test("a plan that has moved is not carried out, and what is new in it is told", async () => {
  const { house, input, ticket } = await offboarding();
  const { world } = house.sandbox;
  const readers = [...world.iamGroups.values()].find(
    ({ contractId, userIds }) =>
      contractId === world.users.get(input.user_id)?.contractId && !userIds.has(input.user_id),
  );
  readers?.userIds.add(input.user_id);
  const told = await run(house, ticket);
  expect(told).toMatchObject({ kind: "failed", code: "target_moved" });
  expect(JSON.stringify(told)).toContain(readers?.name);
  expect(writesOn(house)).toEqual([]);
});

test("a step that the policy denies denies all of it, and it is not offered", async () => {
  const house = await openTestHouse({
    environment: { SSS_OPS_POLICY: await policyFile("deny: [delete_role]\n") },
  });
  const operation = operationNamed("offboard_user");
  expect(await askFor(house, "offboard_user", inputOf(house))).toMatchObject({
    kind: "denied",
    code: "operation_denied",
    message: expect.stringContaining("delete_role"),
  });
  expect(operation !== undefined && house.gate.isOffered(operation)).toBe(false);
  expect(house.gate.isOffered(getUser)).toBe(true);
});

test("a second person whom one step wants is wanted for all of it", async () => {
  const rules = `rules:\n  - { name: roles, operations: [delete_role], consent: second, notFromSlack: true }\n`;
  const { house, ticket } = await offboarding(await underBoss(rules));
  expect(ticket).toMatchObject({ consent: "second", notFromSlack: true });
  expect(await house.gate.decide(ticket.id, consentTo(ticket), boss)).toMatchObject({ kind: "done" });
});

test.for([
  ["the contract owner", "hoshino.admin", /contract owner is never deleted/],
  ["the user whose key the server runs on", "partner.admin", /never deleted/],
] as const)("%s is never offboarded", async ([, login, words]) => {
  const house = await openTestHouse({ environment: await underBoss() });
  const told = await askFor(house, "offboard_user", { user_id: userOf(house, login).id });
  expect(told).toMatchObject({ kind: "denied", code: "guarded", message: expect.stringMatching(words) });
  expect(writesOn(house)).toEqual([]);
});

test("what cannot be read for the plan leaves it unplanned, but for workspaces, which are said to be unread", async () => {
  const house = await openTestHouse();
  house.sandbox.faults.add({ method: "GET", path: "/workspaces", kind: "status", status: 403 });
  const ticket = await ticketFor(house, "offboard_user", inputOf(house));
  expect(ticket.question.message).toMatch(/list_workspaces[^]*could_not_be_read: forbidden/);
  house.sandbox.faults.add({ method: "GET", path: "/iam/groups", kind: "status", status: 403 });
  expect(await askFor(house, "offboard_user", inputOf(house))).toMatchObject({
    kind: "failed",
    code: "forbidden",
  });
});
