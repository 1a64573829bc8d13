import { onTestFinished } from "vitest";
import type { types } from "@slack/bolt";
import { type FakeSlack, startFakeSlack } from "../../../src/sandbox/slack/server.ts";
import {
  type Block,
  type Message,
  type Modal,
  actions,
  plainText,
  section,
} from "../../../src/slack/views/blocks.ts";
import { type ConnectOptions, type Known, connectSlack } from "../../../src/slack/bolt/connect.ts";
import type { SlackConnection, SlackSettings } from "../../../src/slack/bolt/connect.ts";
import type { Handlers } from "../../../src/slack/payloads.ts";
import type { Surface } from "../../../src/slack/surface.ts";

/** The ways a payload takes to the app. */
export const transports = ["socket", "http"] as const;
export type Transport = (typeof transports)[number];

/** A connection to a fake Slack, and what was reported to have gone wrong. */
export interface Connected {
  readonly slack: FakeSlack;
  readonly connection: SlackConnection;
  readonly faults: unknown[];
}

/**
 * Connects to a fake Slack of its own; both end with the test. What no handler is given for is answered with nothing,
 * but for the shortcut, which opens {@link form}.
 */
export async function connectTo(
  transport: Transport,
  handlers: Partial<Handlers> = {},
  options: Partial<ConnectOptions> = {},
): Promise<Connected> {
  const slack = await openFakeSlack();
  const faults: unknown[] = [];
  const createHandlers = ({ surface }: Known) => ({ ...defaults(surface), ...handlers });
  const connection = await connectSlack(settingsFor(slack, transport), createHandlers, {
    onFault: (error) => void faults.push(error),
    ...options,
  });
  onTestFinished(() => connection.stop());
  if (connection.url !== undefined) slack.useHttp(connection.url);
  return { slack, connection, faults };
}

function defaults(surface: Surface): Handlers {
  return {
    command: () => ({}),
    click: () => ({}),
    submit: () => ({}),
    close: () => ({}),
    shortcut: ({ triggerId }) => ({ work: async () => void (await surface.open(triggerId, form)) }),
    home: () => ({}),
    suggest: () => Promise.resolve([]),
  };
}

/** A modal with one of each kind of input that is used. */
export const form: Modal = {
  type: "modal",
  callback_id: "form",
  private_metadata: "draft-1",
  notify_on_close: true,
  title: plainText("Form"),
  submit: plainText("Send"),
  close: plainText("Back"),
  blocks: [
    input("name", { type: "plain_text_input", action_id: "value" }),
    input("status", { type: "static_select", action_id: "value", options: [option("on"), option("off")] }),
    input("groups", { type: "multi_static_select", action_id: "value", options: [option("a"), option("b")] }),
    input("sure", { type: "checkboxes", action_id: "value", options: [option("true")] }),
    input("tenant", { type: "external_select", action_id: "choose", min_query_length: 0 }),
    actions({ action: "form:open", value: "draft-1", label: "More" }),
  ],
};

function input(id: string, element: types.InputBlock["element"]): Block {
  return { type: "input", block_id: id, optional: true, label: plainText(id), element };
}

function option(value: string): types.PlainTextOption {
  return { text: plainText(value), value };
}

/** Has somebody open {@link form}; gives its id. */
export async function openForm(slack: FakeSlack, user: string): Promise<string> {
  await slack.shortcut(user, "sss_palette");
  return (await slack.until(() => slack.view(user))).id;
}

/** A message with a button, as the app posts it. */
export const card: Message = {
  text: "Approve?",
  blocks: [section("Approve?"), actions({ action: "ticket:approve", value: "ticket-1", label: "Approve" })],
};

/** A fake Slack that ends with the test. */
export async function openFakeSlack(): Promise<FakeSlack> {
  const slack = await startFakeSlack();
  onTestFinished(() => slack.stop());
  return slack;
}

/** The settings under which the app is in a fake Slack. */
export function settingsFor(slack: FakeSlack, transport: Transport): SlackSettings {
  const { botToken, appToken, apiUrl, signingSecret } = slack;
  const way = transport === "socket" ? { appToken } : { http: { signingSecret, host: "127.0.0.1", port: 0 } };
  return { botToken, apiUrl, ...way };
}
