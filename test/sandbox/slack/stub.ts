import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import WebSocket from "ws";
import type { FakeSlack } from "../../../src/sandbox/slack/server.ts";
import { callApi } from "./slack.ts";
import type { Json } from "./slack.ts";

/** What a stub app got: the payload, and what came around it. */
export interface Received {
  readonly payload: Json;
  readonly envelope: Json;
  readonly headers: IncomingMessage["headers"];
  readonly rawBody: string;
}

/** An app that answers with whatever `answer` gives; `silence` is no answer at all. */
export interface Stub {
  readonly received: readonly Received[];
  readonly sockets: readonly WebSocket[];
}

export const silence = Symbol("silence");

type Answer = (payload: Json) => unknown;

const nothing: Answer = () => undefined;

/** Connects a stub app by one transport or the other. */
export function connectStub(slack: FakeSlack, transport: "socket" | "http", answer = nothing): Promise<Stub> {
  return transport === "socket" ? connectSocket(slack, answer) : connectHttp(slack, answer);
}

/** Connects a stub app by so many sockets. */
export async function connectSocket(slack: FakeSlack, answer = nothing, connections = 1): Promise<Stub> {
  const received: Received[] = [];
  const sockets: WebSocket[] = [];
  for (let count = 0; count < connections; count += 1) {
    const { body } = await callApi(slack, "apps.connections.open", {}, { token: slack.appToken });
    const socket = new WebSocket(body.url);
    sockets.push(socket);
    onTestFinished(() => socket.terminate());
    socket.on("message", (data: Buffer) => {
      const envelope = JSON.parse(data.toString());
      received.push({ payload: envelope.payload, envelope, headers: {}, rawBody: data.toString() });
      if (envelope.envelope_id === undefined) return;
      const payload = answer(envelope.payload);
      if (payload === silence) return;
      socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload: payload ?? {} }));
    });
    await once(socket, "message");
  }
  return { received, sockets };
}

async function connectHttp(slack: FakeSlack, answer: Answer): Promise<Stub> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const rawBody = await textOf(request);
      const payload = payloadIn(rawBody, request.headers["content-type"]);
      received.push({ payload, envelope: undefined, headers: request.headers, rawBody });
      const body = answer(payload);
      if (body === silence) return;
      if (body !== undefined) response.setHeader("content-type", "application/json");
      response.end(body === undefined ? "" : JSON.stringify(body));
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  slack.useHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  return { received, sockets: [] };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString();
  return text;
}

function payloadIn(rawBody: string, contentType: string | undefined): Json {
  if (contentType === "application/json") return JSON.parse(rawBody);
  const form = new URLSearchParams(rawBody);
  return form.has("payload") ? JSON.parse(form.get("payload") ?? "") : Object.fromEntries(form);
}

/** Whether a request was signed with this secret. */
export function isSignedWith(secret: string, { headers, rawBody }: Received): boolean {
  const time = String(headers["x-slack-request-timestamp"]);
  const digest = createHmac("sha256", secret).update(`v0:${time}:${rawBody}`).digest("hex");
  return headers["x-slack-signature"] === `v0=${digest}`;
}
