import { expect, test } from "vitest";
import type { FakeSlack } from "../../../src/sandbox/slack/server.ts";
import { callApi, openSlack, respond } from "./slack.ts";
import { connectStub } from "./stub.ts";

const post = (slack: FakeSlack, text = "x") =>
  callApi(slack, "chat.postMessage", { channel: slack.channels.ops.id, text });
const said = (slack: FakeSlack) => slack.messages(slack.channels.ops.id).map(({ text }) => text);

test("a rate limit is told with the seconds to wait, so many times", async () => {
  const slack = await openSlack();
  slack.faults.rateLimit("chat.postMessage", { retryAfter: 7, times: 2 });
  const answers = [await post(slack), await post(slack), await post(slack)];
  expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
  expect(answers[0]?.headers.get("retry-after")).toBe("7");
  expect(answers[0]?.body).toEqual({ ok: false, error: "ratelimited" });
  expect(said(slack)).toEqual(["x"]);
});

test("a fault strikes only its method", async () => {
  const slack = await openSlack();
  slack.faults.fail("chat.update", { error: "internal_error" });
  expect((await post(slack)).body.ok).toBe(true);
});

test.for([
  [{}, 502, expect.stringContaining("<html>")],
  [{ status: 503 }, 503, expect.stringContaining("<html>")],
  [{ error: "internal_error" }, 200, { ok: false, error: "internal_error" }],
] as const)("a failure %j before the deed leaves it undone", async ([failure, status, body]) => {
  const slack = await openSlack();
  slack.faults.fail("*", failure);
  expect(await post(slack)).toMatchObject({ status, body });
  expect(said(slack)).toEqual([]);
});

test("a failure after the deed hides that it was done", async () => {
  const slack = await openSlack();
  slack.faults.fail("chat.postMessage", { when: "after" });
  expect((await post(slack)).status).toBe(502);
  expect(said(slack)).toEqual(["x"]);
});

test.for([
  ["before", []],
  ["after", ["x"]],
] as const)("a connection can be cut %s the deed", async ([when, messages]) => {
  const slack = await openSlack();
  slack.faults.fail("chat.postMessage", { cut: true, when });
  await expect(post(slack)).rejects.toThrow("fetch failed");
  expect(said(slack)).toEqual(messages);
  expect(slack.calls).toMatchObject([{ method: "chat.postMessage", answer: undefined }]);
});

test("a call that hangs never ends by itself", async () => {
  const slack = await openSlack();
  slack.faults.hang("auth.test");
  const call = callApi(slack, "auth.test");
  await slack.until(() => slack.calls[0]);
  await Promise.all([expect(call).rejects.toThrow("fetch failed"), slack.stop()]);
});

test("posts to a response_url fail, too", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "socket");
  await slack.command("hanako", "x");
  slack.faults.fail("response_url", { error: "internal_error" });
  const { response_url: url } = stub.received.at(-1)?.payload ?? {};
  expect((await respond(url, { text: "x" })).body).toEqual({ ok: false, error: "internal_error" });
});

test("while everything is down nothing gets through, and afterwards it does again", async () => {
  const slack = await openSlack();
  await connectStub(slack, "socket");
  slack.faults.down = true;
  await slack.until(() => (slack.sockets === 0 ? true : undefined));
  await expect(post(slack)).rejects.toThrow("fetch failed");
  expect(await slack.command("hanako", "x")).toMatchObject({ acked: false });
  slack.faults.down = false;
  expect((await post(slack)).body.ok).toBe(true);
  await connectStub(slack, "socket");
  expect(await slack.command("hanako", "x")).toMatchObject({ acked: true });
});

test("with pacing, a channel takes one message a second", async () => {
  let now = 1_790_000_000_000;
  const slack = await openSlack({ now: () => now });
  slack.faults.pacing = true;
  expect((await post(slack, "1")).status).toBe(200);
  now += 999;
  const early = await post(slack, "2");
  expect(early.status).toBe(429);
  expect(early.headers.get("retry-after")).toBe("1");
  now += 1;
  expect((await post(slack, "3")).status).toBe(200);
  expect(said(slack)).toEqual(["1", "3"]);
});

test("faults can be taken back", async () => {
  const slack = await openSlack();
  slack.faults.fail("*", { times: 5 });
  slack.faults.down = true;
  slack.faults.clear();
  expect((await post(slack)).status).toBe(200);
});

test("a wait in vain tells what is there instead", async () => {
  const slack = await openSlack();
  await post(slack, "only this");
  const wait = slack.until(() => slack.messages(slack.channels.ops.id)[1], 10);
  await expect(wait).rejects.toThrow(/in vain[^]*ops: only this[^]*chat\.postMessage -> /);
});

test("a wait ends with the first value that is there", async () => {
  const slack = await openSlack();
  const wait = slack.until(() => slack.messages(slack.channels.ops.id)[0]);
  await post(slack, "at last");
  expect(await wait).toMatchObject({ text: "at last" });
});

test("a wait fails when its look does, and when the fake is stopped", async () => {
  const slack = await openSlack();
  await expect(slack.until(() => slack.messages("x", "nobody")[0] ?? slack.view("nobody"))).rejects.toThrow(
    "There is no user nobody",
  );
  const wait = slack.until(() => undefined);
  await Promise.all([expect(wait).rejects.toThrow("was stopped"), slack.stop()]);
});
