import { expect, test } from "vitest";
import { createUsers } from "../../../src/slack/people/users.ts";
import type { SlackUser } from "../../../src/slack/surface.ts";
import { openReplica, openScene, type Scene } from "../scene.ts";
import { assistant, opened, says, tenant, told, wholeOf } from "../steps.ts";

// Everybody but alice reads Japanese; channels speak English.

test.for([
  ["help", "リソース 動詞"],
  ["usr lst", "ではありませんか"],
] as const)("the first answer to “%s” ends up in its reader's language", async ([typed, expected]) => {
  const scene = await openScene();
  const { slack } = scene;
  const { message } = await slack.command("hanako", typed);
  const answer = await told(scene, "hanako", slack.channels.ops.id, (text) => text.includes(expected));
  expect(answer.ts).toBe(message?.ts);
});

test("an English reader of an English channel is answered once", async () => {
  const { slack } = await openScene();
  await slack.command("alice", "help");
  await slack.command("alice", "tenant list");
  await told({ slack }, "alice", slack.channels.ops.id, (text) => text.includes("partner-tools"));
  expect(slack.calls.filter(({ method }) => method === "response_url")).toHaveLength(1);
});

test("the palette opens in its reader's language the first time", async () => {
  const scene = await openScene();
  await scene.slack.shortcut("hanako", "sss_palette");
  await opened(scene, "hanako", says("SSSの操作"));
});

test("a requester's message stays in their language after a restart", async () => {
  const scene = await openScene();
  const { slack } = scene;
  await slack.command("hanako", `tenant delete ${tenant(scene).id}`);
  const before = await slack.until(() => slack.directMessages("hanako").at(-1));
  await scene.face.stop();
  const { house } = await openReplica(scene);
  const [ticket] = await house.gate.list();
  const { principal } = ticket?.requester ?? assistant;
  await house.gate.cancel(ticket?.id ?? "", { ...assistant, principal });
  const after = await changed(scene, before.ts, before.text);
  expect(before.text).toContain("あなたの依頼");
  expect(after.text).toContain("あなたの依頼");
});

test("what a call waits for is told in the reader's language alone", async () => {
  const scene = await openScene();
  const { slack } = scene;
  await slack.command("hanako", `tenant delete ${tenant(scene).id}`);
  const answer = await told(scene, "hanako", slack.channels.ops.id, (text) => text.includes("回答方法"));
  expect(wholeOf(answer)).not.toMatch(/Nothing was done|To answer|press a button/);
});

test("flags are asked for again after ten minutes, the language is known for a day", async () => {
  let now = 0;
  let asked = 0;
  const hanako: SlackUser = {
    id: "U1",
    teamId: "T1",
    locale: "ja-JP",
    isBot: false,
    isDeleted: false,
    isGuest: false,
    isStranger: false,
  };
  const surface = {
    user: async () => {
      asked += 1;
      if (asked > 1) throw new Error("Slack is away");
      return hanako;
    },
  };
  const users = createUsers({ surface, now: () => now });
  expect(users.localeOf("U1")).toBeUndefined();
  await users.lookUp("U1");
  now = 11 * 60_000;
  expect(await users.lookUp("U1")).toBeUndefined();
  expect(asked).toBe(2);
  expect(users.localeOf("U1")).toBe("ja-JP");
  now = 25 * 3_600_000;
  expect(users.localeOf("U1")).toBeUndefined();
});

function changed({ slack }: Scene, ts: string, from: string) {
  return slack.until(() =>
    slack.directMessages("hanako").find((message) => message.ts === ts && message.text !== from),
  );
}
