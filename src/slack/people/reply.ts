import type { Message, Modal } from "../views/blocks.ts";
import type { Desk } from "../desk.ts";
import type { Caller } from "../payloads.ts";
import { SlackFault } from "../surface.ts";

/** Where somebody is answered: where they typed or pressed, as long as Slack lets us, else by a direct message. */
export interface Reply {
  readonly userId: string;
  /** Good for 30 minutes; of a message or a command only. */
  readonly url?: string;
}

/** Where to answer what somebody typed or pressed. */
export function replyTo({ caller, responseUrl }: Answerable): Reply {
  return { userId: caller.userId, ...(responseUrl === undefined ? {} : { url: responseUrl }) };
}

/** A payload that may have come with an address for the answer. */
interface Answerable {
  readonly caller: Caller;
  readonly responseUrl?: string;
}

/** The kind of the notes that say where the requester of a ticket wants to be answered, under its id. */
const replyKind = "slack-reply";
const urlLifeMs = 30 * 60_000;

/** Tells somebody something; `replace` puts it where the message stood that they pressed on, or that told them to wait. */
export async function tell(
  { surface }: Pick<Desk, "surface">,
  { url, userId }: Reply,
  message: Message,
  how: { readonly replace?: boolean; readonly public?: boolean } = {},
): Promise<void> {
  // Used up, too old or out of reach: it is still told, to the person only; twice where only Slack's answer was lost.
  const isTold = url !== undefined && (await isTaken(surface.respond(url, message, how)));
  if (!isTold) await surface.post(userId, message);
}

/** Puts a modal in the place of one that somebody has open; whoever closed that meanwhile is told the message instead. */
export async function showOrTell(
  desk: Pick<Desk, "surface">,
  viewId: string,
  modal: Modal,
  reply: Reply,
  message: Message,
): Promise<void> {
  if (!(await showIfOpen(desk, viewId, modal))) await tell(desk, reply, message);
}

/** Puts a modal in the place of one that is open, as long as Slack lets us; false where it does not. */
export function showIfOpen(
  { surface }: Pick<Desk, "surface">,
  viewId: string,
  modal: Modal,
): Promise<boolean> {
  return isTaken(surface.show(viewId, modal));
}

async function isTaken(call: Promise<void>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof SlackFault) return false;
    throw error;
  }
}

/** Remembers where the requester of a ticket is answered once it is decided in a modal. */
export async function rememberReply(
  { notes, now }: Pick<Desk, "notes" | "now">,
  ticketId: string,
  { url, userId }: Reply,
): Promise<void> {
  const value = { user_id: userId, ...(url === undefined ? {} : { url }) };
  await (await notes()).add(replyKind, ticketId, value, now(), now() + urlLifeMs);
}

/** Where the requester of a ticket is answered; by a direct message when that is not known any more. */
export async function rememberedReply(
  { notes, now }: Pick<Desk, "notes" | "now">,
  ticketId: string,
  userId: string,
): Promise<Reply> {
  const url = (await (await notes()).get(replyKind, ticketId, now()))?.value["url"];
  return typeof url === "string" ? { userId, url } : { userId };
}
