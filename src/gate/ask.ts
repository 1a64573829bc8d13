import type { Operation } from "../../tools/operation.ts";
import { toParty } from "./actor.ts";
import { checkInput } from "./check-input.ts";
import { routeOf } from "./doors.ts";
import type { GateOptions } from "./options.ts";
import type { Request } from "./request.ts";
import { guard } from "./guards.ts";
import type { Consenting, Ledger } from "./ledger.ts";
import { type DeniedCode, type Ending, type Outcome, type Pending, denied, failed } from "./outcome.ts";
import { type Decision, decide, explain, humanOf } from "./policy.ts";
import { type Preview, preview } from "./preview.ts";
import { toQuestion } from "./question.ts";
import { placeLack, run } from "./run.ts";
import type { Call, Ticket } from "./ticket.ts";

/** Runs a read; opens a ticket for a write, or says why there can be none. */
export async function ask(
  request: Request,
  options: GateOptions,
  ledger: () => Promise<Ledger>,
): Promise<Outcome> {
  const { operation, actor, signal } = request;
  const standing = await standingOf(request, options, ledger);
  if (standing.kind === "refused") return refuse(request, standing, await ledger());
  const checked = checkInput(request, options.doors);
  if ("kind" in checked) return checked;
  const call = { operation, input: checked.input, actor };
  return standing.kind === "free"
    ? run({ ...call, owner: toParty(actor) }, options, signal)
    : openTicket(call, signal, options, await ledger());
}

/** Where a call stands with the policy: free to run, waiting for a consent that can be had, or refused. */
type Standing =
  | { readonly kind: "free" }
  | { readonly kind: "consent"; readonly decision: Consenting; readonly isAskedHere: boolean }
  | { readonly kind: "refused"; readonly code: DeniedCode; readonly message: string; readonly rule: string };

async function standingOf(
  { operation, actor }: Pick<Call, "operation" | "actor">,
  { policy, now, doors }: GateOptions,
  ledger: () => Promise<Ledger>,
  secondWanted?: string,
): Promise<Standing> {
  const recentDestroys =
    operation.risk === "destroy" ? await (await ledger()).recentDestroys(actor.principal) : 0;
  const situation = { now: now(), recentDestroys, ...(secondWanted === undefined ? {} : { secondWanted }) };
  const decision = decide(operation, actor, policy, situation);
  const doorKinds = doors.map(({ kind }) => kind);
  const route = routeOf(decision, actor.asking, doorKinds);
  if (route.kind === "run") return { kind: "free" };
  if (route.kind !== "deny" && decision.kind === "confirm") {
    return { kind: "consent", decision, isAskedHere: route.kind === "ask" };
  }
  const code = route.kind === "deny" ? route.code : "no_door";
  return { kind: "refused", code, message: whyRefused(operation, code, decision), rule: decision.rule };
}

function whyRefused({ name }: Operation, code: DeniedCode, decision: Decision): string {
  if (code === "cannot_ask") return `${name} needs a person's consent, and this client cannot ask for it.`;
  if (code === "no_door")
    return `${name} needs a second person's consent, and there is no door to get it through.`;
  return explain(decision);
}

async function refuse(
  { operation, input, actor }: Request,
  { code, message, rule }: Extract<Standing, { readonly kind: "refused" }>,
  ledger: Ledger,
): Promise<Ending> {
  const fields = typeof input === "object" && input !== null ? { ...input } : {};
  await ledger.refuse({ operation, input: fields, actor }, { decision: "deny", code, rule });
  return denied(operation, code, message);
}

/** Characters that a person can be expected to read, and every client to show. */
const longestQuestion = 20_000;

async function openTicket(
  call: Call,
  signal: AbortSignal | undefined,
  options: GateOptions,
  ledger: Ledger,
): Promise<Outcome> {
  const { operation, input } = call;
  // Before anybody is asked: what SSS shows only once has to have a place.
  const lack = await placeLack(operation, options.vault);
  if (lack !== undefined) return lack;
  const shown = await preview(operation, input, options.send, { now: options.now(), signal });
  const standing = await standingSeen(call, shown, options, ledger);
  if (standing.kind !== "consent") return refuse(call, standing, ledger);
  const { decision, isAskedHere } = standing;
  const question = toQuestion(operation, input, shown, decision.wanted);
  if (question.message.length > longestQuestion) return tooLong(operation);
  const ticket = await ledger.open(call, decision, shown, question, isAskedHere ? "here" : "doors");
  return isAskedHere
    ? { kind: "asking", operation: operation.name, ticket }
    : waiting(ticket, decision, options);
}

/** Where a write stands once its target was seen: the guards may refuse it or want a second person. */
async function standingSeen(
  call: Call,
  shown: Preview,
  options: GateOptions,
  ledger: Ledger,
): Promise<Exclude<Standing, { readonly kind: "free" }>> {
  const { operation, input, actor } = call;
  const requester = humanOf(actor, options.policy);
  const own = { apiKey: await options.ownApiKey() };
  const verdict = guard(operation, input, { ...shown, own, requester });
  if (verdict.kind === "deny") {
    return { kind: "refused", code: "guarded", message: verdict.message, rule: "guard" };
  }
  const wanted = verdict.kind === "second" ? verdict.reason : undefined;
  const standing = await standingOf(call, options, async () => ledger, wanted);
  if (standing.kind === "free") throw new Error(`${operation.name} is a write and cannot be free to run`);
  return standing;
}

function waiting(
  ticket: Ticket,
  { by, approvers, notFromSlack }: Consenting,
  { doors }: GateOptions,
): Pending {
  const who = by === "self" ? "the person who asked" : `a second person (${approvers.join(", ")})`;
  const where = doors
    .filter(({ kind }) => kind !== "slack" || notFromSlack !== true)
    .map((door) => door.where(ticket.id));
  const ways = where.map(({ en }) => en).join("; or ");
  const message = `Nothing was done yet: ${who} has to answer first. To answer, ${ways}.`;
  const link = doors.map((door) => door.linkTo?.(ticket.id)).find((found) => found !== undefined);
  const waits = { kind: "pending", operation: ticket.operation, ticket, message, where } as const;
  return link === undefined ? waits : { ...waits, link };
}

function tooLong(operation: Operation): Ending {
  const message = `${operation.name} was not run: its arguments are too long for anybody to read before consenting.`;
  return failed(operation, "invalid_request", message);
}
