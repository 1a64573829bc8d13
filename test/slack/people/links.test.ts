import { expect, test } from "vitest";
import { linkSlack, unlinkSlack } from "../../../src/terminal/slack.ts";
import type { Terminal } from "../../../src/terminal/call.ts";
import { type Scene, openScene } from "../scene.ts";
import { told, wholeOf } from "../steps.ts";

const nobody = {
  people: (principalOf: (name: "hanako") => string) => `  - { principal: ${principalOf("hanako")} }`,
};

async function codeFor({ slack }: Scene): Promise<string> {
  await slack.command("taro", "link");
  const message = await slack.until(() =>
    slack.messages(slack.channels.ops.id, "taro").findLast((one) => wholeOf(one).includes("slack link ")),
  );
  return /slack link (\w+)/.exec(wholeOf(message))?.[1] ?? "";
}

function deskOf({ house }: Scene, remarks: string[]) {
  const terminal: Terminal = {
    isInteractive: false,
    ask: () => Promise.resolve(""),
    print: () => undefined,
    remark: (text) => void remarks.push(text),
  };
  return { ...house, terminal, principal: "local:taro", isSandbox: false };
}

async function link(scene: Scene, code: string, userId: string) {
  const remarks: string[] = [];
  const exit = await linkSlack(code, userId, deskOf(scene, remarks));
  return { exit, remarks: remarks.join("\n") };
}

test("whoever shows an API key pair of their own is known from then on, and can be mentioned", async () => {
  const scene = await openScene(nobody);
  const { slack, house } = scene;
  const { userId } = house.sandbox.accounts.partner;
  const code = await codeFor(scene);
  expect(await link(scene, code, userId)).toMatchObject({ exit: 0 });

  await slack.command("taro", "user show @taro");
  await told(scene, "taro", slack.channels.ops.id, (text) => text.includes(userId));
  const rows = [];
  for await (const row of (await house.store()).audit.read()) rows.push(row);
  expect(rows).toContainEqual(
    expect.objectContaining({
      operation: "link",
      details: { linked: `slack:${slack.team.id}/${slack.users.taro.id}`, sss_user_id: userId },
    }),
  );
});

test("a code is used once", async () => {
  const scene = await openScene(nobody);
  const { userId } = scene.house.sandbox.accounts.partner;
  const code = await codeFor(scene);
  await link(scene, code, userId);
  expect(await link(scene, code, userId)).toMatchObject({
    exit: 1,
    remarks: expect.stringContaining("Not linked"),
  });
});

test("a code is good for ten minutes", async () => {
  let now = Date.now();
  const scene = await openScene({ ...nobody, now: () => now });
  const code = await codeFor(scene);
  now += 11 * 60_000;
  // The command's own clock is the machine's: the store says what is live by it.
  const notes = (await scene.house.store()).notes;
  expect(await notes.get("link-code", code, now)).toBeUndefined();
});

test("another user's id is refused: the key pair is not theirs", async () => {
  const scene = await openScene(nobody);
  const code = await codeFor(scene);
  const other = [...scene.house.sandbox.world.users.values()].find(({ loginId }) => loginId === "sato.hana");
  expect(await link(scene, code, other?.id ?? "")).toMatchObject({
    exit: 3,
    remarks: expect.stringContaining("is not the user whose API key pair is set"),
  });
});

test("a link is ended on the terminal, on record", async () => {
  const scene = await openScene(nobody);
  const { slack, house } = scene;
  const { userId } = house.sandbox.accounts.partner;
  await link(scene, await codeFor(scene), userId);
  const principal = `slack:${slack.team.id}/${slack.users.taro.id}`;
  await unlinkSlack(principal, deskOf(scene, []));
  await slack.command("taro", "user list");
  await told(scene, "taro", slack.channels.ops.id, (text) => text.includes("ポリシーファイル"));
  const rows = [];
  for await (const row of (await house.store()).audit.read({ operation: "link" })) rows.push(row.details);
  expect(rows).toEqual([{ linked: principal, sss_user_id: userId }, { unlinked: principal }]);
});

test("the made-up SSS vouches for nobody", async () => {
  const scene = await openScene(nobody);
  const code = await codeFor(scene);
  const { userId } = scene.house.sandbox.accounts.partner;
  const desk = { ...deskOf(scene, []), isSandbox: true };
  expect(await linkSlack(code, userId, desk)).toBe(3);
});

test("a guest cannot even begin", async () => {
  const scene = await openScene(nobody);
  await scene.slack.command("guest", "link");
  const answer = await told(scene, "guest", scene.slack.channels.ops.id);
  expect(wholeOf(answer)).not.toContain("slack link ");
});
