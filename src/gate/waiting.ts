import type { Door } from "./doors.ts";
import type { GateOptions } from "./options.ts";
import type { Pending } from "./outcome.ts";
import { operationOf } from "./operation-of.ts";
import { approversOf } from "./policy/approvers.ts";
import type { Ticket } from "./ticket.ts";

/** What the requester of a ticket that waits at the doors is told. */
export function waiting(ticket: Ticket, { doors, policy }: Pick<GateOptions, "doors" | "policy">): Pending {
  const { consent, requester } = ticket;
  const approvers = consent === "second" ? approversOf(operationOf(ticket), requester, policy) : [];
  const who = consent === "self" ? "the person who asked" : `a second person (${approvers.join(", ")})`;
  const where = doorsOf(ticket, doors).map((door) => door.where(ticket.id));
  const ways = where.map(({ en }) => en).join("; or ");
  const message = `Nothing was done yet: ${who} has to answer first. To answer, ${ways}.`;
  const link = doors.map((door) => door.linkTo?.(ticket.id)).find((found) => found !== undefined);
  const waits = { kind: "pending", operation: ticket.operation, ticket, message, where } as const;
  return link === undefined ? waits : { ...waits, link };
}

/** The doors at which the policy lets a ticket be answered. */
export function doorsOf({ notFromSlack }: Ticket, doors: readonly Door[]): readonly Door[] {
  return doors.filter(({ kind }) => kind !== "slack" || notFromSlack !== true);
}
