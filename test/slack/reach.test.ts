import { expect, test } from "vitest";
import { openReplica, openScene } from "./scene.ts";
import {
  asksFor,
  inState,
  isAnswer,
  opened,
  says,
  tenant,
  told,
  waitingCard,
  wholeOf,
  writes,
} from "./steps.ts";

// What somebody asked for reaches them, whatever Slack or SSS does meanwhile.

const alone = {
  people: (principalOf: (name: "taro") => string) => `  - { principal: ${principalOf("taro")} }`,
};

test("who closes the modal before the question is in it is asked where they typed", async () => {
  const scene = await openScene(alone);
  const { slack } = scene;
  slack.faults.fail("views.update", { error: "not_found" });
  await slack.command("taro", `tenant delete ${tenant(scene).id}`);
  const question = await told(scene, "taro", slack.channels.ops.id, (text) =>
    text.includes("ticket:confirm"),
  );
  await slack.click("taro", question, "ticket:confirm");
  const modal = await opened(scene, "taro", asksFor("name"));
  await slack.submit("taro", modal.id, { name: "hoshino-web" });
  await slack.until(() => (writes(scene).length === 1 ? true : undefined));
  expect(scene.faults).toEqual([]);
});

test("who closes the modal while it runs is told the end in a direct message", async () => {
  const scene = await openScene();
  const { slack } = scene;
  const { card, ticket } = await waitingCard(scene);
  await slack.click("hanako", card, "ticket:approve");
  const modal = await opened(scene, "hanako", asksFor("name"));
  slack.faults.fail("views.update", { error: "not_found" });
  await slack.submit("hanako", modal.id, { name: "hoshino-web" });
  await inState(scene, ticket.id, "done");
  const end = await slack.until(() => slack.directMessages("hanako").at(-1));
  expect(wholeOf(end)).toContain("完了しました");
  expect(scene.faults).toEqual([]);
});

test("a wrong name is told, too, where its modal was closed", async () => {
  const scene = await openScene();
  const { slack, house } = scene;
  const { card, ticket } = await waitingCard(scene);
  await slack.click("hanako", card, "ticket:approve");
  const modal = await opened(scene, "hanako", asksFor("name"));
  slack.faults.fail("views.update", { error: "not_found" });
  await slack.submit("hanako", modal.id, { name: "hoshino" });
  const note = await slack.until(() => slack.directMessages("hanako").at(-1));
  expect(wholeOf(note)).toContain("名前が一致しません");
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
});

test.for([
  ["is out of order", { status: 503 }],
  ["breaks off", { cut: true }],
  ["is used up", { status: 404 }],
] as const)("an answer whose address %s comes as a direct message", async ([, failure]) => {
  const scene = await openScene();
  const { slack } = scene;
  slack.faults.fail("response_url", { ...failure, times: 5 });
  await slack.command("taro", "tenant list");
  const answer = await slack.until(() => slack.directMessages("taro").at(-1));
  expect(wholeOf(answer)).toContain("partner-tools");
});

test("an answer that is over Slack's limits comes as a direct message", async () => {
  const scene = await openScene();
  const { slack } = scene;
  slack.faults.rateLimit("response_url", { retryAfter: 3_600, times: 5 });
  await slack.command("taro", "tenant list");
  const answer = await slack.until(() => slack.directMessages("taro").at(-1));
  expect(wholeOf(answer)).toContain("partner-tools");
});

test("modals open in time while SSS takes longer than that to say whether an answer counts", async () => {
  const scene = await openScene();
  const { slack, house } = scene;
  const { card } = await waitingCard(scene);
  await scene.face.stop();
  // A process that has yet to learn from SSS which key it runs on.
  await openReplica(scene);
  house.sandbox.faults.add({ path: "/v3", kind: "latency", ms: 3_200 });
  await Promise.all([
    slack.click("hanako", card, "ticket:deny"),
    slack.click("kenji", card, "ticket:approve"),
  ]);
  await opened(scene, "hanako", asksFor("reason"));
  await opened(scene, "kenji", says("SSSに問い合わせています"));
  await opened(scene, "kenji", asksFor("name"));
});

test("who may not deny is told in the form, before anything is decided", async () => {
  const scene = await openScene();
  const { slack, house } = scene;
  const { card, ticket } = await waitingCard(scene);
  await slack.click("taro", card, "ticket:deny");
  await opened(scene, "taro", says(slack.users.kenji.id));
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
});

test("an id that was typed can be chosen while SSS does not answer", async () => {
  const scene = await openScene();
  const { slack, house } = scene;
  await slack.command("taro", "tenant show");
  const form = await opened(scene, "taro", asksFor("tenant_id"));
  house.sandbox.faults.add({ kind: "latency", ms: 2_500 });
  const id = "ab".repeat(16);
  const { options } = await slack.suggest("taro", form.id, "tenant_id", id);
  expect(options.map(({ value }) => value)).toEqual([id]);
});

test("what is switched off says so at once, and is offered nowhere", async () => {
  const scene = await openScene({ environment: { SSS_OPS_DENY: "create_user,delete_user" } });
  const { slack } = scene;
  await slack.command("taro", "user create");
  const answer = await told(scene, "taro", slack.channels.ops.id, isAnswer);
  expect(wholeOf(answer)).toContain("operation_denied");
  const { message } = await slack.command("taro", "help user");
  expect(wholeOf(message ?? { text: "", blocks: [] })).not.toMatch(/user (create|delete)/);
  await slack.shortcut("taro", "sss_palette");
  const palette = await opened(scene, "taro", asksFor("operation"));
  expect(JSON.stringify(palette.view)).not.toMatch(/create_user|delete_user/);
  expect(slack.calls.filter(({ method }) => method === "views.open")).toHaveLength(1);
});
