import { inputField, noteOf } from "../../../tools/fields.ts";
import { operationNamed } from "../../../tools/index.ts";
import type { Operation, Text } from "../../../tools/operation.ts";
import { operationOf } from "../../gate/operation-of.ts";
import { plain } from "../../gate/plain.ts";
import { inFull, sentenceOf, stepLine } from "../../gate/question.ts";
import { placeholders } from "../../gate/placeholders.ts";
import { redacted } from "../../gate/redacted.ts";
import type { Ticket } from "../../gate/ticket.ts";
import { stateWords, stepRecordsOf } from "../../gate/workflow/states.ts";
import { type Block, escaped, literal, mention, plainSection, section } from "../views/blocks.ts";
import { filled } from "../views/filled.ts";
import type { Language } from "../views/language.ts";
import { type Listing, aligned, listing } from "../views/listing.ts";

/** The operation of a ticket as people call it. */
export function titleOf(ticket: Ticket, language: Language): string {
  return operationOf(ticket).title[language];
}

/** What a ticket asks, in one sentence, in which nothing is formatted. */
export function questionBlock(ticket: Ticket, language: Language): Block {
  return plainSection(sentenceOf(ticket, language));
}

/**
 * Every argument to its end, secrets hidden, and every step of a workflow; where that takes more than `room`, the first
 * ones and a warning.
 */
export function argumentsOf(ticket: Ticket, language: Language, room: number): Listing {
  const { operation, input } = ticket;
  const record = operationOf({ operation });
  const pairs = inFull(redacted(record, input, language), "", language).map(
    ([path, value]) => [labelOf(record, path, language), value || placeholders.empty[language]] as const,
  );
  const lines = pairs.length === 0 ? [placeholders.none[language]] : aligned(pairs);
  const { blocks, isWhole } = listing([...lines, ...stepsOf(ticket, language)], room);
  const warning = isWhole ? [] : [section(texts.tooLong[language])];
  return { blocks: [section(`*${texts.arguments[language]}*`), ...blocks, ...warning], isWhole };
}

/** The steps of a workflow, and where each stands once it is running. */
function stepsOf(ticket: Ticket, language: Language): readonly string[] {
  const records = stepRecordsOf(ticket);
  if (records.length === 0) return [];
  const lines = records.map((record, index) => {
    const state = record.state === "waiting" ? "" : ` [${stateWords[record.state][language]}]`;
    return `${index + 1}. ${stepLine(record, language)}${state}`;
  });
  return [texts.steps[language], ...lines];
}

/** Where else a ticket is answered that cannot be approved in Slack. */
export function elsewhereBlock({ id }: Ticket, language: Language): Block {
  return section(filled(texts.elsewhere[language], { id: escaped(id) }));
}

/** What reverses it, or that nothing does. */
export function undoOf(ticket: Ticket, language: Language): string {
  const { undo } = operationOf(ticket);
  const reverse = operationNamed(undo?.operation ?? "none");
  const how =
    reverse === undefined
      ? texts.noUndo[language]
      : filled(texts.undo[language], { undo: reverse.title[language] });
  return undo?.lost === undefined ? how : `${how}${texts.stop[language]}${undo.lost[language]}`;
}

/** What made the gate ask, in mrkdwn. */
export function ruleOf({ rule }: Ticket, language: Language): string {
  return rules[rule]?.[language] ?? filled(texts.named[language], { rule: literal(plain(rule)) });
}

/** Who asked, and from where, in mrkdwn. A client says itself what it is called, so that never stands alone. */
export function requesterOf({ requester }: Ticket, language: Language): string {
  const { principal, face, client } = requester;
  const where = faces[face]?.[language] ?? literal(plain(face));
  const program = client === undefined ? "" : `: ${literal(plain(`${client.name} ${client.version}`))}`;
  return filled(texts.from[language], { who: mention(principal), where: `${where}${program}` });
}

/** People by their principals, in mrkdwn: the first twenty, and how many more. */
export function peopleOf(principals: readonly string[], language: Language): string {
  const shown = principals.slice(0, mostPeople).map(mention).join(", ");
  const more = principals.length - mostPeople;
  return more > 0 ? `${shown} ${filled(texts.more[language], { count: String(more) })}` : shown;
}

const mostPeople = 20;

/** The title of the field, and the path within it. */
function labelOf(operation: Operation, path: string, language: Language): string {
  const [field = "", ...inner] = path.split(".");
  const schema = inputField(operation, field);
  const title = (schema && noteOf(schema)?.title[language]) ?? field;
  return [title, ...inner].join(".");
}

const faces: Readonly<Record<string, Text>> = {
  slack: { en: "Slack", ja: "Slack" },
  mcp: { en: "MCP client", ja: "MCPクライアント" },
  terminal: { en: "terminal", ja: "ターミナル" },
};

/** The rules of the gate's own; others have the names that the policy file gives them. */
const rules: Readonly<Record<string, Text>> = {
  "default-change": { en: "Every change is confirmed", ja: "変更には確認が必要です" },
  "default-destroy": { en: "It destroys something", ja: "削除などの破壊的な操作です" },
  breaker: { en: "Many destroying calls in a short time", ja: "短時間に破壊的な操作が続いています" },
  guard: {
    en: "It touches this server's own access, or rights",
    ja: "このサーバー自身のアクセスや権限に関わります",
  },
};

const texts = {
  from: { en: "{who} ({where})", ja: "{who}（{where}）" },
  arguments: { en: "Arguments", ja: "内容" },
  steps: {
    en: "Steps, in this order; the first surprise stops it:",
    ja: "手順（この順に実行し、想定外があれば停止します）:",
  },
  tooLong: {
    en: "*This is not all of it:* it is too long to be shown here in full.",
    ja: "*すべてを表示できていません。* 長すぎるため、ここに全文を表示できません。",
  },
  elsewhere: {
    en: "It cannot be approved in Slack. On the server: `sss-ops tickets approve {id}`",
    ja: "Slackでは承認できません。サーバーのターミナルで `sss-ops tickets approve {id}` を実行してください。",
  },
  undo: { en: "Can be undone with “{undo}”", ja: "「{undo}」で元に戻せます" },
  noUndo: { en: "Cannot be undone", ja: "元に戻せません" },
  stop: { en: ". ", ja: "。" },
  named: { en: "Policy rule “{rule}”", ja: "ポリシーのルール「{rule}」" },
  more: { en: "and {count} more", ja: "ほか{count}名" },
} as const satisfies Record<string, Text>;
