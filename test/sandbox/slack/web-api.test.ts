import { expect, test } from "vitest";
import { callApi, openSlack } from "./slack.ts";

test("the app can ask who it is", async () => {
  const slack = await openSlack();
  const { body } = await callApi(slack, "auth.test");
  expect(body).toMatchObject({ ok: true, team_id: slack.team.id, user_id: slack.botUserId });
});

test.for([
  ["no token", "", "not_authed"],
  ["a wrong token", "xoxb-wrong", "invalid_auth"],
])("a call with %s is refused", async ([, token = "", error]) => {
  const slack = await openSlack();
  expect((await callApi(slack, "auth.test", {}, { token })).body).toEqual({ ok: false, error });
});

test("each token is good only for its own methods", async () => {
  const slack = await openSlack();
  const refusal = { ok: false, error: "not_allowed_token_type" };
  expect((await callApi(slack, "apps.connections.open")).body).toEqual(refusal);
  expect((await callApi(slack, "auth.test", {}, { token: slack.appToken })).body).toEqual(refusal);
});

test("a token may stand in the body, and is not kept on record", async () => {
  const slack = await openSlack();
  const { body } = await callApi(slack, "auth.test", { token: slack.botToken }, { token: "" });
  expect(body).toMatchObject({ ok: true });
  expect(JSON.stringify(slack.calls)).not.toContain(slack.botToken);
});

test("a method the app has no scope for is refused with the scope it needs", async () => {
  const slack = await openSlack();
  const { body } = await callApi(slack, "conversations.info", { channel: slack.channels.ops.id });
  expect(body).toEqual({
    ok: false,
    error: "missing_scope",
    needed: "channels:read,groups:read,mpim:read,im:read",
    provided: "commands,chat:write,users:read",
  });
});

test.for(["chat.shout", "__proto__", "toString"])("there is no method %s", async (method) => {
  const slack = await openSlack();
  expect((await callApi(slack, method)).body).toEqual({
    ok: false,
    error: "unknown_method",
    req_method: method,
  });
});

test("arguments that are missing or of another kind are named", async () => {
  const slack = await openSlack();
  const { body } = await callApi(slack, "chat.postMessage", { text: 5 }, { json: true });
  expect(body).toEqual({
    ok: false,
    error: "invalid_arguments",
    response_metadata: {
      messages: [
        "[ERROR] must provide a valid string [json-pointer:/text]",
        "[ERROR] missing required field: channel [json-pointer:/]",
      ],
    },
  });
});

test.for([
  ["{", "invalid_json"],
  ["[]", "json_not_object"],
])("a body %s that is no object is refused", async ([text = "", error]) => {
  const slack = await openSlack();
  const headers = { authorization: `Bearer ${slack.botToken}`, "content-type": "application/json" };
  const response = await fetch(`${slack.apiUrl}auth.test`, { method: "POST", headers, body: text });
  expect(await response.json()).toEqual({ ok: false, error });
});

test.for([false, true])("every call is kept on record as it was meant (as JSON: %s)", async (json) => {
  const slack = await openSlack();
  const blocks = [{ type: "divider" }];
  await callApi(slack, "chat.postMessage", { channel: slack.channels.ops.id, text: "x", blocks }, { json });
  expect(slack.calls).toEqual([
    {
      method: "chat.postMessage",
      body: { channel: slack.channels.ops.id, text: "x", blocks },
      answer: expect.objectContaining({ ok: true }),
    },
  ]);
});

test("people are described with their flags, and with their language only when asked for", async () => {
  const slack = await openSlack();
  const ask = async (key: keyof typeof slack.users, more = {}) =>
    (await callApi(slack, "users.info", { user: slack.users[key].id, ...more })).body.user;
  expect(await ask("hanako")).toMatchObject({ team_id: slack.team.id, tz: "Asia/Tokyo", tz_offset: 32_400 });
  expect(await ask("hanako")).not.toHaveProperty("locale");
  expect(await ask("alice", { include_locale: true })).toMatchObject({
    locale: "en-US",
    tz: "America/New_York",
  });
  expect(await ask("guest")).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
  expect(await ask("visitor")).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
  expect(await ask("robot")).toMatchObject({ is_bot: true });
  expect(await ask("gone")).toMatchObject({ deleted: true });
  const stranger = await ask("stranger");
  expect(stranger.is_stranger).toBe(true);
  expect(stranger.team_id).not.toBe(slack.team.id);
});

test.for(["U0NOBODY001", "hanako"])("nobody has the id %s", async (user) => {
  const slack = await openSlack();
  expect((await callApi(slack, "users.info", { user })).body).toEqual({ ok: false, error: "user_not_found" });
});

test("e-mail addresses stay hidden: the app has no scope for them", async () => {
  const slack = await openSlack();
  const { body } = await callApi(slack, "users.info", { user: slack.users.hanako.id });
  expect(body.user.profile).not.toHaveProperty("email");
});

test("nothing is served under a foreign name", async () => {
  const slack = await openSlack();
  const { request } = await import("node:http");
  const status = await new Promise((resolve) => {
    request(`${slack.apiUrl}auth.test`, { headers: { host: "evil.test" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  expect(status).toBe(403);
});
