import type { Party, TicketRecord } from "../store/records.ts";
import { toParty } from "./actor.ts";
import { digestOf } from "../store/canonical.ts";
import type { Consenting } from "./ledger.ts";
import { operationOf } from "./operation-of.ts";
import type { Ending } from "./outcome.ts";
import type { Preview } from "./preview.ts";
import { redacted } from "./redacted.ts";
import type { Call, Question, Ticket } from "./ticket.ts";

/** A ticket for a call, as it is opened. */
export function toRecord(
  call: Call,
  { by, lifeMs, rule, notFromSlack }: Consenting,
  shown: Preview,
  question: Question,
  {
    id,
    createdAt,
    callDigest,
    policyVersion,
    account,
    asked,
  }: Pick<Ticket, "id" | "createdAt" | "callDigest" | "policyVersion"> & {
    account: string | undefined;
    asked: "here" | "doors";
  },
): Omit<Ticket, "state"> {
  return {
    id,
    operation: call.operation.name,
    callDigest,
    input: call.input,
    ...shown,
    beforeDigest: digestOf(shown),
    question,
    consent: by,
    requester: toParty(call.actor),
    ...(account === undefined ? {} : { account }),
    policyVersion,
    rule,
    asked,
    ...(notFromSlack === undefined ? {} : { notFromSlack }),
    ...(call.undoes === undefined ? {} : { undoes: call.undoes }),
    createdAt,
    expiresAt: createdAt + lifeMs,
  };
}

/** A ticket as the store gives it back. */
export function toTicket(record: TicketRecord): Ticket {
  // The question went in typed by this room and comes out as it went in: the store seals and checks it.
  return record as Ticket;
}

/** What every audit row of a ticket says: which it is, of what, and whose. */
export function aboutTicket(ticket: Pick<TicketRecord, "id" | "operation" | "requester">): {
  ticketId: string;
  operation: string;
  actor: Party;
} {
  return { ticketId: ticket.id, operation: ticket.operation, actor: ticket.requester };
}

/** What the audit says of a ticket that is opened. */
export function detailsOf(
  { input, callDigest, beforeDigest, account, policyVersion, rule, operation, undoes }: Omit<Ticket, "state">,
  { by, approvers }: Consenting,
): Record<string, unknown> {
  return {
    input: redacted(operationOf({ operation }), input),
    callDigest,
    beforeDigest,
    account,
    policyVersion,
    rule,
    consent: by,
    approvers,
    undoes,
  };
}

/** What the audit says of how a call ended. */
export function endOf(ending: Ending): Record<string, unknown> {
  if (ending.kind === "done") return { outcome: "done" };
  const { kind, code, message, status, data = {} } = ending;
  // SSS's own words stand in no message, since they may quote other people's; as evidence they have fields of their own.
  const { sss_message, sss_error_code } = data;
  return { outcome: kind, code, message, status, sss_message, sss_error_code };
}
