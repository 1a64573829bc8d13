import type { Text } from "../../../tools/operation.ts";
import { stateWordOf } from "../../gate/meanings/ticket-words.ts";
import { plain } from "../../gate/plain.ts";
import type { Ticket } from "../../gate/ticket.ts";
import {
  type Block,
  type Message,
  type Modal,
  actions,
  context,
  escaped,
  fields,
  literal,
  moment,
  saying,
  section,
} from "../views/blocks.ts";
import { filled } from "../views/filled.ts";
import type { Language } from "../views/language.ts";
import { type Listing, listing, roomInMessage, roomInModal } from "../views/listing.ts";
import { modal, textInput } from "../views/modals.ts";
import { words } from "../views/words.ts";
import { presentBlocks, presentInMessage, presentInModal } from "./present-blocks.ts";
import { cancelButton, confirmButton, yesButton } from "./ticket-buttons.ts";
import { labels } from "./ticket-labels.ts";
import {
  argumentsOf,
  elsewhereBlock,
  questionBlock,
  requesterOf,
  ruleOf,
  titleOf,
  undoOf,
} from "./ticket-parts.ts";
import { sentenceOf } from "../../gate/question.ts";
import { statusOf } from "./ticket-status.ts";

/** The question to the requester, with all that they say yes to; without that there is no yes. */
export function yesMessage(ticket: Ticket, language: Language): Message {
  const listed = argumentsOf(ticket, language, roomInMessage);
  const yes = ticket.question.wanted === "name" ? confirmButton : yesButton;
  const buttons = listed.isWhole ? [yes(ticket, language)] : [];
  return {
    text: `${texts.please[language]} ${literal(sentenceOf(ticket, language))}`,
    blocks: [
      section(`*${texts.please[language]} ${literal(titleOf(ticket, language))}*`),
      questionBlock(ticket, language),
      ...listed.blocks,
      ...presentBlocks(ticket, language, presentInMessage),
      context(`${undoOf(ticket, language)} · ${labels.expires[language]}: ${moment(ticket.expiresAt)}`),
      ...(listed.isWhole ? [] : [elsewhereBlock(ticket, language)]),
      actions(...buttons, cancelButton(ticket, language)),
    ],
  };
}

/** What stands in for the modal of {@link nameModal} where it could not be opened in time: a press opens it. */
export function openingMessage(ticket: Ticket, language: Language): Message {
  return saying(
    literal(sentenceOf(ticket, language)),
    actions(confirmButton(ticket, language), cancelButton(ticket, language)),
  );
}

/**
 * The modal in which the target's name is typed, by the requester (`self`) or by who approves (`second`), with a note such
 * as that the last try was wrong. What cannot be shown whole cannot be consented to: then there is nothing to type into.
 */
export function nameModal(ticket: Ticket, language: Language, by: "self" | "second", note?: string): Modal {
  const listed = argumentsOf(ticket, language, roomInModal);
  const name = listing([ticket.question.name], mostInName);
  const isTypable = listed.isWhole && name.isWhole;
  const blocks = [
    ...(note === undefined ? [] : [section(`*${literal(note)}*`)]),
    questionBlock(ticket, language),
    section(`*${undoOf(ticket, language)}*`),
    ...(by === "second" ? [section(askedBy(ticket, language))] : []),
    ...listed.blocks,
    ...presentBlocks(ticket, language, presentInModal),
    ...(isTypable ? nameBlocks(ticket, name, language) : [elsewhereBlock(ticket, language)]),
  ];
  return modal(texts.nameTitle[language], blocks, language, {
    callback: by === "self" ? "confirm" : "approve",
    metadata: ticket.id,
    submit: isTypable ? texts[by][language] : undefined,
    tellsClosing: by === "self",
  });
}

/** The modal that asks for the reason of a denial, which may be left out. */
export function denyModal(ticket: Ticket, language: Language): Modal {
  const blocks = [
    questionBlock(ticket, language),
    section(askedBy(ticket, language)),
    textInput("reason", texts.reason[language], 500),
  ];
  return modal(words.deny[language], blocks, language, {
    callback: "deny",
    metadata: ticket.id,
    submit: words.deny[language],
  });
}

/** A ticket whole, as far as a modal takes it. */
export function detailsModal(ticket: Ticket, language: Language): Modal {
  const status = statusOf(ticket, language);
  const blocks = [
    questionBlock(ticket, language),
    fields([
      [labels.state[language], stateWordOf(ticket, language)],
      [labels.requester[language], requesterOf(ticket, language)],
      [labels.created[language], moment(ticket.createdAt)],
      [labels.expires[language], moment(ticket.expiresAt)],
      [labels.undo[language], undoOf(ticket, language)],
      [labels.rule[language], ruleOf(ticket, language)],
    ]),
    ...(status === "" ? [] : [section(status)]),
    ...argumentsOf(ticket, language, roomInModal).blocks,
    ...presentBlocks(ticket, language, presentInModal),
    context(`${escaped(ticket.operation)} · ${labels.ticket[language]} ${escaped(ticket.id)}`),
  ];
  return modal(titleOf(ticket, language), blocks, language, { callback: "tell" });
}

/** More than any name has, and less than an input takes. */
const mostInName = 2_500;

function nameBlocks(ticket: Ticket, { blocks }: Listing, language: Language): readonly Block[] {
  return [section(`*${texts.name[language]}*`), ...blocks, nameInput(ticket, language)];
}

/** The name stands above in any case; in the label only where that stays short. */
function nameInput({ question: { name } }: Ticket, language: Language): Block {
  const wanted = plain(name) === name ? name : texts.above[language];
  return textInput("name", filled(texts.type[language], { name: wanted }));
}

function askedBy(ticket: Ticket, language: Language): string {
  return `${labels.requester[language]}: ${requesterOf(ticket, language)}`;
}

const texts = {
  please: { en: "Please confirm:", ja: "ご確認ください:" },
  nameTitle: { en: "Type the name to confirm", ja: "名前を入力して確認" },
  name: { en: "The name to type", ja: "入力する名前" },
  type: { en: "Type {name} to confirm", ja: "確認のため {name} と入力してください" },
  above: { en: "the name shown above", ja: "上に表示された名前" },
  self: { en: "Run", ja: "実行" },
  second: { en: "Approve and run", ja: "承認して実行" },
  reason: { en: "Reason (the requester is told)", ja: "理由（依頼者に伝えます）" },
} as const satisfies Record<string, Text>;
