import type { Desk } from "../desk.ts";
import type { ViewPayload } from "../payloads.ts";
import { asKnown } from "../people/as-known.ts";
import { replyTo } from "../people/reply.ts";
import { closeQuestion } from "../tickets/ticket-modals.ts";

/** A question that its requester closes is taken back; any other modal can go. */
export async function onClose(desk: Desk, payload: ViewPayload): Promise<void> {
  if (payload.view.callback !== "confirm") return;
  const applicant = { caller: payload.caller, reply: replyTo(payload) };
  await asKnown(desk, applicant, (person) => closeQuestion(desk, payload, person));
}
