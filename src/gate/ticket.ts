import type { Operation } from "../../tools/operation.ts";
import type { Actor } from "./actor.ts";
import { digestOf } from "./canonical.ts";
import type { DeniedCode } from "./outcome.ts";
import type { Wanted } from "./policy.ts";

/** How long a person has to answer: ten minutes. */
export const ticketLifeMs = 600_000;

/** The newest tickets that are remembered, used ones too, so that a replay is told what it is. */
const ticketsKept = 10_000;

/** A question put to a person about one exact call, answered at most once. */
export interface Ticket {
  /** Random and unguessable; it names the ticket and proves nothing. */
  readonly id: string;
  readonly operation: string;
  /** SHA-256 over principal, operation and arguments: the call this is a ticket for. */
  readonly callDigest: string;
  readonly question: Question;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What the person reads and has to give. */
export interface Question {
  readonly message: string;
  readonly wanted: Wanted;
  /** The name to be typed, when a name is wanted. */
  readonly name: string;
}

/** Why a ticket cannot be used. */
export type TicketRefusal = Extract<DeniedCode, `ticket_${string}`>;

/** The open and the used tickets of this process. */
export interface Tickets {
  open(call: Call, question: Question): Ticket;
  /** Takes the ticket out of use and gives it back, or says why not. A ticket of another call is left as it is. */
  claim(id: string, call: Call): Ticket | TicketRefusal;
}

/** One exact call by one principal. */
export interface Call {
  readonly operation: Operation;
  readonly input: Record<string, unknown>;
  readonly actor: Actor;
}

/** Tickets in memory; those of a process that ended are unknown to the next, which fails closed. */
export function createTickets({ now, newId }: { now: () => number; newId: () => string }): Tickets {
  const byId = new Map<string, { readonly ticket: Ticket; used: boolean }>();
  return {
    open(call, question) {
      const id = newId();
      const ticket = {
        id,
        operation: call.operation.name,
        callDigest: callDigestOf(call),
        question,
        expiresAt: now() + ticketLifeMs,
      };
      byId.set(id, { ticket, used: false });
      forgetOldest(byId);
      return ticket;
    },
    claim(id, call) {
      const entry = byId.get(id);
      if (entry === undefined) return "ticket_unknown";
      if (entry.ticket.callDigest !== callDigestOf(call)) return "ticket_mismatch";
      if (entry.used) return "ticket_used";
      if (entry.ticket.expiresAt <= now()) return "ticket_expired";
      entry.used = true;
      return entry.ticket;
    },
  };
}

function callDigestOf({ operation, input, actor }: Call): string {
  return digestOf({ principal: actor.principal, operation: operation.name, input });
}

function forgetOldest(byId: Map<string, unknown>): void {
  if (byId.size <= ticketsKept) return;
  const [oldest] = byId.keys();
  if (oldest !== undefined) byId.delete(oldest);
}
