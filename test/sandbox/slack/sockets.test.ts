import { once } from "node:events";
import { expect, test } from "vitest";
import WebSocket from "ws";
import { callApi, openSlack } from "./slack.ts";
import { connectSocket, silence } from "./stub.ts";

test("a connection begins with a hello", async () => {
  const slack = await openSlack();
  const { received } = await connectSocket(slack);
  expect(received[0]?.envelope).toMatchObject({
    type: "hello",
    num_connections: 1,
    connection_info: { app_id: "A0SSSOPS01" },
  });
  expect(slack.sockets).toBe(1);
});

test("a ticket is good for one connection", async () => {
  const slack = await openSlack();
  const { body } = await callApi(slack, "apps.connections.open", {}, { token: slack.appToken });
  const first = new WebSocket(body.url);
  await once(first, "open");
  const second = new WebSocket(body.url);
  const [error] = await once(second, "error");
  expect(String(error)).toContain("401");
  first.terminate();
});

test("an envelope says what it is, and that an answer may carry something", async () => {
  const slack = await openSlack();
  const { received } = await connectSocket(slack);
  const { envelopeId } = await slack.command("hanako", "x");
  await slack.openHome("hanako");
  expect(received.slice(1).map(({ envelope }) => envelope)).toEqual([
    {
      envelope_id: envelopeId,
      type: "slash_commands",
      accepts_response_payload: true,
      payload: expect.anything(),
    },
    {
      envelope_id: expect.any(String),
      type: "events_api",
      accepts_response_payload: false,
      payload: expect.anything(),
    },
  ]);
});

test("each payload goes to one connection, in turn", async () => {
  const slack = await openSlack();
  const { received } = await connectSocket(slack, undefined, 3);
  const sent = ["a", "b", "c", "d"];
  for (const text of sent) await slack.command("hanako", text);
  expect(received.map(({ payload }) => payload?.text).filter(Boolean)).toEqual(sent);
});

test("the eleventh connection is sent away", async () => {
  const slack = await openSlack();
  const { received } = await connectSocket(slack, undefined, 11);
  expect(received.at(-1)?.envelope).toMatchObject({ type: "disconnect", reason: "too_many_websockets" });
  expect(slack.sockets).toBe(10);
});

test("a ping is answered", async () => {
  const slack = await openSlack();
  const { sockets } = await connectSocket(slack);
  const pong = once(sockets[0] as WebSocket, "pong");
  sockets[0]?.ping("are you there");
  expect(String((await pong)[0])).toBe("are you there");
});

test("a refreshed connection gets nothing more", async () => {
  const slack = await openSlack();
  const { sockets } = await connectSocket(slack);
  const message = once(sockets[0] as WebSocket, "message");
  slack.refreshSockets();
  expect(JSON.parse(String((await message)[0]))).toMatchObject({
    type: "disconnect",
    reason: "refresh_requested",
  });
  expect(await slack.command("hanako", "x")).toMatchObject({ acked: false });
});

test("a warned connection goes on working", async () => {
  const slack = await openSlack();
  await connectSocket(slack);
  slack.refreshSockets("warning");
  expect(await slack.command("hanako", "x")).toMatchObject({ acked: true });
});

test("a cut ends the wait for an answer", async () => {
  const slack = await openSlack();
  await connectSocket(slack, () => {
    slack.cutSockets();
    return silence;
  });
  expect(await slack.command("hanako", "x")).toMatchObject({ acked: false });
  await slack.until(() => (slack.sockets === 0 ? true : undefined));
});

test("what an app says beside the protocol is ignored", async () => {
  const slack = await openSlack();
  const { sockets } = await connectSocket(slack);
  for (const text of ["", "{", "[]", '{"envelope_id":"unknown","payload":{}}']) sockets[0]?.send(text);
  expect(await slack.command("hanako", "x")).toMatchObject({ acked: true });
});
