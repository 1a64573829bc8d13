import { expect, test } from "vitest";
import { openSlack } from "./slack.ts";
import { connectStub, isSignedWith } from "./stub.ts";

test("a request is signed over its time and raw body", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "http");
  await slack.command("hanako", "日本語 & more");
  const [request] = stub.received;
  expect(request && isSignedWith(slack.signingSecret, request)).toBe(true);
  expect(request && isSignedWith("another", request)).toBe(false);
});

test.for([
  ["slash_commands", "application/x-www-form-urlencoded"],
  ["interactive", "application/x-www-form-urlencoded"],
  ["events_api", "application/json"],
] as const)("%s are sent as %s", async ([type, contentType]) => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "http");
  await slack.deliver(type, { hello: "there" });
  expect(stub.received[0]).toMatchObject({
    payload: { hello: "there" },
    headers: expect.objectContaining({ "content-type": contentType }),
  });
});

test("a signature can be made wrong in every way", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "http");
  const send = async (signature: NonNullable<Parameters<typeof slack.deliver>[2]>["signature"] & object) => {
    await slack.deliver("slash_commands", { text: "x" }, { signature });
    const request = stub.received.at(-1);
    return { request, isRight: request !== undefined && isSignedWith(slack.signingSecret, request) };
  };
  expect((await send({ secret: "wrong" })).isRight).toBe(false);
  expect((await send({ body: "text=y" })).isRight).toBe(false);
  expect((await send({ signature: "v0=abc" })).isRight).toBe(false);
  const old = await send({ timestamp: 1_000_000_000 });
  expect(old.isRight).toBe(true);
  expect(old.request?.headers["x-slack-request-timestamp"]).toBe("1000000000");
});

test("an event that is sent again says so, and has the same id", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "http");
  const { payload } = await slack.openHome("hanako");
  await slack.deliver("events_api", payload, { retry: { num: 1, reason: "http_timeout" } });
  const [first, second] = stub.received;
  expect(first?.headers).not.toHaveProperty("x-slack-retry-num");
  expect(second?.headers).toMatchObject({ "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" });
  expect(second?.payload.event_id).toBe(first?.payload.event_id);
});

test("an event that is sent again over a socket says so, too", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "socket");
  await slack.deliver("events_api", {}, { retry: { num: 2, reason: "timeout" } });
  expect(stub.received.at(-1)?.envelope).toMatchObject({ retry_attempt: 2, retry_reason: "timeout" });
});

test("what an app answers to a raw delivery changes nothing", async () => {
  const slack = await openSlack();
  await connectStub(slack, "http", () => ({ text: "hello" }));
  expect(await slack.deliver("slash_commands", { text: "x" })).toMatchObject({
    acked: true,
    status: 200,
    ack: { text: "hello" },
  });
  expect(slack.messages(slack.channels.ops.id, "hanako")).toEqual([]);
});
