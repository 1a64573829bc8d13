import type { Operation } from "../../tools/operation.ts";
import { type Denied, type DeniedCode, denied } from "./outcome.ts";
import type { Ticket } from "./ticket.ts";

/** Why a ticket cannot be used any more. */
type TicketRefusal = Extract<DeniedCode, `ticket_${string}`>;

/** What a ticket that is not open any more says to whoever would answer it; undefined while it is open. */
export function refusalOf({ state, expiresAt }: Ticket, now: number): TicketRefusal | undefined {
  switch (state) {
    case "open":
      return expiresAt <= now ? "ticket_expired" : undefined;
    case "expired":
      return "ticket_expired";
    case "denied":
      return "ticket_denied";
    case "cancelled":
      return "ticket_cancelled";
    case "approved":
    case "running":
    case "done":
    case "failed":
    case "unknown":
      return "ticket_used";
  }
}

const refusals: Readonly<Partial<Record<DeniedCode, string>>> = {
  ticket_unknown: "This ticket is not known here.",
  ticket_used: "This ticket was already used; one confirmation runs one call once.",
  ticket_denied: "This ticket was denied.",
  ticket_cancelled: "This ticket was cancelled.",
  ticket_expired: "This answer came too late.",
  ticket_mismatch: "This ticket belongs to another call: the arguments or the requester differ.",
  not_yours: "This ticket is somebody else's.",
  own_request: "Nobody approves their own request.",
  not_an_approver: "This needs an approver.",
  not_from_slack: "This is not answered from Slack.",
  policy_changed: "The policy or the account has changed since the question was asked.",
};

/** A refusal of an answer. */
export function refused(operation: Operation, code: DeniedCode): Denied {
  return denied(operation, code, `${refusals[code] ?? ""} Nothing was done.`.trim());
}
