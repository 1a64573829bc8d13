import { inputField, noteOf } from "../../../tools/fields.ts";
import { operationNamed } from "../../../tools/index.ts";
import type { Operation, Text } from "../../../tools/operation.ts";
import { operationOf } from "../../gate/operation-of.ts";
import { plain } from "../../gate/plain.ts";
import { inFull, sentenceFor } from "../../gate/question.ts";
import { redacted } from "../../gate/redacted.ts";
import type { Ticket } from "../../gate/ticket.ts";
import { type Block, context, escaped, literal, mention, plainSection, section } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import { type Listing, aligned, listing } from "../views/listing.ts";
import { linesOf } from "../views/present.ts";

/** The operation of a ticket as people call it. */
export function titleOf(ticket: Ticket, language: Language): string {
  return operationOf(ticket).title[language];
}

/** What a ticket asks, in one sentence, as plain text. */
export function sentenceOf({ input, before, operation }: Ticket, language: Language): string {
  return sentenceFor(operationOf({ operation }), input, { before }, language);
}

/** What a ticket asks, in one sentence, in which nothing is formatted. */
export function questionBlock(ticket: Ticket, language: Language): Block {
  return plainSection(sentenceOf(ticket, language));
}

/** Every argument to its end, secrets hidden; where that takes more than `room`, the first ones and a warning. */
export function argumentsOf({ operation, input }: Ticket, language: Language, room: number): Listing {
  const record = operationOf({ operation });
  const pairs = inFull(redacted(record, input)).map(
    ([path, value]) => [labelOf(record, path, language), value || texts.empty[language]] as const,
  );
  const lines = pairs.length === 0 ? [texts.none[language]] : aligned(pairs);
  const { blocks, isWhole } = listing(lines, room);
  const warning = isWhole ? [] : [section(texts.tooLong[language])];
  return { blocks: [section(`*${texts.arguments[language]}*`), ...blocks, ...warning], isWhole };
}

/** How much of the target and of what hangs on it is shown: lines of each, and characters of JSON together. */
export const presentInMessage = { lines: 12, room: 3_000 };
export const presentInModal = { lines: 100, room: 20_000 };

/** How the target is now and what hangs on it: of each the first lines, with a note where there are more. */
export function presentBlocks(
  { before, impact }: Ticket,
  language: Language,
  { lines, room }: { readonly lines: number; readonly room: number },
): readonly Block[] {
  const most = { lines, room: Math.floor(room / (impact.length + 1)) };
  return [
    ...part(texts.now[language], before, language, most),
    ...impact.flatMap(({ operation, answer }) => {
      const read = operationNamed(operation)?.title[language] ?? operation;
      return part(
        texts.impact[language].replace("{read}", () => literal(read)),
        answer,
        language,
        most,
      );
    }),
  ];
}

/** Where else a ticket is answered that cannot be approved in Slack. */
export function elsewhereBlock({ id }: Ticket, language: Language): Block {
  return section(texts.elsewhere[language].replace("{id}", () => escaped(id)));
}

/** What reverses it, or that nothing does. */
export function undoOf(ticket: Ticket, language: Language): string {
  const { undo } = operationOf(ticket);
  const reverse = operationNamed(undo ?? "none");
  return reverse === undefined
    ? texts.noUndo[language]
    : texts.undo[language].replace("{undo}", () => reverse.title[language]);
}

/** Who asked, and from where, in mrkdwn. A client says itself what it is called, so that never stands alone. */
export function requesterOf({ requester }: Ticket, language: Language): string {
  const { principal, face, client } = requester;
  const where = (faces as Readonly<Record<string, Text>>)[face]?.[language] ?? literal(plain(face));
  const program = client === undefined ? "" : `: ${literal(plain(`${client.name} ${client.version}`))}`;
  return `${mention(principal)} (${where}${program})`;
}

/** People by their principals, in mrkdwn: the first twenty, and how many more. */
export function peopleOf(principals: readonly string[], language: Language): string {
  const shown = principals.slice(0, mostPeople).map(mention).join(", ");
  const more = principals.length - mostPeople;
  return more > 0 ? `${shown} ${texts.more[language].replace("{count}", String(more))}` : shown;
}

const mostPeople = 20;

function part(
  title: string,
  facts: Record<string, unknown>,
  language: Language,
  { lines: mostLines, room }: { readonly lines: number; readonly room: number },
): readonly Block[] {
  const lines = linesOf(facts);
  if (lines.length === 0) return [];
  const { blocks, isWhole } = listing(lines.slice(0, mostLines), room);
  const isAll = isWhole && lines.length <= mostLines;
  return [section(`*${title}*`), ...blocks, ...(isAll ? [] : [context(texts.cut[language])])];
}

/** The title of the field, and the path within it. */
function labelOf(operation: Operation, path: string, language: Language): string {
  const [field = "", ...inner] = path.split(".");
  const schema = inputField(operation, field);
  const title = (schema && noteOf(schema)?.title[language]) ?? field;
  return [title, ...inner].join(".");
}

const faces = {
  slack: { en: "Slack", ja: "Slack" },
  mcp: { en: "MCP client", ja: "MCPクライアント" },
  terminal: { en: "terminal", ja: "ターミナル" },
} as const satisfies Record<string, Text>;

const texts = {
  arguments: { en: "Arguments", ja: "内容" },
  none: { en: "(none)", ja: "（なし）" },
  empty: { en: "(empty)", ja: "（空）" },
  now: { en: "Now", ja: "現在の状態" },
  impact: { en: "Depends on it ({read})", ja: "影響を受けるもの（{read}）" },
  cut: {
    en: "There is more: not all of it is shown here.",
    ja: "続きがあります。ここでは一部だけを表示しています。",
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
  more: { en: "and {count} more", ja: "ほか{count}名" },
} as const satisfies Record<string, Text>;
