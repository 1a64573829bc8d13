import type { Text } from "../../../tools/operation.ts";
import { stateWordOf } from "../../gate/meanings/ticket-words.ts";
import type { Ticket } from "../../gate/ticket.ts";
import { type Block, type Message, actions, literal, moment, section } from "../views/blocks.ts";
import { filled } from "../views/filled.ts";
import type { Language } from "../views/language.ts";
import { cancelButton, confirmButton } from "./ticket-buttons.ts";
import { peopleOf, questionBlock, titleOf } from "./ticket-parts.ts";
import { sentenceOf } from "../../gate/question.ts";
import { asOf, statusOf } from "./ticket-status.ts";

/** What a requester is told with. */
export interface OwnOptions {
  readonly language: Language;
  /** The principals it waits for. */
  readonly approvers: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What the operation answered, shown below. */
  readonly result?: Message;
}

/** A ticket as its requester sees it: how it stands, whom it waits for, how it ended. */
export function ownMessage(record: Ticket, options: OwnOptions): Message {
  const { language, now, result } = options;
  const ticket = asOf(record, now);
  const title = `${texts.yours[language]} ${titleOf(ticket, language)} – ${stateWordOf(ticket, language)}`;
  const blocks = [
    section(`*${literal(title)}*`),
    questionBlock(ticket, language),
    ...(ticket.state === "open" ? openBlocks(ticket, options) : [section(statusOf(ticket, language))]),
    ...(result?.blocks ?? []),
  ];
  return { text: `${title}. ${literal(sentenceOf(ticket, language))}`, blocks: blocks.slice(0, mostBlocks) };
}

function openBlocks(ticket: Ticket, { language, approvers }: OwnOptions): readonly Block[] {
  const isOwn = ticket.consent === "self";
  const waiting = filled((isOwn ? texts.waitsForYou : texts.waitsFor)[language], {
    who: peopleOf(approvers, language),
    at: moment(ticket.expiresAt),
  });
  const confirm = isOwn && ticket.question.wanted === "name" ? [confirmButton(ticket, language)] : [];
  return [section(waiting), actions(...confirm, cancelButton(ticket, language))];
}

/** The blocks that Slack takes in a message. */
const mostBlocks = 50;

const texts = {
  yours: { en: "Your request:", ja: "あなたの依頼:" },
  waitsForYou: { en: "Waits for your answer, until {at}.", ja: "あなたの回答を待っています（期限: {at}）。" },
  waitsFor: { en: "Waits for {who}, until {at}.", ja: "{who} の承認を待っています（期限: {at}）。" },
} as const satisfies Record<string, Text>;
