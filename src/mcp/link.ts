import { inputRequired } from "@modelcontextprotocol/server";
import type { InputRequiredResult } from "@modelcontextprotocol/server";
import { endOf } from "../gate/ended.ts";
import type { Ending, Pending } from "../gate/outcome.ts";
import type { Request } from "../gate/request.ts";
import { type Responses, reactionTo } from "./reaction.ts";
import { type TicketContext, waitForEnd } from "./wait.ts";

const linkKey = "page";
/** Below the minute that clients grant a call. */
const longestWaitSeconds = 45;

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
 * What became of a ticket whose page the person was to be sent to. The page takes the answer; that the client says it was
 * opened is none, and that it was not opened leaves the question there. Undefined when the ticket is not this requester's.
 */
export async function afterLink(
  ticketId: string,
  responses: Responses,
  request: Request,
  context: TicketContext,
): Promise<Ending | Pending | undefined> {
  const { gate, actor } = context;
  const reaction = reactionTo(responses, linkKey);
  switch (reaction.kind) {
    case "accepted":
      return waitAtPage(ticketId, context);
    case "declined":
      return gate.cancel(ticketId, actor);
    case "dismissed":
    case "unshown":
      return gate.answer(ticketId, { kind: reaction.kind }, request);
  }
}

async function waitAtPage(ticketId: string, context: TicketContext): Promise<Ending | Pending | undefined> {
  const last = await waitForEnd(ticketId, longestWaitSeconds, context);
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
