import { isTransaction } from "../../../tools/operation.ts";
import type { Gate } from "../../gate/gate.ts";
import { operationOf } from "../../gate/operation-of.ts";
import type { Ticket } from "../../gate/ticket.ts";
import type { Turn } from "../loop.ts";
import type { People } from "../people/people.ts";
import { slackUserOf } from "../people/principal.ts";
import type { Posted, PostedMessages } from "../posted.ts";
import { resultOf } from "../results/result.ts";
import type { MessageRef, Surface } from "../surface.ts";
import type { Message } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import { ownMessage } from "./own-message.ts";
import { ticketCard } from "./ticket-card.ts";

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
  readonly onFault: (error: unknown) => void;
}

const liveStates: readonly Ticket["state"][] = ["open", "approved", "running"];

/** Of very many the newest: nobody reads more cards either. Those that are posted already are followed to their end. */
const most = 500;

/**
 * Brings every message that shows a ticket up to date with the store: posts what is missing, edits what has changed. A
 * fault with one message is reported and keeps no other from being shown.
 */
export async function showTickets(options: BoardOptions, turn: Turn): Promise<void> {
  const { gate, cards, onFault } = options;
  const live = await gate.list({ states: liveStates, limit: most });
  const posted = await cards.list();
  for (const key of [...missingKeys(live, posted, options), ...changedKeys(live, posted)]) {
    if (!(await turn.goesOn())) return;
    await showKey(key, options).catch(onFault);
  }
}

/** Brings the messages that show one ticket up to date. */
export async function showTicket(ticket: Ticket, options: BoardOptions): Promise<void> {
  for (const kind of kinds) {
    const posted = await options.cards.get(keyOf(ticket.id, kind));
    if (posted !== undefined || channelOf(ticket, kind, options) !== undefined) {
      await showAs(kind, ticket, options);
    }
  }
}

/** Shows a ticket that is decided on a message that shows it: one whose place was never learned still has its buttons. */
export async function redraw(ref: MessageRef, ticketId: string, options: BoardOptions): Promise<void> {
  const ticket = await options.gate.find(ticketId);
  if (ticket === undefined || ticket.state === "open") return;
  const kind = isDirect(ref) ? "own" : "card";
  const known = await options.cards.get(keyOf(ticketId, kind));
  if (known?.ref?.ts === ref.ts) return;
  const language = await languageOf(kind, ticket, options);
  await options.surface.update(ref, messageFor(kind, ticket, language, options));
}

/** What shows a ticket: a card to those who may approve it, or its requester's own message. */
const kinds = ["card", "own"] as const;
type Kind = (typeof kinds)[number];

function missingKeys(
  live: readonly Ticket[],
  posted: readonly { readonly key: string }[],
  options: BoardOptions,
): readonly string[] {
  const known = new Set(posted.map(({ key }) => key));
  const wanted = live.flatMap((ticket) =>
    kinds
      .filter((kind) => channelOf(ticket, kind, options) !== undefined)
      .map((kind) => keyOf(ticket.id, kind)),
  );
  return wanted.filter((key) => !known.has(key));
}

/** Those of which a ticket moved or ended, and those that are not posted yet. */
function changedKeys(
  live: readonly Ticket[],
  posted: readonly (Posted & { readonly key: string })[],
): readonly string[] {
  const digests = new Map(live.map((ticket) => [ticket.id, digestOf(ticket)]));
  return posted
    .filter(({ key, ref, digest, isBusy }) => {
      const wanted = digests.get(partsOf(key).id);
      return !isBusy && (wanted === undefined || ref === undefined || digest !== wanted);
    })
    .map(({ key }) => key);
}

/** Where a ticket is to be shown: of a user the id, by which direct messages go. Undefined where it is not. */
function channelOf(ticket: Ticket, kind: Kind, { gate, channel }: BoardOptions): string | undefined {
  const waits = ticket.consent === "second" || ticket.asked === "doors";
  if (kind === "card") return waits && gate.isAnsweredAt(ticket, "slack") ? channel : undefined;
  const outlivesItsCall = ticket.state !== "open" && isTransaction(operationOf(ticket));
  return waits || outlivesItsCall ? slackUserOf(ticket.requester.principal) : undefined;
}

async function showKey(key: string, options: BoardOptions): Promise<void> {
  const { id, kind } = partsOf(key);
  const ticket = await options.gate.find(id);
  await (ticket === undefined ? options.cards.forget(key) : showAs(kind, ticket, options));
}

/** Shows a ticket; of one that has ended for the last time, wherever its message stands. */
async function showAs(kind: Kind, ticket: Ticket, options: BoardOptions): Promise<void> {
  const { gate, cards } = options;
  // Known before the message is taken in hand: Slack may have to be asked for it.
  const language = await languageOf(kind, ticket, options);
  const look = async (ref: MessageRef | undefined) => {
    const current = await gate.find(ticket.id);
    if (current === undefined || (ref === undefined && !isLive(current))) return undefined;
    return { message: messageFor(kind, current, language, options), digest: digestOf(current) };
  };
  const key = keyOf(ticket.id, kind);
  const wish = { digest: digestOf(ticket), look };
  if (!isLive(ticket)) return cards.finish(key, wish);
  await cards.show(key, { ...wish, channel: channelOf(ticket, kind, options) });
}

async function languageOf(
  kind: Kind,
  { requester }: Ticket,
  { people, channelLanguage }: BoardOptions,
): Promise<Language> {
  const userId = kind === "own" ? slackUserOf(requester.principal) : undefined;
  return userId === undefined ? channelLanguage : people.languageFor(userId);
}

/** The card of a ticket, or what its requester is told, as it stands. */
function messageFor(kind: Kind, ticket: Ticket, language: Language, { gate, now }: BoardOptions): Message {
  const shown = { approvers: gate.approversOf(ticket), now: now(), language };
  if (kind === "card") return ticketCard(ticket, shown);
  const result = resultOf(ticket, language);
  return ownMessage(ticket, { ...shown, ...(result === undefined ? {} : { result }) });
}

/** Equal where a ticket looks the same. */
function digestOf({ state, decided }: Ticket): string {
  return JSON.stringify([state, decided?.at ?? 0]);
}

function isLive({ state }: Ticket): boolean {
  return liveStates.includes(state);
}

/** Slack's ids of conversations with one person begin with a D. */
function isDirect({ channel }: MessageRef): boolean {
  return channel.startsWith("D");
}

function keyOf(ticketId: string, kind: Kind): string {
  return `${ticketId}:${kind}`;
}

function partsOf(key: string): { readonly id: string; readonly kind: Kind } {
  const [id = "", kind] = key.split(":");
  return { id, kind: kind === "own" ? "own" : "card" };
}
