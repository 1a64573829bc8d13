import type { Text } from "../../../tools/operation.ts";
import { operationOf } from "../../gate/operation-of.ts";
import { plain } from "../../gate/plain.ts";
import type { Ticket } from "../../gate/ticket.ts";
import {
  type Block,
  type Message,
  actions,
  context,
  escaped,
  fields,
  header,
  literal,
  moment,
  section,
} from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import { roomInMessage } from "../views/listing.ts";
import { approveButton, denyButton, detailsButton } from "./ticket-buttons.ts";
import {
  argumentsOf,
  elsewhereBlock,
  peopleOf,
  presentBlocks,
  presentInMessage,
  questionBlock,
  requesterOf,
  sentenceOf,
  titleOf,
  undoOf,
} from "./ticket-parts.ts";
import { asOf, stateWordOf, statusOf } from "./ticket-status.ts";

/** What a card is shown with. */
export interface CardOptions {
  readonly language: Language;
  /** The principals who may approve it. */
  readonly approvers: readonly string[];
  readonly now: number;
  /** Whether it may be answered from Slack; it may unless said otherwise. */
  readonly canBeAnswered?: boolean;
}

/**
 * A ticket as those see it who may approve it: while it is open all that they consent to, with buttons; afterwards who
 * decided, when, and what came of it. Without every argument in full there is nothing to approve with.
 */
export function ticketCard(record: Ticket, options: CardOptions): Message {
  const { language, now } = options;
  const ticket = asOf(record, now);
  const title = `${stateWordOf(ticket, language)}: ${titleOf(ticket, language)}`;
  const body = ticket.state === "open" ? openBody(ticket, options) : endedBody(ticket, language);
  return {
    text: `${title}. ${literal(sentenceOf(ticket, language))}`,
    blocks: [header(title), questionBlock(ticket, language), ...body],
  };
}

function openBody(
  ticket: Ticket,
  { language, approvers, canBeAnswered = true }: CardOptions,
): readonly Block[] {
  const listed = argumentsOf(ticket, language, roomInMessage);
  const buttons = [
    ...(canBeAnswered && listed.isWhole ? [approveButton(ticket, language)] : []),
    ...(canBeAnswered ? [denyButton(ticket, language)] : []),
    detailsButton(ticket, language),
  ];
  return [
    fields([...aboutOf(ticket, language), ...termsOf(ticket, language)]),
    ...listed.blocks,
    ...presentBlocks(ticket, language, presentInMessage),
    ...(approvers.length === 0
      ? []
      : [section(`${texts.approvers[language]} ${peopleOf(approvers, language)}`)]),
    ...(canBeAnswered && listed.isWhole ? [] : [elsewhereBlock(ticket, language)]),
    actions(...buttons),
    context(`${texts.ticket[language]} ${escaped(ticket.id)}`),
  ];
}

/** What was decided on stays there to be read; how the target was then does not. */
function endedBody(ticket: Ticket, language: Language): readonly Block[] {
  return [
    fields(aboutOf(ticket, language)),
    section(statusOf(ticket, language)),
    ...argumentsOf(ticket, language, roomInMessage).blocks,
    context(`${texts.ticket[language]} ${escaped(ticket.id)}`),
  ];
}

type Pairs = readonly (readonly [label: string, value: string])[];

function aboutOf(ticket: Ticket, language: Language): Pairs {
  const hasTarget = operationOf(ticket).target !== undefined;
  return [
    ...(hasTarget ? [[texts.target[language], literal(plain(ticket.question.name))] as const] : []),
    [texts.requester[language], requesterOf(ticket, language)],
  ];
}

function termsOf(ticket: Ticket, language: Language): Pairs {
  return [
    [texts.expires[language], moment(ticket.expiresAt)],
    [texts.undo[language], undoOf(ticket, language)],
    [texts.rule[language], ruleOf(ticket, language)],
  ];
}

/** What made the gate ask. */
function ruleOf({ rule }: Ticket, language: Language): string {
  const own = (rules as Readonly<Record<string, Text>>)[rule];
  return own?.[language] ?? texts.named[language].replace("{rule}", () => literal(plain(rule)));
}

const rules = {
  "default-change": { en: "Every change is confirmed", ja: "変更には確認が必要です" },
  "default-destroy": { en: "It destroys something", ja: "削除などの破壊的な操作です" },
  breaker: { en: "Many destroying calls in a short time", ja: "短時間に破壊的な操作が続いています" },
  guard: { en: "It touches this server's own access, or rights", ja: "本サーバー自身の権限などに関わります" },
} as const satisfies Record<string, Text>;

const texts = {
  target: { en: "Target", ja: "対象" },
  requester: { en: "Requested by", ja: "依頼者" },
  expires: { en: "Expires", ja: "期限" },
  undo: { en: "Undo", ja: "取り消し可否" },
  rule: { en: "Asked because", ja: "承認が必要な理由" },
  named: { en: "Policy rule “{rule}”", ja: "ポリシーのルール「{rule}」" },
  approvers: { en: "May approve:", ja: "承認できる人:" },
  ticket: { en: "Ticket", ja: "チケット" },
} as const satisfies Record<string, Text>;
