import type { types } from "@slack/bolt";
import { oneLine } from "../../gate/plain.ts";
import { slackUserOf } from "../people/principal.ts";

/** A message: what blocks show, and the same in plain text for notifications and screen readers. */
export interface Message {
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}

/** A part of a message, a modal or a home tab. */
export type Block = types.KnownBlock;
/** A modal as it is sent. */
export type Modal = types.ModalView;
/** App Home as it is sent. */
export type Home = types.HomeView;

/** A button that carries an opaque id. */
export interface ButtonOptions {
  readonly action: string;
  readonly value: string;
  readonly label: string;
  readonly style?: "primary" | "danger";
  readonly confirm?: {
    readonly title: string;
    readonly text: string;
    readonly yes: string;
    readonly no: string;
  };
}

/**
 * Text as Slack shows it and nothing else: no mention, link, channel ping or formatting that its author slipped in. For
 * mrkdwn; on one line, without control, bidi or invisible characters.
 */
export function literal(value: unknown): string {
  return escaped(oneLine(value)).replace(/[*_~`]/g, "\u200B$&");
}

/** The three characters that mean something in mrkdwn, escaped as Slack documents it. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Cut to so many code points, with an ellipsis in the last one where something is missing. */
export function cut(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : text;
}

/** Text in which nothing is formatted, cut to so many characters. */
export function plainText(text: string, most = 3_000): types.PlainTextElement {
  return { type: "plain_text", text: cut(text, most), emoji: false };
}

/** A paragraph of mrkdwn, cut to what Slack takes; bare names in it ping nobody. */
export function section(mrkdwn: string): types.SectionBlock {
  return { type: "section", text: { type: "mrkdwn", text: cut(mrkdwn, 3_000), verbatim: true } };
}

/** A paragraph with a button at its side. */
export function sectionWith(mrkdwn: string, options: ButtonOptions): types.SectionBlock {
  return { ...section(mrkdwn), accessory: button(options) };
}

/** A paragraph that formats nothing: for sentences with other people's words in them. */
export function plainSection(text: string): types.SectionBlock {
  return { type: "section", text: plainText(text) };
}

/** Labels with their values, in order. */
export type Pairs = readonly (readonly [label: string, value: string])[];

/** Up to ten pairs side by side. Labels and values are mrkdwn. */
export function fields(pairs: Pairs): types.SectionBlock {
  return {
    type: "section",
    fields: pairs.slice(0, 10).map(([label, value]) => ({
      type: "mrkdwn",
      text: cut(`*${label}*\n${value}`, 2_000),
      verbatim: true,
    })),
  };
}

/** A remark in small letters; mrkdwn. */
export function context(mrkdwn: string): types.ContextBlock {
  return { type: "context", elements: [{ type: "mrkdwn", text: cut(mrkdwn, 3_000), verbatim: true }] };
}

/** A heading; nothing in it is formatted. */
export function header(text: string): types.HeaderBlock {
  return { type: "header", text: plainText(text, 150) };
}

/** Lines in letters of one width, exactly as given. Nothing in them is formatted. */
export function preformatted(text: string): types.RichTextBlock {
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text }] }],
  };
}

/** Buttons in a row. */
export function actions(...buttons: readonly ButtonOptions[]): types.ActionsBlock {
  return { type: "actions", elements: buttons.map(button) };
}

function button({ action, value, label, style, confirm }: ButtonOptions): types.Button {
  return {
    type: "button",
    action_id: action,
    value,
    text: plainText(label, 75),
    ...(style === undefined ? {} : { style }),
    ...(confirm === undefined ? {} : { confirm: confirmation(confirm, style) }),
  };
}

function confirmation(
  { title, text, yes, no }: NonNullable<ButtonOptions["confirm"]>,
  style: ButtonOptions["style"],
): types.ConfirmationDialog {
  return {
    title: plainText(title, 100),
    text: plainText(text, 300),
    confirm: plainText(yes, 30),
    deny: plainText(no, 30),
    ...(style === undefined ? {} : { style }),
  };
}

/** A moment in the reader's own time zone; in UTC where Slack cannot tell. `at` in milliseconds since the epoch. */
export function moment(at: number): string {
  const fallback = `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return `<!date^${Math.floor(at / 1_000)}^{date_short_pretty} {time}|${fallback}>`;
}

/**
 * Somebody by their principal, in mrkdwn: a mention of a Slack user (which pings only where the text is posted), else the
 * name as it is.
 */
export function mention(principal: string): string {
  const userId = slackUserOf(principal);
  return userId === undefined ? literal(principal) : `<@${userId}>`;
}

/** A message of one paragraph of mrkdwn, with the same as plain text. */
export function saying(mrkdwn: string, ...more: types.KnownBlock[]): Message {
  return { text: plainOf(mrkdwn), blocks: [section(mrkdwn), ...more] };
}

/** Mrkdwn without its own marks, for notifications. It stays escaped, and literals stay so: Slack reads this text, too. */
function plainOf(mrkdwn: string): string {
  return cut(mrkdwn.replace(/<!date\^[^|>]*\|([^>]*)>/g, "$1").replace(/(?<!\u200B)[*`]/g, ""), 3_000);
}
