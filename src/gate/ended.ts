import { endingOf } from "./meanings/meanings.ts";
import { operationOf } from "./operation-of.ts";
import type { Ending } from "./outcome.ts";
import { refusalOf, refused } from "./refusal.ts";
import type { Ticket } from "./ticket.ts";

/** How a ticket ended, as its call would have; undefined for one that still waits or runs. */
export function endOf(ticket: Ticket, now: number): Ending | undefined {
  const refusal = refusalOf(ticket, now);
  const isOver = refusal !== undefined && refusal !== "ticket_used";
  return endingOf(ticket) ?? (isOver ? refused(operationOf(ticket), refusal) : undefined);
}
