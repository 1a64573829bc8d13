import { rotationOf } from "../../tools/operation.ts";
import { SssError } from "../sss/errors.ts";
import type { Actor } from "./actor.ts";
import { caught } from "./caught.ts";
import { type Means, execute, hindranceTo } from "./execute.ts";
import { forbiddenTo } from "./forbidden.ts";
import { versionOf } from "./ledger.ts";
import { operationOf } from "./operation-of.ts";
import type { GateOptions } from "./options.ts";
import { type Denied, type Ending, type Pending, denied, failed } from "./outcome.ts";
import { decide, explain } from "./policy.ts";
import { refusalOf, refused } from "./refusal.ts";
import { type Send, isReading } from "./send.ts";
import type { Ticket } from "./ticket.ts";
import { type Turn, takeTurn } from "./turn.ts";

/** The consent that a ticket wants, and who gave it. */
export interface Approval {
  readonly ticket: Ticket;
  readonly actor: Actor;
  readonly reason: string | undefined;
}

/**
 * Approves a ticket and runs it. What stands against it ends it; while SSS cannot be asked whether anything does, it
 * stays open.
 */
export async function approve(
  approval: Approval,
  means: Means,
  options: GateOptions,
): Promise<Ending | Pending> {
  const { ticket } = approval;
  const seeing = () => inTurn(ticket, means, options, (own) => seeThrough(approval, own, options));
  const ending = means.track(caught(operationOf(ticket), means, seeing));
  return (await inTime(ending, options.patienceMs)) ? ending : underWay(ticket, means);
}

/** What those are told whose answer another one, or the end of the ticket's time, was ahead of. */
export async function overtaken(ticket: Ticket, { ledger }: Means, { now }: GateOptions): Promise<Denied> {
  const current = await ledger.get(ticket.id);
  const refusal = current === undefined ? undefined : refusalOf(current, now());
  return refused(operationOf(ticket), refusal ?? "ticket_used");
}

/** The key pair is reissued by one process at a time: of two new pairs, only one would be stored last and work. */
async function inTurn(
  ticket: Ticket,
  means: Means,
  options: GateOptions,
  act: (means: Means) => Promise<Ending>,
): Promise<Ending> {
  const operation = operationOf(ticket);
  if (rotationOf(operation) === undefined) return act(means);
  const { leases } = await options.store();
  const turn = await takeTurn(`reissue:${options.account}`, { ...options, leases });
  if (turn === undefined) return refusedTurn(ticket, means, options);
  try {
    return await act({ ...means, send: whileIn(turn, means.send) });
  } finally {
    await turn.end();
  }
}

/** Sends no write once the turn is lost: a process that slept or had no store may have been taken for dead. */
function whileIn(turn: Turn, send: Send): Send {
  return async (operation, input, options) => {
    if (isReading(operation) || (await turn.lasts())) return send(operation, input, options);
    throw new SssError("conflict", `${operation.name} was not sent: another process may have taken it over.`);
  };
}

/** What those are told who came while another one reissued the key pair: for this ticket, or for one beside it. */
async function refusedTurn(ticket: Ticket, means: Means, options: GateOptions): Promise<Ending> {
  const operation = operationOf(ticket);
  const current = await means.ledger.get(ticket.id);
  if (current?.state !== "open") return overtaken(ticket, means, options);
  return stillOpen(failed(operation, "conflict", "this key pair is being reissued just now."));
}

async function seeThrough(
  { ticket, actor, reason }: Approval,
  means: Means,
  options: GateOptions,
): Promise<Ending> {
  const { ledger } = means;
  const apiKey = await caught(operationOf(ticket), options, options.ownApiKey);
  if (typeof apiKey !== "string") return stillOpen(apiKey);
  const forbidden = forbiddenTo(actor, ticket, options.policy, apiKey);
  if (forbidden !== undefined) return forbidden;
  const lapse = await lapseOf(ticket, means, options);
  if (lapse !== undefined) {
    await ledger.decide(ticket, "cancelled", { ...actor, face: "gate" }, lapse.code);
    return lapse;
  }
  const hindrance = await hindranceTo(ticket, means);
  if (hindrance?.kind === "failed" && outages.includes(hindrance.code)) return stillOpen(hindrance);
  const approved = await ledger.decide(ticket, "approved", actor, reason);
  return approved === undefined
    ? overtaken(ticket, means, options)
    : run(approved, hindrance, means, options);
}

/** The failures that say something of SSS, or of the way to it, and nothing of the target. */
const outages: readonly string[] = [
  "unauthenticated",
  "rate_limited",
  "upstream_error",
  "unreachable",
  "timeout",
  "connection_lost",
  "aborted",
];

function stillOpen<Failure extends { readonly operation: string; readonly message: string }>(
  failure: Failure,
): Failure {
  const { operation, message } = failure;
  return { ...failure, message: `${operation} was not run, and its ticket stays open: ${message}` };
}

async function run(
  ticket: Ticket,
  hindrance: Ending | undefined,
  means: Means,
  options: GateOptions,
): Promise<Ending> {
  // Once more: answers to several tickets at the same moment count against each other.
  const lapse = () => lapseOf(ticket, means, options);
  const bar = hindrance ?? (await caught(operationOf(ticket), means, lapse));
  if (bar === undefined) return (await execute(ticket, means)) ?? overtaken(ticket, means, options);
  await means.ledger.end(ticket, bar);
  return bar;
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

/** The ticket as it stands by now: while SSS is slow to say whether anything is against it, it is open still. */
async function underWay(ticket: Ticket, { ledger }: Means): Promise<Pending> {
  // A store that cannot say it for a moment does not make a failure of what goes on.
  const current = (await ledger.get(ticket.id).catch(() => undefined)) ?? ticket;
  const message =
    current.state === "open"
      ? "The last look at SSS before it runs is under way; get_ticket tells how it ends."
      : "It was accepted and is under way; get_ticket tells how it ends.";
  return { kind: "pending", operation: ticket.operation, ticket: current, message, where: [] };
}
