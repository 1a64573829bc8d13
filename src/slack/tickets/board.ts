import type { Gate } from "../../gate/gate.ts";
import { operationOf } from "../../gate/operation-of.ts";
import type { Ticket } from "../../gate/ticket.ts";
import type { Message } from "../views/blocks.ts";
import { ticketCard } from "./ticket-card.ts";
import type { Language } from "../views/language.ts";
import { ownMessage } from "./own-message.ts";
import type { People } from "../people/people.ts";
import { slackUserOf } from "../people/principal.ts";
import type { PostedMessages } from "../posted.ts";
import { resultOf } from "../results/result.ts";
import type { MessageRef, Surface } from "../surface.ts";

/** What the tickets are shown with. */
export interface BoardOptions {
  readonly gate: Gate;
  readonly people: People;
  readonly surface: Surface;
  readonly cards: PostedMessages;
  /** Where cards go; without a channel there are none. */
  readonly channel: string | undefined;
  readonly channelLanguage: Language;
  readonly now: () => number;
}

const liveStates: readonly Ticket["state"][] = ["open", "approved", "running"];

/** Of very many the newest: nobody reads more cards either. */
const most = 500;

/**
 * Brings every message that shows a ticket up to date with the store: posts what is missing, edits what has changed. A
 * fault with one message keeps no other from being shown; the faults are thrown together at the end.
 */
export async function showTickets(options: BoardOptions): Promise<void> {
  const { gate, cards } = options;
  const live = await gate.list({ states: liveStates, limit: most });
  const faults: unknown[] = [];
  const noting = async (act: Promise<unknown>) =>
    void (await act.catch((error: unknown) => faults.push(error)));
  for (const ticket of live) await noting(showTicket(ticket, options));
  const ids = new Set(live.map(({ id }) => id));
  for (const { key, ref, isBusy } of await cards.list()) {
    const [id = ""] = key.split(":");
    if (!ids.has(id) && !isBusy) await noting(finish(key, ref !== undefined, options));
  }
  if (faults.length > 0) throw new AggregateError(faults, "Some tickets could not be shown in Slack");
}

/** Brings the messages that show one ticket up to date. */
export async function showTicket(ticket: Ticket, options: BoardOptions): Promise<void> {
  for (const place of placesOf(ticket, options)) await showAt(ticket, place, options);
}

/** Shows a ticket that is decided on a message that shows it: one whose place was never learned still has its buttons. */
export async function redraw(ref: MessageRef, ticketId: string, options: BoardOptions): Promise<void> {
  const ticket = await options.gate.find(ticketId);
  if (ticket === undefined || ticket.state === "open") return;
  const kind = ref.channel === options.channel ? "card" : "own";
  const known = await options.cards.get(keyOf(ticketId, kind));
  if (known?.ref?.ts === ref.ts) return;
  const channel = kind === "own" ? slackUserOf(ticket.requester.principal) : ref.channel;
  const { surface } = options;
  if (channel !== undefined) await surface.update(ref, messageFor(ticket, { kind, channel }, options));
}

/** Where a ticket is shown: to those who may approve it, or to its requester, whose id their own channel goes by. */
interface Place {
  readonly kind: "card" | "own";
  readonly channel: string;
}

function placesOf(ticket: Ticket, { gate, channel }: BoardOptions): readonly Place[] {
  const waits = ticket.consent === "second" || ticket.asked === "doors";
  const userId = slackUserOf(ticket.requester.principal);
  const outlivesItsCall = ticket.state !== "open" && operationOf(ticket).transaction;
  const hasCard = waits && gate.isAnsweredAt(ticket, "slack");
  const places: Place[] = [];
  if (channel !== undefined && hasCard) places.push({ kind: "card", channel });
  if (userId !== undefined && (waits || outlivesItsCall)) places.push({ kind: "own", channel: userId });
  return places;
}

/** The last edit of a message whose ticket has ended; then it is left alone. */
async function finish(key: string, isPosted: boolean, options: BoardOptions): Promise<void> {
  const { gate, cards } = options;
  const [id = "", kind] = key.split(":");
  const ticket = await gate.find(id);
  const channel =
    ticket !== undefined && kind === "own" ? slackUserOf(ticket.requester.principal) : options.channel;
  if (ticket !== undefined && channel !== undefined && isPosted) {
    const place = { kind: kind === "own" ? "own" : "card", channel } as const;
    if ((await showAt(ticket, place, options)) === undefined) return;
  }
  await cards.forget(key);
}

function showAt(ticket: Ticket, place: Place, options: BoardOptions): Promise<MessageRef | undefined> {
  const message = messageFor(ticket, place, options);
  // Of a ticket that has ended there is a message, or none is needed any more.
  const channel = isLive(ticket) ? place.channel : undefined;
  return options.cards.show(keyOf(ticket.id, place.kind), channel, {
    message,
    digest: JSON.stringify([ticket.state, ticket.decided?.at ?? 0]),
  });
}

/** The card of a ticket, or what its requester is told, as it stands. */
function messageFor(
  ticket: Ticket,
  place: Place,
  { gate, people, channelLanguage, now }: BoardOptions,
): Message {
  const shown = { approvers: gate.approversOf(ticket), now: now() };
  if (place.kind === "card") return ticketCard(ticket, { ...shown, language: channelLanguage });
  const language = people.languageOf(place.channel);
  const result = resultOf(ticket, language);
  return ownMessage(ticket, { ...shown, language, ...(result === undefined ? {} : { result }) });
}

function isLive({ state }: Ticket): boolean {
  return liveStates.includes(state);
}

function keyOf(ticketId: string, kind: Place["kind"]): string {
  return `${ticketId}:${kind}`;
}
