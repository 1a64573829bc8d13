import { describe, expect, test } from "vitest";
import { openScene, transports } from "./scene.ts";
import {
  ask,
  asksFor,
  closed,
  hasButtons,
  inState,
  opened,
  says,
  tenant,
  told,
  waitingCard,
  wholeOf,
  writes,
} from "./steps.ts";

describe.for(transports)("over %s", (transport) => {
  test("an assistant's delete waits for a card, and runs once its name is typed by a second person", async () => {
    const scene = await openScene({ transport });
    const { slack } = scene;
    const { ticket, card } = await waitingCard(scene);
    expect(wholeOf(card)).toContain("hoshino-web");
    expect(wholeOf(card)).toContain("test-host");

    await slack.click("hanako", card, "ticket:approve");
    const question = await opened(scene, "hanako", asksFor("name"));
    expect(writes(scene)).toEqual([]);
    await slack.submit("hanako", question.id, { name: "hoshino-web" });

    const decided = await closed(scene, card);
    expect(wholeOf(decided)).toContain(slack.users.hanako.id);
    await slack.until(() => (writes(scene).length === 1 ? true : undefined));
    expect(await inState(scene, ticket.id, "done")).toMatchObject({
      decided: { by: { principal: `slack:${slack.team.id}/${slack.users.hanako.id}`, face: "slack" } },
    });
    expect(scene.faults).toEqual([]);
  });

  test("a denial with its reason reaches the assistant through the ticket", async () => {
    const scene = await openScene({ transport });
    const { slack, house } = scene;
    const { ticket, card } = await waitingCard(scene);
    await slack.click("kenji", card, "ticket:deny");
    const form = await opened(scene, "kenji", asksFor("reason"));
    await slack.submit("kenji", form.id, { reason: "まだ使っています <!channel>" });
    const denied = await closed(scene, card);
    expect(wholeOf(denied)).toContain("まだ使っています");
    expect(wholeOf(denied)).not.toContain("<!channel>");
    expect(await house.gate.find(ticket.id)).toMatchObject({
      state: "denied",
      decided: { reason: "まだ使っています <!channel>" },
    });
    expect(writes(scene)).toEqual([]);
  });

  test("somebody who may not approve is told so, and who may", async () => {
    const scene = await openScene({ transport });
    const { slack, house } = scene;
    const { ticket, card } = await waitingCard(scene);
    await slack.click("taro", card, "ticket:approve");
    const answer = await opened(scene, "taro", says(slack.users.kenji.id));
    expect(JSON.stringify(answer.view)).toContain(slack.users.hanako.id);
    expect(asksFor("name")(answer)).toBe(false);
    expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
  });
});

test.for(["stranger", "guest", "visitor", "gone", "robot"] as const)(
  "a %s may not approve, even where the policy names them",
  async (who) => {
    const scene = await openScene({
      people: (principalOf) => `  - { principal: ${principalOf(who)}, mayApprove: true }`,
    });
    const { slack, house } = scene;
    const { ticket, card } = await waitingCard(scene);
    await slack.click(who, card, "ticket:approve");
    await told(scene, who, card.channel);
    expect(slack.view(who)).toBeUndefined();
    expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
    expect(writes(scene)).toEqual([]);
  },
);

test("whoever cannot be looked up may not approve", async () => {
  const scene = await openScene();
  const { slack, house } = scene;
  const { ticket, card } = await waitingCard(scene);
  slack.faults.fail("users.info", { error: "internal_error", when: "before", times: 5 });
  await slack.click("hanako", card, "ticket:approve");
  await told(scene, "hanako", card.channel);
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
});

test("a wrong name is asked for again, and decides nothing", async () => {
  const scene = await openScene();
  const { slack, house } = scene;
  const { ticket, card } = await waitingCard(scene);
  await slack.click("hanako", card, "ticket:approve");
  const question = await opened(scene, "hanako", asksFor("name"));
  await slack.submit("hanako", question.id, { name: "hoshino-wed" });
  const again = await opened(scene, "hanako", (view) => asksFor("name")(view) && view.hash !== question.hash);
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
  // A Japanese input method writes full-width letters.
  await slack.submit("hanako", again.id, { name: "ｈｏｓｈｉｎｏ－ｗｅｂ" });
  await closed(scene, card);
  await inState(scene, ticket.id, "done");
});

test("a change takes one press with Slack's own confirmation", async () => {
  const scene = await openScene({ policy: "rules:\n  - { name: two, consent: second }\n" });
  const { slack } = scene;
  const { ticket, card } = await waitingCard(scene, "update_tenant", {
    tenant_id: tenant(scene).id,
    description: "for the web",
  });
  expect(wholeOf(card)).toContain("for the web");
  expect(JSON.stringify(card.blocks)).toContain('"confirm"');
  await slack.click("hanako", card, "ticket:approve");
  await closed(scene, card);
  await inState(scene, ticket.id, "done");
  await told(scene, "hanako", card.channel);
});

test("the second of two presses is told who was first", async () => {
  const scene = await openScene({ policy: "rules:\n  - { name: two, consent: second }\n" });
  const { slack } = scene;
  const { card, ticket } = await waitingCard(scene, "update_tenant", {
    tenant_id: tenant(scene).id,
    description: "x",
  });
  // Both still see the buttons.
  await Promise.all([
    slack.click("hanako", card, "ticket:approve"),
    slack.click("kenji", card, "ticket:approve"),
  ]);
  await inState(scene, ticket.id, "done");
  await told(scene, "hanako", card.channel);
  await told(scene, "kenji", card.channel);
  expect(writes(scene)).toHaveLength(1);
});

test("details show every argument to whoever looks", async () => {
  const scene = await openScene();
  const { slack } = scene;
  const { card } = await waitingCard(scene);
  await slack.click("taro", card, "ticket:details");
  await opened(scene, "taro", says(tenant(scene).id));
});

test("what expires loses its buttons, and says so", async () => {
  let now = Date.parse("2026-11-22T03:00:00Z");
  const scene = await openScene({ now: () => now });
  const { slack, house } = scene;
  const { ticket, card } = await waitingCard(scene);
  now += 25 * 3_600_000;
  await slack.click("hanako", card, "ticket:approve");
  await closed(scene, card);
  await opened(scene, "hanako", says("回答がありませんでした"));
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "expired" });
});

test("two cards at once: answering the later leaves the earlier as it is", async () => {
  const scene = await openScene();
  const { slack, house } = scene;
  const first = await waitingCard(scene);
  const second = await waitingCard(scene, "delete_tenant", { tenant_id: tenant(scene, "partner-tools").id });
  await slack.click("hanako", second.card, "ticket:deny");
  const form = await opened(scene, "hanako", asksFor("reason"));
  await slack.submit("hanako", form.id, {});
  await closed(scene, second.card);
  expect(await house.gate.find(first.ticket.id)).toMatchObject({ state: "open" });
  const still = slack.messages(first.card.channel).find(({ ts }) => ts === first.card.ts);
  expect(still !== undefined && hasButtons(still)).toBe(true);
});

test("a call the policy keeps out of Slack has no card there", async () => {
  const scene = await openScene({
    policy: "rules:\n  - { name: keep-out, resources: [tenant], consent: second, notFromSlack: true }\n",
  });
  expect(await ask(scene, "delete_tenant", { tenant_id: tenant(scene).id })).toMatchObject({
    kind: "denied",
    code: "no_door",
  });
});

test.for([
  ["by the rule that asks for it", "consent: second"],
  ["though the default asks for more than its rule", "consent: self"],
] as const)("a ticket that is answered elsewhere only is not shown in Slack, %s", async ([, consent]) => {
  const scene = await openScene({
    environment: { SSS_OPS_DOORS: "slack,terminal" },
    policy: `rules:
  - { name: keep-out, operations: [delete_tenant], ${consent}, notFromSlack: true }
  - { name: two, operations: [update_tenant], consent: second }
`,
  });
  const { slack } = scene;
  const { id } = tenant(scene);
  const hidden = await ask(scene, "delete_tenant", { tenant_id: id });
  if (hidden.kind !== "pending") throw new Error(`not pending, but ${hidden.kind}`);
  const { ticket, card } = await waitingCard(scene, "update_tenant", { tenant_id: id, description: "x" });
  expect(slack.messages(card.channel)).toEqual([card]);
  await slack.openHome("hanako");
  const home = await slack.until(() => {
    const shown = JSON.stringify(slack.home("hanako") ?? {});
    return shown.includes(ticket.id) ? shown : undefined;
  });
  expect(home).not.toContain(hidden.ticket.id);
});
