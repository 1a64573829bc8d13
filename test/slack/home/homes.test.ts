import { expect, test } from "vitest";
import { openScene } from "../scene.ts";
import { asksFor, inState, opened, waitingCard } from "../steps.ts";

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
