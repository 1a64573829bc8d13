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
import { decide } from "./policy/decide.ts";
import { explain } from "./policy/decision.ts";
import { refusalOf, refused } from "./refusal.ts";
import { type Send, isReading } from "./send.ts";
import { situationOf } from "./situation.ts";
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
  return (await inTime(ending, options)) ? ending : underWay(ticket, means);
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
  const turn = await takeTurn(`reissue:${options.pair ?? options.account}`, { ...options, leases });
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
async function lapseOf(ticket: Ticket, { ledger }: Means, options: GateOptions): Promise<Denied | undefined> {
  const { policy, account, accountName } = options;
  const { requester, consent, policyVersion, state } = ticket;
  const operation = operationOf(ticket);
  // Under another name it is another account to whoever was asked; while there was one only, they were shown none.
  const isSameName = ticket.account === accountName;
  if (policyVersion !== versionOf(policy, account) || !isSameName) {
    return refused(operation, "policy_changed");
  }
  const call = { operation, actor: requester };
  // An approved ticket is counted already.
  const counting = { now: options.now, countCalls: ledger.countCalls };
  const situation = await situationOf(call, policy, counting, state === "approved" ? 1 : 0);
  const decision = decide(operation, requester, policy, situation);
  if (decision.kind === "deny") return denied(operation, decision.code, decision.message);
  // Under one version of the policy only a limit comes to want more than the ticket has.
  const isRaised = decision.kind === "confirm" && decision.by === "second" && consent === "self";
  const code = decision.rule === "breaker" ? "too_many_destroys" : "too_many_calls";
  return isRaised ? denied(operation, code, explain(decision)) : undefined;
}

/** What most calls take, within what a process that was told to stop is given. */
const lastPatienceMs = 4_000;

async function inTime(
  ending: Promise<unknown>,
  { patienceMs, stopping }: Pick<GateOptions, "patienceMs" | "stopping">,
): Promise<boolean> {
  let giveUp: (isInTime: false) => void = () => undefined;
  const late = new Promise<false>((resolve) => (giveUp = resolve));
  let timer = setTimeout(giveUp, patienceMs, false);
  const hurry = () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, Math.min(patienceMs, lastPatienceMs), false);
  };
  if (stopping?.aborted === true) hurry();
  stopping?.addEventListener("abort", hurry, { once: true });
  try {
    return await Promise.race([ending.then(() => true), late]);
  } finally {
    clearTimeout(timer);
    stopping?.removeEventListener("abort", hurry);
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
