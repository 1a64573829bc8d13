import { stateWordOf } from "../../gate/meanings/ticket-words.ts";
import { operationOf } from "../../gate/operation-of.ts";
import { plain } from "../../gate/plain.ts";
import type { Ticket } from "../../gate/ticket.ts";
import {
  type Block,
  type Message,
  type Pairs,
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
import { presentBlocks, presentInMessage } from "./present-blocks.ts";
import { approveButton, denyButton, detailsButton } from "./ticket-buttons.ts";
import { labels } from "./ticket-labels.ts";
import {
  argumentsOf,
  elsewhereBlock,
  peopleOf,
  questionBlock,
  requesterOf,
  ruleOf,
  titleOf,
  undoOf,
} from "./ticket-parts.ts";
import { sentenceOf } from "../../gate/question.ts";
import { asOf, statusOf } from "./ticket-status.ts";
import { accountLabel } from "../views/about-account.ts";

/** What a card is shown with. */
export interface CardOptions {
  readonly language: Language;
  /** The principals who may approve it. */
  readonly approvers: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
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

function openBody(ticket: Ticket, { language, approvers }: CardOptions): readonly Block[] {
  const listed = argumentsOf(ticket, language, roomInMessage);
  const who = `${labels.approvers[language]} ${peopleOf(approvers, language)}`;
  return [
    fields([...aboutOf(ticket, language), ...termsOf(ticket, language)]),
    ...listed.blocks,
    ...presentBlocks(ticket, language, presentInMessage),
    ...(approvers.length === 0 ? [] : [section(who)]),
    ...(listed.isWhole ? [] : [elsewhereBlock(ticket, language)]),
    actions(
      ...(listed.isWhole ? [approveButton(ticket, language)] : []),
      denyButton(ticket, language),
      detailsButton(ticket, language),
    ),
    idBlock(ticket, language),
  ];
}

/** What was decided on stays there to be read; how the target was then does not. */
function endedBody(ticket: Ticket, language: Language): readonly Block[] {
  return [
    fields(aboutOf(ticket, language)),
    section(statusOf(ticket, language)),
    ...argumentsOf(ticket, language, roomInMessage).blocks,
    idBlock(ticket, language),
  ];
}

function aboutOf(ticket: Ticket, language: Language): Pairs {
  const hasTarget = operationOf(ticket).target !== undefined;
  return [
    ...(ticket.account === undefined ? [] : [[accountLabel[language], literal(ticket.account)] as const]),
    ...(hasTarget ? [[labels.target[language], literal(plain(ticket.question.name))] as const] : []),
    [labels.requester[language], requesterOf(ticket, language)],
    ...(ticket.undoes === undefined ? [] : [[labels.undoes[language], literal(ticket.undoes)] as const]),
  ];
}

function termsOf(ticket: Ticket, language: Language): Pairs {
  return [
    [labels.expires[language], moment(ticket.expiresAt)],
    [labels.undo[language], undoOf(ticket, language)],
    [labels.rule[language], ruleOf(ticket, language)],
  ];
}

function idBlock({ id }: Ticket, language: Language): Block {
  return context(`${labels.ticket[language]} ${escaped(id)}`);
}
