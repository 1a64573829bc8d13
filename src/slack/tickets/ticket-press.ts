import type { Ticket } from "../../gate/ticket.ts";
import type { Desk } from "../desk.ts";
import type { ClickPayload } from "../payloads.ts";
import type { KnownPerson } from "../people/people.ts";
import { replyTo, tell } from "../people/reply.ts";
import type { Message } from "../views/blocks.ts";
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
    default:
      return askOrDecide(desk, click, ticket, person);
  }
}

/** Asks for the reason or the name in a modal; a mere yes was confirmed in Slack's dialog already, and decides. */
async function askOrDecide(
  desk: Desk,
  click: ClickPayload,
  ticket: Ticket,
  { actor, language }: KnownPerson,
): Promise<void> {
  const bar = await desk.gate.barTo(ticket, actor);
  if (bar !== undefined) {
    return tell(desk, replyTo(click), await tellDecision(desk, ticket.id, bar, language));
  }
  if (click.action === "ticket:deny") {
    return void (await desk.surface.open(click.triggerId, denyModal(ticket, language)));
  }
  if (ticket.question.wanted === "name") {
    const by = click.action === "ticket:confirm" ? "self" : "second";
    return void (await desk.surface.open(click.triggerId, nameModal(ticket, language, by)));
  }
  const told = await desk.gate.decide(ticket.id, { kind: "given", yes: true }, actor);
  await answer(desk, click, await tellDecision(desk, ticket.id, told, language));
}

function answer(desk: Desk, click: ClickPayload, message: Message): Promise<void> {
  return tell(desk, replyTo(click), message, { replace: isOwnQuestion(click) });
}

/** A question to its requester, shown to nobody else, is replaced by its answer; a card is redrawn from its ticket. */
function isOwnQuestion({ message }: ClickPayload): boolean {
  return message?.isEphemeral === true;
}
