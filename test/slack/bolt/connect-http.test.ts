import { request } from "node:http";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { signatureOf } from "../../../src/sandbox/slack/transport/signature.ts";
import { saying } from "../../../src/slack/views/blocks.ts";
import { connectSlack } from "../../../src/slack/bolt/connect.ts";
import { type Connected, connectTo, openFakeSlack, settingsFor } from "./connected.ts";

const form = "application/x-www-form-urlencoded";
const hello = saying("Hello.");

/** A connection over HTTP that counts the commands it takes. */
async function counting() {
  const texts: string[] = [];
  const connected = await connectTo("http", { command: ({ text }) => (texts.push(text), { ack: hello }) });
  return { ...connected, texts };
}

/** Sends a command as Slack would, but for what is changed. */
async function send(
  { slack, connection }: Connected,
  { body = bodyOf("help"), type = form, headers = signatureOf(slack.signingSecret, body) }: Sent = {},
): Promise<Response> {
  return fetch(connection.url ?? "", { method: "POST", body, headers: { "content-type": type, ...headers } });
}

interface Sent {
  readonly body?: string;
  readonly type?: string;
  readonly headers?: Record<string, string>;
}

function bodyOf(text: string): string {
  const fields = { command: "/sss", user_id: "U1", team_id: "T0SANDBOX1", channel_id: "C1" };
  return new URLSearchParams({ ...fields, text, trigger_id: "1.2", response_url: "http://x/" }).toString();
}

test.for([form, `${form}; charset=utf-8`, `${form.toUpperCase()};charset=UTF-8`])(
  "a signed request is taken as %s",
  async (type) => {
    const connected = await counting();
    expect((await send(connected, { type })).status).toBe(200);
    expect(connected.texts).toEqual(["help"]);
  },
);

describe("a request is refused", () => {
  test.for([
    ["that is not signed", {}],
    ["that is signed with another secret", { secret: "other" }],
    ["that is signed with an empty secret", { secret: "" }],
    ["that is signed for another body", { of: "text=other" }],
    ["from six minutes ago", { ago: 360 }],
    ["from two minutes to come", { ago: -120 }],
  ] as const)("%s", async ([, wrong]) => {
    const connected = await counting();
    const {
      secret = connected.slack.signingSecret,
      of = bodyOf("help"),
      ago = 0,
    } = wrong as {
      readonly secret?: string;
      readonly of?: string;
      readonly ago?: number;
    };
    const timestamp = Math.floor(Date.now() / 1_000) - ago;
    const headers = Object.keys(wrong).length === 0 ? {} : signatureOf(secret, of, { timestamp });
    expect((await send(connected, { headers })).status).toBe(401);
    expect(connected.texts).toEqual([]);
  });

  test("whose body is larger than any of Slack's", async () => {
    const connected = await counting();
    expect((await send(connected, { body: bodyOf("x".repeat(256 * 1_024)) })).status).toBe(413);
    expect(connected.texts).toEqual([]);
  });

  test("that only looks", async () => {
    const { connection } = await counting();
    const response = await fetch(connection.url ?? "");
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test.for(["/", "/slack", "/slack/events/", "//slack/events", "http://["])("at %s", async (path) => {
    const { connection } = await counting();
    const { port } = new URL(connection.url ?? "");
    const sent = request({ host: "127.0.0.1", port, path, method: "POST" });
    sent.end();
    const [response] = (await once(sent, "response")) as [{ statusCode?: number; resume(): void }];
    response.resume();
    expect(response.statusCode).toBe(404);
  });
});

test("the check of the certificate brings in no command", async () => {
  const connected = await counting();
  const response = await send(connected, { body: `ssl_check=1&${bodyOf("help")}`, headers: {} });
  expect([response.status, connected.texts]).toEqual([200, []]);
});

test("the address is confirmed to Slack", async () => {
  const connected = await counting();
  const body = JSON.stringify({ type: "url_verification", challenge: "c", token: "t" });
  const response = await send(connected, { body, type: "application/json" });
  expect(await response.json()).toEqual({ challenge: "c" });
});

test("faults that are told hold nothing of the request", async () => {
  const connected = await counting();
  await send(connected, { body: bodyOf("secret-word"), headers: signatureOf("other", "x") });
  expect(connected.faults).toMatchObject([
    {
      message:
        "Slack: Failed to parse and verify the request data: Failed to verify authenticity: signature mismatch",
    },
  ]);
  expect(JSON.stringify(connected.faults)).not.toContain("secret-word");
});

test("an empty signing secret is refused at the start", async () => {
  const slack = await openFakeSlack();
  const http = { signingSecret: "", host: "127.0.0.1", port: 0 };
  const started = connectSlack({ ...settingsFor(slack, "http"), http }, () => expect.unreachable(), {
    onFault: () => {},
  });
  await expect(started).rejects.toThrow("the signing secret is empty");
});

test("a port that is taken is told at the start", async () => {
  const { slack, connection } = await counting();
  const port = Number(new URL(connection.url ?? "").port);
  const http = { signingSecret: slack.signingSecret, host: "127.0.0.1", port };
  const started = connectSlack({ ...settingsFor(slack, "http"), http }, () => ({}) as never, {
    onFault: () => {},
  });
  await expect(started).rejects.toThrow(`cannot listen on 127.0.0.1, port ${port} (EADDRINUSE)`);
});
