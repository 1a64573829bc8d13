import { expect, test, vi } from "vitest";
import { thingsOf } from "../samples.ts";
import { speakTo } from "../sandbox/sss.ts";
import { openReplica, openScene } from "./scene.ts";
import {
  ask,
  asksFor,
  cardOf,
  closed,
  hasButtons,
  inState,
  opened,
  tenant,
  told,
  waitingCard,
  wholeOf,
  writes,
} from "./steps.ts";

// How approvals in Slack break elsewhere: each of these was somebody's fault report.

const two = { policy: "rules:\n  - { name: two, consent: second }\n" };

function change(scene: Parameters<typeof tenant>[0]) {
  return { tenant_id: tenant(scene).id, description: "changed" };
}

test("a second press while the first one runs is told so, and runs nothing", async () => {
  const scene = await openScene(two);
  const { slack, house } = scene;
  const { ticket, card } = await waitingCard(scene, "update_tenant", change(scene));
  const { payload } = await slack.click("kenji", card, "ticket:details");
  house.sandbox.faults.add({ kind: "latency", ms: 1_000, method: "PUT" });
  await slack.click("hanako", card, "ticket:approve");
  await inState(scene, ticket.id, "running");
  // Pressed on the card as it still stands in another window.
  const text = JSON.stringify(payload).replaceAll("ticket:details", "ticket:approve");
  await slack.deliver("interactive", { ...(JSON.parse(text) as object), trigger_id: "1.2.second" });
  const answer = await told(scene, "kenji", card.channel);
  expect(wholeOf(answer)).toContain(slack.users.hanako.id);
  await inState(scene, ticket.id, "done");
  expect(writes(scene)).toHaveLength(1);
});

test("the first press after a restart counts", async () => {
  const scene = await openScene(two);
  const { ticket, card } = await waitingCard(scene, "update_tenant", change(scene));
  await scene.face.stop();
  const replica = await openReplica(scene);
  await scene.slack.click("hanako", card, "ticket:approve");
  await inState({ house: scene.house }, ticket.id, "done");
  await told(scene, "hanako", card.channel);
  expect(replica.faults).toEqual([]);
});

test("a decision taken on the terminal takes the buttons from the card", async () => {
  const scene = await openScene({
    people: (principalOf) =>
      `  - { principal: ${principalOf("hanako")}, mayApprove: true }\n  - { principal: "local:boss", mayApprove: true }`,
    environment: { SSS_OPS_DOORS: "slack,terminal" },
  });
  const { ticket, card } = await waitingCard(scene);
  await scene.house.gate.decide(
    ticket.id,
    { kind: "declined" },
    { principal: "local:boss", face: "terminal", asking: "terminal" },
    "not today",
  );
  expect(wholeOf(await closed(scene, card))).toContain("not today");
});

test("a decision in another process takes them as well", async () => {
  const scene = await openScene();
  const { ticket, card } = await waitingCard(scene);
  const replica = await openReplica(scene);
  await replica.house.gate.cancel(ticket.id, { principal: "local:assistant", face: "mcp", asking: "none" });
  await closed(scene, card);
});

test("what a card says is not what runs: the ticket is", async () => {
  const scene = await openScene(two);
  const { slack } = scene;
  const { ticket, card } = await waitingCard(scene, "update_tenant", change(scene));
  const { payload } = await slack.click("taro", card, "ticket:approve");
  const forged = JSON.parse(JSON.stringify(payload)) as Record<string, unknown>;
  const text = JSON.stringify(forged)
    .replaceAll("changed", "FORGED")
    .replaceAll(slack.users.taro.id, slack.users.hanako.id);
  await slack.deliver("interactive", { ...(JSON.parse(text) as object), trigger_id: "1.2.forged" });
  await inState(scene, ticket.id, "done");
  expect(tenant(scene).description).toBe("changed");
});

test("a button with another ticket's id, or none, answers and decides nothing", async () => {
  const scene = await openScene(two);
  const { slack, house } = scene;
  const { ticket, card } = await waitingCard(scene, "update_tenant", change(scene));
  const { payload } = await slack.click("taro", card, "ticket:details");
  for (const [index, value] of ["", "no-such-ticket", "../../etc", "x".repeat(2_000)].entries()) {
    const text = JSON.stringify(payload)
      .replaceAll(ticket.id, value)
      .replaceAll("ticket:details", "ticket:approve");
    await slack.deliver("interactive", { ...(JSON.parse(text) as object), trigger_id: `1.2.${index}` });
  }
  await told(scene, "taro", card.channel);
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
  expect(writes(scene)).toEqual([]);
});

test("an approval takes effect when the process that was asked is gone", async () => {
  const scene = await openScene(two);
  const { slack, house } = scene;
  const asker = await openReplica(scene, {});
  const outcome = await ask({ house: { ...house, ...asker.house } }, "update_tenant", change(scene));
  if (outcome.kind !== "pending") throw new Error("not pending");
  await asker.face.stop();
  await asker.house.close();
  const card = await cardOf(scene, outcome.ticket.id);
  await slack.click("hanako", card, "ticket:approve");
  await inState(scene, outcome.ticket.id, "done");
  expect(tenant(scene).description).toBe("changed");
});

test("while Slack takes no message the ticket waits, and its card comes once it does", async () => {
  let now = Date.parse("2026-11-22T03:00:00Z");
  const scene = await openScene({ now: () => now });
  const { slack, house } = scene;
  slack.faults.fail("chat.postMessage", { error: "internal_error", times: 1 });
  const outcome = await ask(scene, "delete_tenant", { tenant_id: tenant(scene).id });
  if (outcome.kind !== "pending") throw new Error("not pending");
  await vi.waitFor(() => expect(scene.faults).toHaveLength(1));
  expect(await house.gate.find(outcome.ticket.id)).toMatchObject({ state: "open" });
  now += 61_000;
  const card = await cardOf(scene, outcome.ticket.id);
  expect(hasButtons(card)).toBe(true);
  expect(writes(scene)).toEqual([]);
});

test("a post whose answer was lost is not repeated at once", async () => {
  const scene = await openScene();
  const { slack } = scene;
  slack.faults.fail("chat.postMessage", { status: 502, when: "after", times: 1 });
  const outcome = await ask(scene, "delete_tenant", { tenant_id: tenant(scene).id });
  if (outcome.kind !== "pending") throw new Error("not pending");
  const card = await cardOf(scene, outcome.ticket.id);
  // The card that Slack kept to itself works, and is redrawn when it is pressed.
  await slack.click("hanako", card, "ticket:deny");
  const form = await opened(scene, "hanako", asksFor("reason"));
  await slack.submit("hanako", form.id, {});
  await inState(scene, outcome.ticket.id, "denied");
  const posts = slack.calls.filter(({ method }) => method === "chat.postMessage");
  expect(posts).toHaveLength(1);
});

test("a long transaction keeps its requester's message up to date, across a restart", async () => {
  const scene = await openScene({
    people: (principalOf) => `  - { principal: ${principalOf("taro")} }`,
    sandbox: { transactionMs: 1_500 },
  });
  const { slack, house } = scene;
  const { food } = await thingsOf(speakTo(house.sandbox));
  await slack.command("taro", `contract create new.owner1 new.owner1@example.com ${food.channel.id}`);
  const question = await told(scene, "taro", slack.channels.ops.id, (text) => text.includes("ticket:yes"));
  await slack.click("taro", question, "ticket:yes");
  const running = await slack.until(() => slack.directMessages("taro").at(-1));
  await scene.face.stop();
  await openReplica(scene);
  const [ticket] = await house.gate.list();
  await inState(scene, ticket?.id ?? "", "done");
  const last = await slack.until(() =>
    slack
      .directMessages("taro")
      .find((message) => message.ts === running.ts && message.text !== running.text),
  );
  expect(slack.directMessages("taro").filter(({ ts }) => ts !== last.ts)).toEqual([]);
});
