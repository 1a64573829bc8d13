import { expect, test } from "vitest";
import type { FakeSlack } from "../../../src/sandbox/slack/server.ts";
import { button, callApi, openSlack } from "./slack.ts";

async function post(slack: FakeSlack, body: Readonly<Record<string, unknown>>) {
  return (await callApi(slack, "chat.postMessage", { channel: slack.channels.ops.id, ...body })).body;
}

test("a message stands in its channel", async () => {
  const slack = await openSlack();
  const { ok, channel, ts } = await post(slack, { text: "hello" });
  expect(ok).toBe(true);
  expect(slack.messages(slack.channels.ops.id)).toEqual([
    { ts, channel, user: slack.botUserId, text: "hello", blocks: [], edited: false, deleted: false },
  ]);
});

test("a later message has a later timestamp, even in the same millisecond", async () => {
  const slack = await openSlack({ now: () => 1_790_000_000_000 });
  const first = await post(slack, { text: "1" });
  const second = await post(slack, { text: "2" });
  expect(first.ts).toBe("1790000000.000000");
  expect(second.ts > first.ts).toBe(true);
});

test("blocks are echoed with ids where they had none", async () => {
  const slack = await openSlack();
  const { message } = await post(slack, {
    blocks: [{ type: "actions", elements: [{ ...button("b"), action_id: undefined }] }],
  });
  const [block] = message.blocks;
  expect(block.block_id).toMatch(/^.{5}$/);
  expect(block.elements[0]).toMatchObject({
    action_id: expect.stringMatching(/^.{5}$/),
    text: { emoji: true },
  });
});

test("a message to a person's id opens the direct messages with them", async () => {
  const slack = await openSlack();
  const { channel } = await post(slack, { channel: slack.users.hanako.id, text: "hello" });
  expect(channel).toMatch(/^D/);
  expect(slack.directMessages("hanako")).toMatchObject([{ text: "hello", channel }]);
  expect(slack.directMessages("taro")).toEqual([]);
});

test("a channel may be named", async () => {
  const slack = await openSlack();
  expect(await post(slack, { channel: "#ops", text: "x" })).toMatchObject({ channel: slack.channels.ops.id });
});

test("a thread is opened under a message that is there", async () => {
  const slack = await openSlack();
  const { ts } = await post(slack, { text: "root" });
  await post(slack, { text: "reply", thread_ts: ts });
  expect(slack.messages(slack.channels.ops.id)[1]).toMatchObject({ text: "reply", threadTs: ts });
  expect(await post(slack, { text: "x", thread_ts: "1.000000" })).toMatchObject({
    error: "thread_not_found",
  });
});

const long = "語".repeat(40_001);

test.for([
  ["channel_not_found", { channel: "C0NOWHERE1", text: "x" }],
  ["channel_not_found", { channel: "hanako", text: "x" }],
  ["not_in_channel", { channel: "random", text: "x" }],
  ["cannot_dm_bot", { channel: "U0ROBOT0001", text: "x" }],
  ["channel_not_found", { channel: "U0GONE00001", text: "x" }],
  ["no_text", {}],
  ["no_text", { text: "", blocks: [] }],
  ["msg_too_long", { text: long }],
  ["invalid_blocks_format", { text: "x", blocks: "[" }],
  ["invalid_blocks_format", { text: "x", blocks: {} }],
])("a message is refused with %s", async ([error, body]) => {
  const slack = await openSlack();
  expect(await post(slack, body as Readonly<Record<string, unknown>>)).toMatchObject({ ok: false, error });
  expect(slack.messages(slack.channels.ops.id)).toEqual([]);
});

test("a message of 40 000 characters is taken", async () => {
  const slack = await openSlack();
  expect(await post(slack, { text: long.slice(1) })).toMatchObject({ ok: true });
});

test("blocks that are wrong are refused with every fault", async () => {
  const slack = await openSlack();
  expect(await post(slack, { text: "x", blocks: [{ type: "section" }, { type: "nope" }] })).toEqual({
    ok: false,
    error: "invalid_blocks",
    response_metadata: {
      messages: [
        "[ERROR] missing required field: text or fields [json-pointer:/blocks/0]",
        "[ERROR] unsupported type: nope [json-pointer:/blocks/1/type]",
      ],
    },
  });
});

test("an update takes what it gives, and leaves the blocks when it gives none", async () => {
  const slack = await openSlack();
  const { channel, ts } = await post(slack, { text: "old", blocks: [{ type: "divider" }] });
  await callApi(slack, "chat.update", { channel, ts, text: "new" });
  expect(slack.messages(channel)).toMatchObject([
    { ts, text: "new", blocks: [{ type: "divider" }], edited: true },
  ]);
  await callApi(slack, "chat.update", { channel, ts, text: "newer", blocks: [] });
  expect(slack.messages(channel)).toMatchObject([{ text: "newer", blocks: [] }]);
});

test("a deleted message is gone for the app", async () => {
  const slack = await openSlack();
  const { channel, ts } = await post(slack, { text: "x" });
  await callApi(slack, "chat.delete", { channel, ts });
  expect(slack.messages(channel)).toMatchObject([{ deleted: true }]);
  expect((await callApi(slack, "chat.update", { channel, ts, text: "y" })).body.error).toBe(
    "message_not_found",
  );
});

test("an ephemeral message is only for its person, and cannot be changed", async () => {
  const slack = await openSlack();
  const channel = slack.channels.ops.id;
  const { body } = await callApi(slack, "chat.postEphemeral", {
    channel,
    user: slack.users.taro.id,
    text: "psst",
  });
  expect(slack.messages(channel)).toEqual([]);
  expect(slack.messages(channel, "hanako")).toEqual([]);
  expect(slack.messages(channel, "taro")).toMatchObject([
    { text: "psst", ephemeralFor: slack.users.taro.id },
  ]);
  const { body: update } = await callApi(slack, "chat.update", { channel, ts: body.message_ts, text: "x" });
  expect(update.error).toBe("cant_update_message");
});

test.for([
  ["user_not_in_channel", { user: "U0VISITOR01" }],
  ["user_not_found", { user: "U0NOBODY001" }],
  ["not_in_channel", { channel: "C0RANDOM01" }],
  ["channel_not_found", { channel: "U0HANAKO001" }],
  ["no_text", { text: "" }],
])("an ephemeral message is refused with %s", async ([error, body]) => {
  const slack = await openSlack();
  const whole = { channel: slack.channels.ops.id, user: slack.users.taro.id, text: "x", ...(body as object) };
  expect((await callApi(slack, "chat.postEphemeral", whole)).body.error).toBe(error);
});

test("the direct messages with somebody are changed by their channel, not by the person's id", async () => {
  const slack = await openSlack();
  const { channel, ts } = await post(slack, { channel: slack.users.hanako.id, text: "x" });
  const update = (place: string) => callApi(slack, "chat.update", { channel: place, ts, text: "y" });
  expect((await update(slack.users.hanako.id)).body.error).toBe("channel_not_found");
  expect((await update(channel)).body.ok).toBe(true);
});

test("a permalink leads to the page", async () => {
  const slack = await openSlack();
  const { channel, ts } = await post(slack, { text: "x" });
  const ask = (message_ts: string) => callApi(slack, "chat.getPermalink", { channel, message_ts });
  expect((await ask(ts)).body.permalink).toBe(`${slack.pageUrl}/${channel}#m${ts}`);
  expect((await ask("1.000000")).body.error).toBe("message_not_found");
});
