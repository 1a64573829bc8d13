import { expect, test } from "vitest";
import { openScene } from "../scene.ts";
import { thingsOf } from "../../samples.ts";
import { speakTo } from "../../sandbox/sss.ts";
import { asksFor, inState, opened, says, waitingCard } from "../steps.ts";

function homeOf(
  scene: Awaited<ReturnType<typeof openScene>>,
  who: "hanako" | "taro" | "alice" | "guest",
  has: string,
) {
  const { slack } = scene;
  return slack.until(() => {
    const home = JSON.stringify(slack.home(who) ?? {});
    return home.includes(has) ? home : undefined;
  });
}

test("an approver sees what waits, and can answer it there", async () => {
  const scene = await openScene();
  const { slack } = scene;
  const { ticket } = await waitingCard(scene);
  await slack.openHome("hanako");
  await homeOf(scene, "hanako", ticket.id);
  await slack.click("hanako", "home", "ticket:approve", { value: ticket.id });
  const question = await opened(scene, "hanako", asksFor("name"));
  await slack.submit("hanako", question.id, { name: ticket.question.name });
  await inState(scene, ticket.id, "done");
});

test("somebody who may not approve sees nothing of others, and quick actions", async () => {
  const scene = await openScene();
  const { slack } = scene;
  const { ticket } = await waitingCard(scene);
  await slack.openHome("alice");
  const home = await homeOf(scene, "alice", "home:run");
  expect(home).not.toContain(ticket.id);
  await slack.click("alice", "home", "home:run", { value: "create_user" });
  await opened(scene, "alice", asksFor("login_id"));
});

test("each reads it in their language", async () => {
  const scene = await openScene();
  const { slack } = scene;
  await slack.openHome("alice");
  await slack.openHome("taro");
  const english = await homeOf(scene, "alice", "home:run");
  const japanese = await homeOf(scene, "taro", "home:run");
  expect(english).not.toMatch(/[ぁ-ん]/);
  expect(japanese).toMatch(/[ぁ-ん]/);
});

test("a guest is told why there is nothing", async () => {
  const scene = await openScene();
  await scene.slack.openHome("guest");
  expect(await homeOf(scene, "guest", "section")).not.toContain("home:run");
});

test("approval requests of SSS that this account may decide are there, with their details", async () => {
  const scene = await openScene();
  const { slack, house } = scene;
  const request = String((await thingsOf(speakTo(house.sandbox)))["request"]);
  await slack.openHome("taro");
  await homeOf(scene, "taro", request);
  await slack.click("taro", "home", "request:details", { value: request });
  await opened(scene, "taro", says("承認されると実行される内容"));
  await slack.openHome("hanako");
  await homeOf(scene, "hanako", request);
  const lists = house.sandbox.calls.filter(({ path }) => path.includes("approval-requests?status"));
  expect(lists).toHaveLength(1);
});

test("the tab comes without them while SSS does not answer, and where the policy keeps them", async () => {
  const scene = await openScene({ environment: { SSS_OPS_DENY: "list_approval_requests" } });
  await scene.slack.openHome("taro");
  expect(await homeOf(scene, "taro", "home:run")).not.toMatch(/request:details|list_approval_requests/);
  const other = await openScene();
  other.house.sandbox.faults.add({ kind: "status", status: 500 });
  await other.slack.openHome("taro");
  expect(await homeOf(other, "taro", "home:run")).not.toContain("request:details");
});
