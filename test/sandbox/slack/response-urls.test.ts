import { expect, test } from "vitest";
import { button, callApi, openSlack, respond } from "./slack.ts";
import { connectStub } from "./stub.ts";

/** A fake with a clock, and the `response_url` of a command that was answered with `answer`. */
async function open(answer?: unknown) {
  let now = 1_790_000_000_000;
  const slack = await openSlack({ now: () => now });
  const stub = await connectStub(slack, "socket", ({ command }) =>
    command === undefined ? undefined : answer,
  );
  await slack.command("hanako", "x");
  const url: string = stub.received.at(-1)?.payload.response_url;
  const seen = () => slack.messages(slack.channels.ops.id, "hanako").filter(({ deleted }) => !deleted);
  return { slack, stub, url, seen, advance: (ms: number) => (now += ms) };
}

test("a response is an ephemeral message unless it is to be seen by all", async () => {
  const { slack, url, seen } = await open();
  expect(await respond(url, { text: "1" })).toMatchObject({ status: 200, body: { ok: true } });
  await respond(url, { text: "2", response_type: "in_channel" });
  expect(seen()).toMatchObject([{ text: "1", ephemeralFor: slack.users.hanako.id }, { text: "2" }]);
  expect(slack.messages(slack.channels.ops.id)).toMatchObject([{ text: "2" }]);
});

test("it works in a channel the bot is not in", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "socket");
  await slack.command("hanako", "x", { channel: "random" });
  await respond(stub.received.at(-1)?.payload.response_url, { text: "1" });
  expect(slack.messages(slack.channels.random.id, "hanako")).toMatchObject([{ text: "1" }]);
});

test("the answer to the command can be replaced and deleted", async () => {
  const { url, seen } = await open({ text: "working" });
  await respond(url, { text: "done", replace_original: true });
  expect(seen()).toMatchObject([{ text: "done", edited: true }]);
  await respond(url, { delete_original: true });
  expect(seen()).toEqual([]);
});

test("without an answer, the first response is the one to replace", async () => {
  const { url, seen } = await open();
  await respond(url, { text: "1", replace_original: true });
  await respond(url, { text: "2", replace_original: true });
  expect(seen()).toMatchObject([{ text: "2" }]);
});

test("the message a button stands in can be replaced", async () => {
  const { slack, stub } = await open();
  const channel = slack.channels.ops.id;
  const blocks = [{ type: "actions", elements: [button("go")] }];
  const { body } = await callApi(slack, "chat.postMessage", { channel, text: "card", blocks });
  await slack.click("taro", { channel, ts: body.ts }, "go");
  await respond(stub.received.at(-1)?.payload.response_url, { text: "decided", replace_original: true });
  expect(slack.messages(channel)).toMatchObject([{ ts: body.ts, text: "decided", blocks: [] }]);
});

test("the sixth use is one too many", async () => {
  const { url, seen } = await open();
  for (const text of ["1", "2", "3", "4", "5"]) expect((await respond(url, { text })).status).toBe(200);
  expect(await respond(url, { text: "6" })).toMatchObject({
    status: 404,
    body: { ok: false, error: "used_url" },
  });
  expect(seen()).toHaveLength(5);
});

test("after thirty minutes it is too late", async () => {
  const { url, advance } = await open();
  advance(30 * 60_000);
  expect(await respond(url, { text: "1" })).toMatchObject({ status: 200 });
  advance(1);
  expect(await respond(url, { text: "2" })).toMatchObject({ status: 404, body: { error: "expired_url" } });
});

test.for([
  ["no_text", {}],
  ["invalid_blocks", { text: "x", blocks: [{ type: "nope" }] }],
  ["invalid_arguments", { text: "x", response_type: "loud" }],
] as const)("a response is refused with %s, and that is no use", async ([error, body]) => {
  const { url, seen } = await open();
  expect(await respond(url, body)).toMatchObject({ status: 400, body: { ok: false, error } });
  expect(seen()).toEqual([]);
  for (const text of ["1", "2", "3", "4", "5"]) expect((await respond(url, { text })).status).toBe(200);
});

test("an address that was never given out leads nowhere", async () => {
  const { slack } = await open();
  expect(await respond(`${slack.url}/commands/1/x`, { text: "1" })).toMatchObject({ status: 404 });
});

test("responses are kept on record", async () => {
  const { slack, url } = await open();
  await respond(url, { text: "1" });
  expect(slack.calls.at(-1)).toEqual({ method: "response_url", body: { text: "1" }, answer: { ok: true } });
  expect(JSON.stringify(slack.calls)).not.toContain(url);
});
