import { approvalRequest } from "../../../tools/approval/approval.ts";
import { getApprovalRequest } from "../../../tools/approval/get-approval-request.ts";
import { listApprovalRequests } from "../../../tools/approval/list-approval-requests.ts";
import type { Text } from "../../../tools/operation.ts";
import { type Actor, meaning } from "../../gate/actor.ts";
import type { Gate } from "../../gate/gate.ts";
import type { Ending } from "../../gate/outcome.ts";
import { digestOf } from "../../store/canonical.ts";
import { saying } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import type { Turn } from "../loop.ts";
import type { PostedMessages } from "../posted.ts";
import { read } from "../../gate/read.ts";
import { deadlineOf } from "../../gate/approval-request.ts";
import { requestCard } from "./request-card.ts";
import { type RequestRef, keyOf, refOf } from "./request-key.ts";
import type { MessageRef, Surface } from "../surface.ts";

/** What the approval requests of SSS are shown with. */
export interface WatchOptions {
  readonly gate: Gate;
  readonly surface: Surface;
  readonly cards: PostedMessages;
  readonly channel: string;
  readonly channelLanguage: Language;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
}

type ApprovalRequest = Record<string, unknown>;

/** Reads only, for nobody in particular. */
const watcher: Actor = { principal: "sss-ops:watcher", face: "gate", asking: "none" };

/** How long before its deadline a request is brought to mind once more. */
const warnMs = 24 * 3_600_000;

/**
 * Shows every request that waits for a decision of this account, and rewrites the cards of those that were decided,
 * cancelled or have expired meanwhile, here or elsewhere. A fault with one request is reported and keeps no other from
 * being shown.
 *
 * @throws when SSS does not tell which requests there are: it is asked again later.
 */
export async function showRequests(options: WatchOptions, turn: Turn): Promise<void> {
  const { accounts } = options.gate;
  if (accounts.length < 2) return showRequestsOf(undefined, options, turn);
  // What one account does not tell keeps none of the others from being shown.
  const faults: unknown[] = [];
  for (const account of accounts) {
    await showRequestsOf(account, options, turn).catch((error: unknown) => faults.push(error));
  }
  if (faults.length > 0) throw faults[0];
}

async function showRequestsOf(account: string | undefined, options: WatchOptions, turn: Turn): Promise<void> {
  const { gate, cards, onFault } = options;
  const open = (await openRequests(account, options)).filter(isOurs);
  const refs = open.map((request) => ({ request, ref: toRef(request, account) }));
  const keys = new Set(refs.map(({ ref }) => keyOf(ref)));
  const known = (await cards.list()).filter(({ key, isBusy }) => !keys.has(key) && !isBusy);
  const gone = known.map(({ key }) => refOf(key, gate.accounts)).filter((ref) => ref.account === account);
  const steps = [
    ...refs.map(
      ({ request, ref }) =>
        () =>
          showRequest(request, ref, options),
    ),
    ...gone.map((ref) => () => closeRequest(ref, options)),
  ];
  for (const step of steps) {
    if (!(await turn.goesOn())) return;
    await step().catch(onFault);
  }
}

async function showRequest(
  request: ApprovalRequest,
  about: RequestRef,
  options: WatchOptions,
): Promise<void> {
  const { cards, channel, channelLanguage: language, now } = options;
  const id = keyOf(about);
  const due = dueOf(request, now());
  const digest = digestOf({ request, due });
  const ref = await cards.show(id, {
    digest,
    channel,
    // The list may be old by now: what was decided meanwhile gets no buttons again.
    look: async () =>
      (await lastOf(about, options))["status"] === "registered"
        ? { message: requestCard(request, { language, now: now(), ...about }), digest }
        : undefined,
  });
  if (ref !== undefined && due === "near") await remindOf(id, ref, options);
}

/** Brings a request to mind in the thread of its card, once. */
async function remindOf(
  id: string,
  ref: MessageRef,
  { cards, surface, channelLanguage: language }: WatchOptions,
): Promise<void> {
  const posted = await cards.get(id);
  if (posted === undefined || posted.more["warned"] === true) return;
  await surface.post(ref.channel, saying(texts.near[language]), ref.ts);
  await cards.remember(id, { warned: true });
}

/**
 * The last edit of a card whose request no longer waits. Does nothing with one that does.
 *
 * @throws when SSS cannot be reached: it is done again with the next look.
 */
export async function closeRequest(request: RequestRef, options: WatchOptions): Promise<void> {
  const { cards, channelLanguage: language, now } = options;
  const last = await lastOf(request, options);
  // What is still registered is shown again with the next list.
  if (last["status"] === "registered") return;
  const digest = digestOf(last);
  const message = () => requestCard(last, { language, now: now(), ...request });
  const look = () => Promise.resolve({ message: message(), digest });
  await cards.finish(keyOf(request), { digest, look });
}

/** A request as it is now; one that SSS has no more of counts as expired. */
async function lastOf({ id, account }: RequestRef, { gate }: WatchOptions): Promise<ApprovalRequest> {
  const ending = await read(gate, getApprovalRequest, { request_id: id }, meaning(watcher, account));
  if (ending.kind === "done") return ending.answer;
  if (ending.kind === "failed" && ending.code === "not_found") return { request_id: id, status: "expired" };
  throw faultOf(ending);
}

async function openRequests(
  account: string | undefined,
  { gate }: WatchOptions,
): Promise<readonly ApprovalRequest[]> {
  const ending = await read(gate, listApprovalRequests, { status: "registered" }, meaning(watcher, account));
  if (ending.kind !== "done") throw faultOf(ending);
  const requests = ending.answer["approval_requests"];
  return Array.isArray(requests) ? requests.map((request) => approvalRequest.parse(request)) : [];
}

function faultOf(ending: Exclude<Ending, { readonly kind: "done" }>): Error {
  return new Error(`Approval requests could not be read: ${ending.kind} (${ending.code}): ${ending.message}`);
}

/** Ours to decide, or ours to take back. */
function isOurs({ approver, request_user }: ApprovalRequest): boolean {
  return approver === true || request_user === true;
}

/** How a request stands to its deadline. */
function dueOf(request: ApprovalRequest, now: number): "later" | "near" | "past" {
  const leftMs = (deadlineOf(request) ?? Number.POSITIVE_INFINITY) - now;
  if (leftMs >= warnMs) return "later";
  return leftMs > 0 ? "near" : "past";
}

function toRef({ request_id }: ApprovalRequest, account: string | undefined): RequestRef {
  const id = String(request_id);
  return account === undefined ? { id } : { id, account };
}

const texts = {
  near: {
    en: "This request expires within 24 hours and still waits for an answer.",
    ja: "この許可リクエストはまだ回答待ちで、期限まで24時間を切りました。",
  },
} as const satisfies Record<string, Text>;
