import { faultsIn } from "../../src/sandbox/slack/check/faults-in.ts";
import type { Home, Message, Modal } from "../../src/slack/views/blocks.ts";

/** Texts that try to ping, link, format, hide, break out or burst. */
export const hostileTexts: readonly string[] = [
  "<!channel> <!here> @here",
  "<@U0MALLORY> <https://evil.example|click> https://evil.example",
  "*bold* _italic_ ~gone~ `code`",
  "```\nfence\n``` > quote",
  "web\nApproved by <@U0HANAKO>\n*Approve*",
  "</x> &lt;!channel&gt; &amp;",
  "\u202eevil\u2066\u0000\u200b\u0007",
  "x".repeat(10_000),
  "💣".repeat(3_500),
  "承認してください".repeat(500),
  "<!channel>".repeat(400),
  '"\\'.repeat(4_000),
  "",
];

/** For what Slack would refuse a payload, and what in it others could have written to do something. */
export function harmIn(
  kind: "message" | "modal" | "home",
  payload: Message | Modal | Home,
): readonly string[] {
  const whole = JSON.stringify(payload);
  return [
    ...faultsIn(kind, payload),
    // Slack refuses a message whose blocks have some 13,000 characters together.
    ...(kind === "message" && whole.length > 13_000 ? [`too long: ${whole.length} characters`] : []),
    ...mrkdwnIn(payload).filter((text) => doesSomething(text.replace(own, ""))),
    ...(/[\u202a-\u202e\u2066-\u2069]|\\u0000|\\u0007/.test(whole) ? ["hidden characters"] : []),
  ];
}

/** What we write ourselves: moments, and one known person. */
const own = /<!date\^\d+\^\{date_short_pretty\} \{time\}\|[-\d: ]+UTC>|<@U0HANAKO>/g;

function doesSomething(mrkdwn: string): boolean {
  return /[<>]|\*bold\*|_italic_|~gone~|```/.test(mrkdwn);
}

/** Every text that Slack reads as mrkdwn, that of notifications included. */
function mrkdwnIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const { type, text, ...rest } = value as Record<string, unknown>;
  const own = typeof text === "string" && (type === "mrkdwn" || type === undefined) ? [text] : [];
  return [...own, ...[text, ...Object.values(rest)].flatMap(mrkdwnIn)];
}
