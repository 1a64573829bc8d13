import type { Text } from "../../../tools/operation.ts";
import type { Ticket } from "../../gate/ticket.ts";
import type { Desk } from "../desk.ts";
import type { ClickPayload } from "../payloads.ts";
import type { KnownPerson } from "../people/people.ts";
import { replyTo, showOrTell, tell } from "../people/reply.ts";
import { type Message, type Modal, saying } from "../views/blocks.ts";
import { busyModal, messageModal } from "../views/modals.ts";
import { denyModal, detailsModal, nameModal } from "./consent-views.ts";
import { tellCancellation, tellDecision, unknownTicket } from "./tell-decision.ts";

/** Does what a button on a ticket says, and tells whoever pressed it what came of it. */
export async function pressTicket(desk: Desk, click: ClickPayload, person: KnownPerson): Promise<void> {
  const ticket = await desk.gate.find(click.value);
  if (ticket === undefined) return tell(desk, replyTo(click), unknownTicket(person.language));
  await act(desk, click, ticket, person);
  if (click.message !== undefined && !isOwnQuestion(click)) desk.redraw(click.message, ticket.id);
}

async function act(desk: Desk, click: ClickPayload, ticket: Ticket, person: KnownPerson): Promise<void> {
  const { actor, language } = person;
  switch (click.action) {
    case "ticket:details":
      return void (await desk.surface.open(click.triggerId, detailsModal(ticket, language)));
    case "ticket:cancel": {
      const told = await desk.gate.cancel(ticket.id, actor);
      return answer(desk, click, tellCancellation(desk, ticket, told, language));
    }
    case "ticket:deny":
      return askIn(desk, click, ticket, person, { first: denyModal(ticket, language) });
    default:
      return ticket.question.wanted === "name"
        ? askForName(desk, click, ticket, person)
        : decide(desk, click, ticket, person);
  }
}

/** A mere yes was confirmed in Slack's own dialog already. */
async function decide(
  desk: Desk,
  click: ClickPayload,
  { id }: Ticket,
  { actor, language }: KnownPerson,
): Promise<void> {
  const told = await desk.gate.decide(id, { kind: "given", yes: true }, actor);
  await answer(desk, click, await tellDecision(desk, id, told, language));
}

/** Where all that is consented to is shown, it is shown to those only whose answer would count. */
function askForName(desk: Desk, click: ClickPayload, ticket: Ticket, person: KnownPerson): Promise<void> {
  const { language } = person;
  const by = click.action === "ticket:confirm" ? "self" : "second";
  return askIn(desk, click, ticket, person, {
    first: busyModal(language),
    next: nameModal(ticket, language, by),
  });
}

/**
 * Asks in a modal. That has to open within three seconds of the press, and SSS may have to be asked whether an answer of
 * this person would count: so that comes second, and takes the place of the modal where it would not.
 */
async function askIn(
  desk: Desk,
  click: ClickPayload,
  ticket: Ticket,
  { actor, language }: KnownPerson,
  { first, next }: { readonly first: Modal; readonly next?: Modal },
): Promise<void> {
  const viewId = await desk.surface.open(click.triggerId, first);
  const bar = await desk.gate.barTo(ticket, actor);
  if (bar !== undefined) {
    const message = await tellDecision(desk, ticket.id, bar, language);
    return showOrTell(desk, viewId, messageModal(message, language), replyTo(click), message);
  }
  if (next !== undefined)
    await showOrTell(desk, viewId, next, replyTo(click), saying(texts.closed[language]));
}

function answer(desk: Desk, click: ClickPayload, message: Message): Promise<void> {
  return tell(desk, replyTo(click), message, { replace: isOwnQuestion(click) });
}

/** A question to its requester, shown to nobody else, is replaced by its answer; a card is redrawn from its ticket. */
function isOwnQuestion({ message }: ClickPayload): boolean {
  return message?.isEphemeral === true;
}

const texts = {
  closed: {
    en: "The question could not be shown. Nothing was done; press the button again.",
    ja: "確認画面を表示できませんでした。実行していません。もう一度ボタンを押してください。",
  },
} as const satisfies Record<string, Text>;
