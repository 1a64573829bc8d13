import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { onTestFinished } from "vitest";
import { startFakeSlack } from "../../../src/sandbox/slack/server.ts";
import type { FakeSlack, FakeSlackOptions } from "../../../src/sandbox/slack/server.ts";

/** A fake Slack that ends with the test. */
export async function openSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const slack = await startFakeSlack(options);
  onTestFinished(() => slack.stop());
  return slack;
}

/** The ways a payload takes to the app. */
export const transports = ["socket", "http"] as const;

/** An app of the real framework that is connected to the fake; `listen` says what it does. */
export async function connectBolt(
  slack: FakeSlack,
  transport: (typeof transports)[number],
  listen: (app: App) => void,
): Promise<App> {
  const quiet = { logLevel: LogLevel.ERROR };
  const receiver =
    transport === "http"
      ? new HTTPReceiver({ ...quiet, signingSecret: slack.signingSecret, port: 0 })
      : new SocketModeReceiver({
          ...quiet,
          appToken: slack.appToken,
          installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
        });
  const app = new App({
    ...quiet,
    token: slack.botToken,
    receiver,
    deferInitialization: true,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
  listen(app);
  await app.init();
  const started: unknown = await app.start();
  onTestFinished(async () => {
    await app.stop();
  });
  if (transport === "http") slack.useHttp(`http://127.0.0.1:${portOf(started)}/slack/events`);
  else await slack.until(() => (slack.sockets > 0 ? true : undefined));
  return app;
}

function portOf(server: unknown): number {
  return (server as { address(): { port: number } }).address().port;
}

/** JSON as it is, so that a test can reach into it. */
// oxlint-disable-next-line typescript/no-explicit-any -- a test compares what comes, whatever it is
export type Json = any;

/** What the Web API answered. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** Calls a method of the Web API, as a form unless `json` is wanted. */
export async function callApi(
  slack: FakeSlack,
  method: string,
  body: Readonly<Record<string, unknown>> = {},
  { token = slack.botToken, json = false }: { token?: string; json?: boolean } = {},
): Promise<ApiAnswer> {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: "POST",
    headers: {
      ...(token !== "" && { authorization: `Bearer ${token}` }),
      "content-type": json ? "application/json; charset=utf-8" : "application/x-www-form-urlencoded",
    },
    body: json ? JSON.stringify(body) : toForm(body),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

function toForm(body: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(body).map(([name, value]): [string, string] => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return new URLSearchParams(fields).toString();
}

/** Posts to a `response_url`. */
export async function respond(url: string, body: Readonly<Record<string, unknown>>): Promise<ApiAnswer> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** A text object without markup. */
export function plain(text: string) {
  return { type: "plain_text", text };
}

/** A button. */
export function button(actionId: string, more: Readonly<Record<string, unknown>> = {}) {
  return { type: "button", action_id: actionId, text: plain(actionId), ...more };
}

/** A modal with these blocks. */
export function modal(blocks: readonly unknown[], more: Readonly<Record<string, unknown>> = {}) {
  return { type: "modal", title: plain("Form"), submit: plain("Send"), callback_id: "form", blocks, ...more };
}

/** An input block. */
export function input(
  blockId: string,
  element: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
) {
  return {
    type: "input",
    block_id: blockId,
    label: plain(blockId),
    element: { action_id: "value", ...element },
    ...more,
  };
}

/** An option of a menu. */
export function option(value: string) {
  return { text: plain(value.toUpperCase()), value };
}
