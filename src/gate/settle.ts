import type { Actor } from "./actor.ts";
import { approve, overtaken } from "./approve.ts";
import { type Consent, doubtAbout } from "./consent.ts";
import type { Means } from "./execute.ts";
import { forbiddenTo } from "./forbidden.ts";
import { operationOf } from "./operation-of.ts";
import type { GateOptions } from "./options.ts";
import { type Denied, type DeniedCode, type Ending, type Pending, denied } from "./outcome.ts";
import type { Policy } from "./policy.ts";
import { mayAnswer } from "./policy/approvers.ts";
import { isSameHuman } from "./policy/people.ts";
import { refusalOf, refused } from "./refusal.ts";
import type { Ticket } from "./ticket.ts";
import { doorsOf, waiting } from "./waiting.ts";

/**
 * Takes a person's answer to a ticket and, if it is the consent the ticket wants, runs it. A denial needs no SSS. Without an
 * answer the ticket waits for one where there are doors, and ends where there are none.
 */
export async function settle(
  ticket: Ticket,
  consent: Consent,
  actor: Actor,
  means: Means,
  options: GateOptions,
  reason?: string,
): Promise<Ending | Pending> {
  const bar = barTo(ticket, actor, options);
  if (bar !== undefined) return bar;
  const doubt = doubtAbout(consent, ticket.question);
  if (doubt === undefined) return approve({ ticket, actor, reason }, means, options);
  const hasAnswer = consent.kind === "given" || consent.kind === "declined";
  if (!hasAnswer && doorsOf(ticket, options.doors).length > 0) return leaveAtDoors(ticket, means, options);
  const ended =
    consent.kind === "unshown"
      ? await means.ledger.decide(ticket, "cancelled", { ...actor, face: "gate" }, doubt.code)
      : await means.ledger.decide(ticket, "denied", actor, reason ?? doubt.code);
  return ended === undefined
    ? overtaken(ticket, means, options)
    : denied(operationOf(ticket), doubt.code, doubt.message);
}

async function leaveAtDoors(ticket: Ticket, means: Means, options: GateOptions): Promise<Denied | Pending> {
  const waits = await means.ledger.putToDoors(ticket);
  return waits === undefined ? overtaken(ticket, means, options) : waiting(waits, options);
}

/** Why an answer of this person would not count, as far as that is known without SSS; undefined when it would. */
export function barTo(
  ticket: Ticket,
  actor: Actor,
  { policy, now }: Pick<GateOptions, "policy" | "now">,
): Denied | undefined {
  const refusal = refusalOf(ticket, now()) ?? strangerTo(ticket, actor, policy);
  return refusal === undefined ? forbiddenTo(actor, ticket, policy) : refused(operationOf(ticket), refusal);
}

/** Why this person's answer does not count; undefined when it does. */
function strangerTo(ticket: Ticket, actor: Actor, policy: Policy): DeniedCode | undefined {
  const { consent, requester, notFromSlack } = ticket;
  const { face } = actor;
  if (notFromSlack === true && face === "slack") return "not_from_slack";
  const isRequester = isSameHuman(requester, actor, policy);
  const mayApprove = mayAnswer(actor, operationOf(ticket), requester, policy);
  if (consent === "second") return isRequester ? "own_request" : mayApprove ? undefined : "not_an_approver";
  // The terminal is that of whoever runs the server, who may answer for callers it cannot tell apart.
  return isRequester || mayApprove || face === "terminal" ? undefined : "not_yours";
}
