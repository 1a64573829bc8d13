import type { Operation } from "../../tools/operation.ts";
import { type Checking, checkInput } from "./check-input.ts";
import { type DoorKind, formAt, routeOf } from "./doors.ts";
import { guard } from "./guards.ts";
import type { Consenting, Ledger } from "./ledger.ts";
import type { Finder } from "./names/finder.ts";
import type { GateOptions } from "./options.ts";
import { type DeniedCode, type Ending, failed } from "./outcome.ts";
import { decide } from "./policy/decide.ts";
import { type Decision, explain } from "./policy/decision.ts";
import { humanOf } from "./policy/people.ts";
import { type Preview, preview } from "./preview.ts";
import { toQuestion } from "./question.ts";
import { type Request, toCall } from "./request.ts";
import type { Read } from "./send.ts";
import { type CountCalls, situationOf } from "./situation.ts";
import type { Call, Question } from "./ticket.ts";

/** What a call is weighed with: nothing of it can change anything, on SSS or in the store. */
export interface Scales
  extends Checking, Pick<GateOptions, "policy" | "now" | "ownApiKey" | "otherApiKeys" | "accountName"> {
  readonly read: Read;
  readonly doors: readonly DoorKind[];
  readonly countCalls: CountCalls;
}

/** Where a call stands: free to run, waiting for a consent that can be had, or refused. */
type Standing = Free | Consented | Refused;

interface Free {
  readonly kind: "free";
  readonly call: Call;
  readonly rule: string;
}

/** A write that a person has to be asked about, with all that they are shown. */
export interface Consented {
  readonly kind: "consent";
  readonly call: Call;
  readonly decision: Consenting;
  readonly shown: Preview;
  readonly question: Question;
  /** Whether the requester is asked in the call itself; else the question waits at doors. */
  readonly isAskedHere: boolean;
}

/** A call that policy or guards refuse, with its arguments as they came. */
export interface Refused {
  readonly kind: "refused";
  readonly code: DeniedCode;
  readonly message: string;
  readonly rule: string;
}

/** Of what the gate works with, only what weighs. */
export function scalesOf(
  { policy, now, ownApiKey, otherApiKeys, accountName, send, doors }: GateOptions,
  ledger: () => Promise<Pick<Ledger, "countCalls">>,
  find: Finder,
): Scales {
  return {
    policy,
    now,
    ownApiKey,
    ...(otherApiKeys === undefined ? {} : { otherApiKeys }),
    ...(accountName === undefined ? {} : { accountName }),
    read: send,
    doors: doors.map(({ kind }) => kind),
    countCalls: async (...counted) => (await ledger()).countCalls(...counted),
    find,
    formFor: formAt(doors),
  };
}

/**
 * Finds out where a call stands, by policy, guards and the target as it is now, without doing anything. Gives the ending
 * of a call that cannot even be asked about.
 *
 * @throws {@link SssError} when the target cannot be read, {@link StoreError} when the store cannot.
 */
export async function weigh(request: Request, scales: Scales): Promise<Standing | Ending> {
  const { operation, signal } = request;
  const first = await ruling(request, scales);
  if (first.kind === "refused") return first;
  const checked = await checkInput(request, scales);
  if ("kind" in checked) return checked;
  const call = toCall(request, checked.input);
  if (first.kind === "free") return { ...first, call };
  const shown = await preview(operation, call.input, scales.read, { now: scales.now(), signal });
  const last = await rulingSeen(call, shown, scales);
  if (last.kind === "refused") return last;
  const question = toQuestion(operation, call.input, shown, last.decision.wanted, scales.accountName);
  return question.message.length > longestQuestion ? tooLong(operation) : { ...last, call, shown, question };
}

/** Characters that a person can be expected to read, and every client to show. */
const longestQuestion = 20_000;

/** What the policy says, and whether the consent it wants can be had. */
type Ruling = Pick<Free, "kind" | "rule"> | Pick<Consented, "kind" | "decision" | "isAskedHere"> | Refused;

async function ruling(
  { operation, actor }: Pick<Call, "operation" | "actor">,
  scales: Scales,
  secondWanted?: string,
): Promise<Ruling> {
  const known = await situationOf({ operation, actor }, scales.policy, scales);
  const situation = secondWanted === undefined ? known : { ...known, secondWanted };
  const decision = decide(operation, actor, scales.policy, situation);
  const route = routeOf(decision, actor.asking, scales.doors);
  if (route.kind === "run") return { kind: "free", rule: decision.rule };
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

/** The same for a write whose target was seen: the guards may refuse it or want a second person. */
async function rulingSeen(
  call: Call,
  shown: Preview,
  scales: Scales,
): Promise<Exclude<Ruling, { readonly kind: "free" }>> {
  const { operation, input, actor } = call;
  const requester = humanOf(actor, scales.policy);
  const own = { apiKey: await scales.ownApiKey(), otherApiKeys: (await scales.otherApiKeys?.()) ?? [] };
  const verdict = guard(operation, input, { ...shown, own, requester });
  if (verdict.kind === "deny") {
    return { kind: "refused", code: "guarded", message: verdict.message, rule: "guard" };
  }
  const wanted = verdict.kind === "second" ? verdict.reason : undefined;
  const standing = await ruling(call, scales, wanted);
  if (standing.kind === "free") throw new Error(`${operation.name} is a write and cannot be free to run`);
  return standing;
}

function tooLong(operation: Operation): Ending {
  const message = `${operation.name} was not run: its arguments are too long for anybody to read before consenting.`;
  return failed(operation, "invalid_request", message);
}
