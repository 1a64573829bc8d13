import { inputRequired, inputResponse } from "@modelcontextprotocol/server";
import type { InputRequiredResult } from "@modelcontextprotocol/server";
import { endOf } from "../gate/ended.ts";
import type { Outcome, Pending } from "../gate/outcome.ts";
import type { Ticket } from "../gate/ticket.ts";
import { type TicketContext, waitForEnd } from "./wait.ts";

const linkKey = "page";
/** Below the minute that clients grant a call. */
const longestWaitSeconds = 45;

/** Whether a ticket's question was put to its requester on its page, through the client in front of them. */
export function isAskedByLink({ consent, asked }: Ticket): boolean {
  return consent === "self" && asked === "doors";
}

/** The address of the ticket's page, for a client that opens addresses for its person and shows no forms. */
export function toLink(
  { message, link }: Pending & { readonly link: string },
  requestState: string,
): InputRequiredResult {
  return inputRequired({
    requestState,
    inputRequests: { [linkKey]: inputRequired.elicitUrl({ message, url: link }) },
  });
}

/**
 * What became of a ticket whose page the person was sent to. The page takes the answer; that the client says it was opened
 * is none. Undefined when the ticket is not this requester's.
 */
export async function afterLink(
  ticket: Ticket,
  responses: Parameters<typeof inputResponse>[0],
  context: TicketContext,
): Promise<Outcome | undefined> {
  const { gate, actor } = context;
  const response = inputResponse(responses, linkKey);
  if (response.kind !== "elicit" || response.action !== "accept") return gate.cancel(ticket.id, actor);
  const last = await waitForEnd(ticket.id, longestWaitSeconds, context);
  const message = "It still waits for an answer on its page; get_ticket tells how it ends.";
  return (
    last &&
    (endOf(last, Date.now()) ?? {
      kind: "pending",
      operation: last.operation,
      ticket: last,
      message,
      where: [],
    })
  );
}
