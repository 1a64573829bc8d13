import { expect, test } from "vitest";
import type { FakeSlack } from "../../../src/sandbox/slack/server.ts";
import { button, callApi, openSlack, option, plain, transports } from "./slack.ts";
import { connectStub } from "./stub.ts";

const blocks = [
  { type: "section", block_id: "one", text: plain("One"), accessory: button("go", { value: "1" }) },
  { type: "section", block_id: "two", text: plain("Two"), accessory: button("go", { value: "2" }) },
  {
    type: "actions",
    block_id: "row",
    elements: [
      button("delete", { value: "3", style: "danger", confirm: { text: plain("Sure?") } }),
      { type: "static_select", action_id: "pick", options: [option("a"), option("b")] },
      { type: "overflow", action_id: "more", options: [option("c")] },
    ],
  },
];

async function post(slack: FakeSlack) {
  const { body } = await callApi(slack, "chat.postMessage", {
    channel: slack.channels.ops.id,
    text: "card",
    blocks,
  });
  return { channel: body.channel, ts: body.ts };
}

test.for(transports)("a click arrives over %s as Slack sends it", async (transport) => {
  const slack = await openSlack();
  const stub = await connectStub(slack, transport);
  const at = await post(slack);
  expect(await slack.click("hanako", at, "go", { value: "2" })).toMatchObject({ acked: true });
  const { id } = slack.users.hanako;
  expect(stub.received.at(-1)?.payload).toEqual({
    type: "block_actions",
    user: { id, username: "hanako", name: "hanako", team_id: slack.team.id },
    api_app_id: "A0SSSOPS01",
    token: expect.any(String),
    team: { id: slack.team.id, domain: "sss-sandbox" },
    enterprise: null,
    is_enterprise_install: false,
    container: { type: "message", message_ts: at.ts, channel_id: at.channel, is_ephemeral: false },
    trigger_id: expect.any(String),
    channel: { id: at.channel, name: "ops" },
    message: expect.objectContaining({
      ts: at.ts,
      text: "card",
      user: slack.botUserId,
      blocks: expect.any(Array),
    }),
    state: { values: { row: { pick: { type: "static_select", selected_option: null } } } },
    response_url: expect.stringMatching(`^${slack.url}/actions/`),
    actions: [
      {
        type: "button",
        action_id: "go",
        block_id: "two",
        text: { type: "plain_text", text: "go", emoji: true },
        value: "2",
        action_ts: expect.stringMatching(/^\d{10}\.\d{6}$/),
      },
    ],
  });
});

test("the team of a click is the app's, and that of the user their own", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "socket");
  await slack.click("stranger", await post(slack), "go", { value: "1" });
  const { team, user } = stub.received.at(-1)?.payload ?? {};
  expect(team.id).toBe(slack.team.id);
  expect(user.team_id).toBe(slack.users.stranger.teamId);
});

test("a choice in a menu is part of the state from then on", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "socket");
  const at = await post(slack);
  await slack.click("hanako", at, "pick", { value: "b" });
  const chosen = { text: { type: "plain_text", text: "B", emoji: true }, value: "b" };
  expect(stub.received.at(-1)?.payload.actions[0]).toMatchObject({
    type: "static_select",
    selected_option: chosen,
  });
  await slack.click("hanako", at, "go", { value: "1" });
  const { state } = stub.received.at(-1)?.payload ?? {};
  expect(state.values).toEqual({ row: { pick: { type: "static_select", selected_option: chosen } } });
});

test("an overflow menu sends the option", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "socket");
  await slack.click("hanako", await post(slack), "more", { value: "c" });
  expect(stub.received.at(-1)?.payload.actions[0]).toMatchObject({
    type: "overflow",
    selected_option: { value: "c" },
  });
});

test("the app does not hear of a click that was not confirmed", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "http");
  const at = await post(slack);
  expect(await slack.click("hanako", at, "delete", { confirmed: false })).toMatchObject({ acked: false });
  expect(stub.received).toEqual([]);
  await slack.click("hanako", at, "delete", { confirmed: true });
  expect(stub.received).toHaveLength(1);
});

test.for([
  ["gone", {}, 'There is no element gone; there are: go="1", go="2", delete="3", pick, more.'],
  ["go", { value: "9" }, 'There is no element go="9"'],
  ["delete", { value: "9" }, 'There is no element delete="9"'],
  ["pick", { value: "z" }, 'row/pick has no option "z"; it offers: a, b.'],
  ["more", { value: "z" }, 'The menu more has no option "z".'],
] as const)("%s cannot be clicked when it is not there", async ([actionId, options, complaint]) => {
  const slack = await openSlack();
  await connectStub(slack, "socket");
  const at = await post(slack);
  await expect(slack.click("hanako", at, actionId, options)).rejects.toThrow(complaint);
});

test("a message that is deleted or somebody else's cannot be clicked", async () => {
  const slack = await openSlack();
  const at = await post(slack);
  await callApi(slack, "chat.delete", at);
  await expect(slack.click("hanako", at, "go")).rejects.toThrow("is deleted");
  const { channel } = at;
  const ephemeral = { channel, user: slack.users.taro.id, text: "x", blocks };
  const { body } = await callApi(slack, "chat.postEphemeral", ephemeral);
  await expect(slack.click("hanako", { channel, ts: body.message_ts }, "go")).rejects.toThrow("is only for");
});

test("the home tab is opened with an event, published, and clicked", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "http");
  await slack.openHome("hanako");
  const { payload } = stub.received.at(-1) ?? {};
  expect(payload).toMatchObject({
    type: "event_callback",
    team_id: slack.team.id,
    event: { type: "app_home_opened", user: slack.users.hanako.id, tab: "home" },
    event_id: expect.stringMatching(/^Ev/),
  });
  const view = { type: "home", blocks };
  await callApi(slack, "views.publish", { user_id: slack.users.hanako.id, view });
  expect(slack.home("hanako")).toEqual(view);
  await slack.click("hanako", "home", "go", { value: "1" });
  const click = stub.received.at(-1)?.payload;
  expect(click).toMatchObject({ type: "block_actions", container: { type: "view" }, view: { type: "home" } });
  expect(click).not.toHaveProperty("response_url");
});

test("a global shortcut arrives without a channel", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "socket");
  await slack.shortcut("hanako", "palette");
  expect(stub.received.at(-1)?.payload).toMatchObject({ type: "shortcut", callback_id: "palette" });
  expect(stub.received.at(-1)?.payload).not.toHaveProperty("channel");
});
