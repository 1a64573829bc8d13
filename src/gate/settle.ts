import type { Actor } from "./actor.ts";
import { type Consent, doubtAbout } from "./consent.ts";
import { type Means, execute } from "./execute.ts";
import type { GateOptions } from "./options.ts";
import { guard } from "./guards.ts";
import { versionOf } from "./ledger.ts";
import { operationOf } from "./operation-of.ts";
import { type Denied, type DeniedCode, type Ending, type Pending, denied } from "./outcome.ts";
import { type Policy, approversBeside, decide, explain, humanOf, isSameHuman } from "./policy.ts";
import { refusalOf, refused } from "./refusal.ts";
import type { Ticket } from "./ticket.ts";

/** Takes a person's answer to a ticket and, if it is the consent the ticket wants, runs it. */
export async function settle(
  ticket: Ticket,
  consent: Consent,
  actor: Actor,
  means: Means,
  options: GateOptions,
  reason?: string,
): Promise<Ending | Pending> {
  const operation = operationOf(ticket);
  const bar = await barTo(ticket, actor, options);
  if (bar !== undefined) return bar;
  const doubt = doubtAbout(consent, ticket.question);
  if (doubt !== undefined) {
    const turnedDown = await means.ledger.decide(ticket, "denied", actor, reason ?? doubt.code);
    return turnedDown === undefined
      ? overtaken(ticket, means, options)
      : denied(operation, doubt.code, doubt.message);
  }
  const lapse = await lapseOf(ticket, means, options);
  if (lapse !== undefined) {
    await means.ledger.decide(ticket, "cancelled", { ...actor, face: "gate" }, lapse.code);
    return lapse;
  }
  const approved = await means.ledger.decide(ticket, "approved", actor, reason);
  if (approved === undefined) return overtaken(ticket, means, options);
  return run(approved, means, options);
}

/** Why an answer of this person would not count, as things stand; undefined when it would. */
export async function barTo(ticket: Ticket, actor: Actor, options: GateOptions): Promise<Denied | undefined> {
  const { policy, now } = options;
  const refusal = refusalOf(ticket, now()) ?? strangerTo(ticket, actor, policy);
  return refusal === undefined ? forbiddenTo(actor, ticket, options) : refused(operationOf(ticket), refusal);
}

async function run(ticket: Ticket, means: Means, options: GateOptions): Promise<Ending | Pending> {
  // Once more: answers to several tickets at the same moment count against each other.
  const lapse = await lapseOf(ticket, means, options);
  if (lapse !== undefined) {
    await means.ledger.end(ticket, lapse);
    return lapse;
  }
  const ending = means.track(execute(ticket, means));
  return (await inTime(ending, options.patienceMs))
    ? ((await ending) ?? overtaken(ticket, means, options))
    : underWay(ticket);
}

/** What those are told whose answer another one, or the end of the ticket's time, was ahead of. */
async function overtaken(ticket: Ticket, { ledger }: Means, { now }: GateOptions): Promise<Denied> {
  const current = await ledger.get(ticket.id);
  const refusal = current === undefined ? undefined : refusalOf(current, now());
  return refused(operationOf(ticket), refusal ?? "ticket_used");
}

/** Why a question that was rightly asked may not be answered any more: a freeze began, or too much was destroyed since. */
async function lapseOf(
  ticket: Ticket,
  { ledger }: Means,
  { policy, account, now }: GateOptions,
): Promise<Denied | undefined> {
  const { requester, consent, policyVersion, state } = ticket;
  const operation = operationOf(ticket);
  if (policyVersion !== versionOf(policy, account)) return refused(operation, "policy_changed");
  const destroys = operation.risk === "destroy" ? await ledger.recentDestroys(requester.principal) : 0;
  // An approved ticket is counted already.
  const recentDestroys = state === "approved" ? destroys - 1 : destroys;
  const decision = decide(operation, requester, policy, { now: now(), recentDestroys });
  if (decision.kind === "deny") return denied(operation, decision.code, decision.message);
  // Under one version of the policy only the breaker comes to want more than the ticket has.
  const isRaised = decision.kind === "confirm" && decision.by === "second" && consent === "self";
  return isRaised ? denied(operation, "too_many_destroys", explain(decision)) : undefined;
}

/** Why this person's answer does not count; undefined when it does. */
function strangerTo(
  { consent, requester, notFromSlack }: Ticket,
  actor: Actor,
  policy: Policy,
): DeniedCode | undefined {
  const { principal, face } = actor;
  if (notFromSlack === true && face === "slack") return "not_from_slack";
  const isRequester = isSameHuman(requester, actor, policy);
  const mayApprove = approversBeside(requester, policy).includes(principal);
  if (consent === "second") return isRequester ? "own_request" : mayApprove ? undefined : "not_an_approver";
  // The terminal is that of whoever runs the server, who may answer for callers it cannot tell apart.
  return isRequester || mayApprove || face === "terminal" ? undefined : "not_yours";
}

/** What the guards say of whoever decides: a colleague's ticket is no way to approve one's own request on SSS. */
async function forbiddenTo(
  actor: Actor,
  ticket: Ticket,
  { policy, ownApiKey }: GateOptions,
): Promise<Denied | undefined> {
  const operation = operationOf(ticket);
  const requester = humanOf(actor, policy);
  const { before, impact, steps } = ticket;
  const verdict = guard(operation, ticket.input, {
    before,
    impact,
    ...(steps === undefined ? {} : { steps }),
    own: { apiKey: await ownApiKey() },
    requester,
  });
  return verdict.kind === "deny" ? denied(operation, "guarded", verdict.message) : undefined;
}

async function inTime(ending: Promise<unknown>, patienceMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  try {
    return await Promise.race([ending.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

function underWay(ticket: Ticket): Pending {
  const message = "It was accepted and is under way; get_ticket tells how it ends.";
  return { kind: "pending", operation: ticket.operation, ticket, message, where: [] };
}
