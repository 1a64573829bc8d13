import { expect, test } from "vitest";
import { connectStub, silence } from "./stub.ts";
import { button, openSlack, transports } from "./slack.ts";

test.for(transports)("a command arrives over %s as Slack sends it", async (transport) => {
  const slack = await openSlack();
  const stub = await connectStub(slack, transport);
  const delivery = await slack.command("alice", "approve <x> @taro", { channel: "approvals" });
  expect(delivery).toMatchObject({ acked: true, ack: undefined });
  expect(stub.received.at(-1)?.payload).toEqual({
    token: expect.any(String),
    team_id: slack.team.id,
    team_domain: "sss-sandbox",
    channel_id: slack.channels.approvals.id,
    channel_name: "approvals",
    user_id: slack.users.alice.id,
    user_name: "alice",
    command: "/sss",
    text: "approve &lt;x&gt; <@U0TARO00001|taro>",
    api_app_id: "A0SSSOPS01",
    is_enterprise_install: "false",
    response_url: expect.stringMatching(`^${slack.url}/commands/`),
    trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]{32}$/),
  });
});

test("a person from outside comes with their own team", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "socket");
  await slack.command("stranger", "help");
  expect(stub.received.at(-1)?.payload.team_id).toBe(slack.users.stranger.teamId);
});

test("another command can be typed, in a channel the bot is not in", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "socket");
  await slack.command("hanako", "x", { command: "/other", channel: "random" });
  expect(stub.received.at(-1)?.payload).toMatchObject({
    command: "/other",
    channel_id: slack.channels.random.id,
  });
});

test.for(transports)("the answer over %s becomes an ephemeral message", async (transport) => {
  const slack = await openSlack();
  await connectStub(slack, transport, () => ({ text: "hello", blocks: [{ type: "divider" }] }));
  const { message } = await slack.command("hanako", "x");
  expect(message).toMatchObject({ text: "hello", ephemeralFor: slack.users.hanako.id });
  expect(slack.messages(slack.channels.ops.id, "hanako")).toEqual([message]);
});

test("the answer is for everybody when it wants to be", async () => {
  const slack = await openSlack();
  await connectStub(slack, "socket", () => ({ text: "hello", response_type: "in_channel" }));
  await slack.command("hanako", "x");
  expect(slack.messages(slack.channels.ops.id)).toMatchObject([{ text: "hello" }]);
});

test("an answer with wrong blocks makes no message, and the person is told", async () => {
  const slack = await openSlack();
  await connectStub(slack, "socket", () => ({ text: "hello", blocks: [{ type: "nope" }] }));
  const { message, problem } = await slack.command("alice", "x");
  expect(message).toBeUndefined();
  expect(problem).toMatch(/^\/sss failed with the error "invalid_blocks.*unsupported type: nope/);
  expect(slack.messages(slack.channels.ops.id, "alice")).toEqual([]);
});

test("with nobody connected the command fails at once", async () => {
  const slack = await openSlack();
  expect(await slack.command("alice", "x")).toMatchObject({
    acked: false,
    problem: "/sss failed because the app did not respond",
  });
});

test("with nobody listening at the request URL the command fails", async () => {
  const slack = await openSlack();
  slack.useHttp("http://127.0.0.1:1/slack/events");
  expect(await slack.command("hanako", "x")).toMatchObject({
    acked: false,
    problem: "アプリが応答しなかったため、/sss は失敗しました",
  });
});

test.concurrent.for(transports)(
  "an answer over %s counts only within three seconds",
  async (transport, { expect }) => {
    const slack = await openSlack();
    await connectStub(slack, transport, () => silence);
    expect(await slack.command("hanako", "x")).toMatchObject({ acked: false, ack: undefined });
  },
);

test("a click in an ephemeral answer carries its place, but not the message", async () => {
  const slack = await openSlack();
  const blocks = [{ type: "actions", block_id: "row", elements: [button("go", { value: "1" })] }];
  const stub = await connectStub(slack, "socket", ({ command }) => command && { text: "x", blocks });
  const { message } = await slack.command("hanako", "x");
  await slack.click("hanako", message ?? { channel: "", ts: "" }, "go");
  const { payload } = stub.received.at(-1) ?? {};
  expect(payload).not.toHaveProperty("message");
  expect(payload.container).toEqual({
    type: "message",
    message_ts: message?.ts,
    channel_id: slack.channels.ops.id,
    is_ephemeral: true,
  });
});
