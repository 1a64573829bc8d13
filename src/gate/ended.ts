import { operationOf } from "./operation-of.ts";
import type { Ending } from "./outcome.ts";
import { refusalOf, refused } from "./refusal.ts";
import type { Ticket } from "./ticket.ts";

/** How a ticket ended, as its call would have; undefined for one that still waits or runs. */
export function endingOf(ticket: Ticket, now: number): Ending | undefined {
  const { operation, outcome, state } = ticket;
  // The cast: an outcome goes into the ledger as an ending without its operation, and the store seals it.
  if (outcome !== undefined && state !== "running") return { ...outcome, operation } as Ending;
  const refusal = refusalOf(ticket, now);
  return refusal === undefined || refusal === "ticket_used"
    ? undefined
    : refused(operationOf(ticket), refusal);
}
