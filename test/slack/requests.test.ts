import { expect, test, vi } from "vitest";
import type { ApprovalRequest } from "../../src/sandbox/model.ts";
import type { FakeMessage } from "../../src/sandbox/slack/model.ts";
import { type Scene, openReplica, openScene } from "./scene.ts";
import { closed, hasButtons, opened, says, told, wholeOf, writes } from "./steps.ts";

const watching = { watchMs: 3_600_000 };

/** The requests that the partner's account may decide or take back. */
function open({ house }: Pick<Scene, "house">): readonly ApprovalRequest[] {
  const { world, accounts } = house.sandbox;
  const { partner } = accounts;
  return [...world.approvals.values()].filter(
    ({ status, requestUserId, approverId }) =>
      status === "registered" &&
      (requestUserId === partner.userId || world.contracts.get(approverId)?.id === partnerContract(house)),
  );
}

function partnerContract({ sandbox }: Scene["house"]): string | undefined {
  return sandbox.world.users.get(sandbox.accounts.partner.userId)?.contractId;
}

function requestCards({ slack }: Pick<Scene, "slack">): readonly FakeMessage[] {
  return slack
    .messages(slack.channels.approvals.id)
    .filter(
      ({ blocks, threadTs }) => threadTs === undefined && JSON.stringify(blocks).includes("request:details"),
    );
}

function cardOf(scene: Scene, { id }: ApprovalRequest): Promise<FakeMessage> {
  return scene.slack.until(() =>
    requestCards(scene).find(({ blocks }) => JSON.stringify(blocks).includes(id)),
  );
}

/** A request that the account is asked to decide. */
function toDecide(scene: Scene): ApprovalRequest {
  const request = open(scene).find(({ approverType }) => approverType === "contract");
  if (request === undefined) throw new Error("The seeded world has no such request.");
  return request;
}

/** A request that the account raised itself. */
function raised(scene: Scene): ApprovalRequest {
  const { userId } = scene.house.sandbox.accounts.partner;
  const request = open(scene).find(({ requestUserId }) => requestUserId === userId);
  if (request === undefined) throw new Error("The seeded world has no such request.");
  return request;
}

test("each request that waits for this account is posted once, with the buttons it may press", async () => {
  const scene = await openScene(watching);
  const decide = await cardOf(scene, toDecide(scene));
  expect(JSON.stringify(decide.blocks)).toContain("request:approve");
  expect(JSON.stringify(decide.blocks)).not.toContain("request:cancel");
  const own = await cardOf(scene, raised(scene));
  expect(JSON.stringify(own.blocks)).toContain("request:cancel");
  expect(JSON.stringify(own.blocks)).not.toContain("request:approve");
  expect(requestCards(scene)).toHaveLength(open(scene).length);
});

test.for([
  ["approve", "approved"],
  ["deny", "denied"],
] as const)("a press of %s decides it through the gate, on record", async ([button, status]) => {
  const scene = await openScene(watching);
  const { slack, house } = scene;
  const request = toDecide(scene);
  const card = await cardOf(scene, request);
  await slack.click("hanako", card, `request:${button}`);
  await told(scene, "hanako", card.channel);
  await closed(scene, card);
  expect(house.sandbox.world.approvals.get(request.id)?.status).toBe(status);
  expect(writes(scene)).toEqual([`PUT /api/v1.0/approval-requests/${request.id}`]);
  const [ticket] = await house.gate.list();
  expect(ticket).toMatchObject({
    operation: "update_approval_request",
    state: "done",
    requester: { principal: `slack:${slack.team.id}/${slack.users.hanako.id}` },
  });
});

test("what was decided elsewhere loses its buttons with the next look", async () => {
  const scene = await openScene({ watchMs: 50 });
  const request = toDecide(scene);
  const card = await cardOf(scene, request);
  request.status = "approved";
  request.statusUpdatedAt = Date.now();
  await closed(scene, card);
  expect(writes(scene)).toEqual([]);
});

test("a card that shows another request than there is now decides nothing", async () => {
  const scene = await openScene(watching);
  const request = toDecide(scene);
  const card = await cardOf(scene, request);
  Object.assign(request, { service: "something-else" });
  await scene.slack.click("hanako", card, "request:approve");
  await told(scene, "hanako", card.channel);
  expect(writes(scene)).toEqual([]);
  expect(request.status).toBe("registered");
});

test("a restart posts nothing twice and misses nothing", async () => {
  const scene = await openScene(watching);
  await cardOf(scene, toDecide(scene));
  await scene.slack.until(() => (requestCards(scene).length === open(scene).length ? true : undefined));
  await scene.face.stop();
  const first = toDecide(scene);
  const id = "req9999999999";
  scene.house.sandbox.world.approvals.set(id, { ...first, id });
  const replica = await openReplica(scene, watching);
  await cardOf(scene, { ...first, id });
  expect(requestCards(scene)).toHaveLength(open(scene).length);
  expect(replica.faults).toEqual([]);
});

test("two replicas post each request once", async () => {
  const scene = await openScene({ watchMs: 20 });
  await openReplica(scene, { watchMs: 20 });
  await openReplica(scene, { watchMs: 20 });
  const id = "req9999999999";
  const added = { ...toDecide(scene), id };
  scene.house.sandbox.world.approvals.set(id, added);
  await cardOf(scene, added);
  const looks = () =>
    scene.house.sandbox.calls.filter(({ path }) => path.includes("approval-requests")).length;
  const until = looks() + 6;
  await vi.waitFor(() => expect(looks()).toBeGreaterThanOrEqual(until));
  expect(requestCards(scene).filter(({ blocks }) => JSON.stringify(blocks).includes(id))).toHaveLength(1);
});

test("a deadline within a day is brought to mind once", async () => {
  const scene = await openScene({ watchMs: 30 });
  const request = raised(scene);
  const card = await cardOf(scene, request);
  const inThread = () => scene.slack.messages(card.channel).filter(({ threadTs }) => threadTs === card.ts);
  await scene.slack.until(() => (inThread().length > 0 ? true : undefined));
  const before = scene.house.sandbox.calls.length;
  await vi.waitFor(() => expect(scene.house.sandbox.calls.length).toBeGreaterThan(before + 4));
  expect(inThread()).toHaveLength(1);
});

test("a yes to one text counts for no other, even on a card that was rewritten meanwhile", async () => {
  const scene = await openScene({ watchMs: 30 });
  const request = toDecide(scene);
  const card = await cardOf(scene, request);
  // Seen and about to be confirmed, while SSS and then the card come to show something else.
  const { payload } = await scene.slack.click("taro", card, "request:details");
  const value = JSON.stringify(card.blocks).match(/"request:approve","value":"([^"]+)"/)?.[1] ?? "";
  Object.assign(request, { service: "everything" });
  await scene.slack.until(() =>
    scene.slack
      .messages(card.channel)
      .find(({ ts, blocks }) => ts === card.ts && JSON.stringify(blocks).includes("everything")),
  );
  const text = JSON.stringify(payload)
    .replaceAll(scene.slack.users.taro.id, scene.slack.users.hanako.id)
    .replaceAll("request:details", "request:approve");
  const press = JSON.parse(text) as { actions: { value: string }[] };
  press.actions[0] = { ...press.actions[0], value };
  await scene.slack.deliver("interactive", { ...press, trigger_id: "1.2.late" });
  await vi.waitFor(async () => {
    const [ticket] = await scene.house.gate.list();
    expect(ticket).toMatchObject({ state: "cancelled" });
  });
  expect(writes(scene)).toEqual([]);
});

test("details show the actions decoded", async () => {
  const scene = await openScene(watching);
  const card = await cardOf(scene, toDecide(scene));
  await scene.slack.click("taro", card, "request:details");
  await opened(scene, "taro", says("registered_time"));
});

test("the card speaks the channel's language, and picks the description in it", async () => {
  const scene = await openScene({ ...watching, language: "ja" });
  const request = toDecide(scene);
  const card = await cardOf(scene, request);
  const japanese = request.descriptions.find(({ lang }) => lang === "ja")?.text ?? "";
  expect(wholeOf(card)).toContain(japanese);
  expect(hasButtons(card)).toBe(true);
});

test("an upstream that is down for a while is asked again, and nothing is lost", async () => {
  const scene = await openScene({ channel: false });
  scene.house.sandbox.faults.add({ kind: "gateway", path: "approval-requests", times: 3 });
  const replica = await openReplica(scene, { watchMs: 20 });
  await cardOf({ ...scene, ...replica, house: scene.house }, toDecide(scene));
});
