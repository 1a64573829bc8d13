import { approvalRequest } from "../../../tools/approval/approval.ts";
import { getApprovalRequest } from "../../../tools/approval/get-approval-request.ts";
import { listApprovalRequests } from "../../../tools/approval/list-approval-requests.ts";
import type { Text } from "../../../tools/operation.ts";
import type { Actor } from "../../gate/actor.ts";
import type { Gate } from "../../gate/gate.ts";
import type { Ending } from "../../gate/outcome.ts";
import { digestOf } from "../../store/canonical.ts";
import { saying } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import type { PostedMessages } from "../posted.ts";
import { read } from "../read.ts";
import { deadlineOf, digestOfRequest } from "./request.ts";
import { requestCard } from "./request-card.ts";
import type { Surface } from "../surface.ts";

/** What the approval requests of SSS are shown with. */
export interface WatchOptions {
  readonly gate: Gate;
  readonly surface: Surface;
  readonly cards: PostedMessages;
  readonly channel: string;
  readonly channelLanguage: Language;
  readonly now: () => number;
}

type ApprovalRequest = Record<string, unknown>;

/** Reads only, for nobody in particular. */
const watcher: Actor = { principal: "sss-ops:watcher", face: "gate", asking: "none" };

/** How long before its deadline a request is brought to mind once more. */
const warnMs = 24 * 3_600_000;

/**
 * Shows every request that waits for a decision of this account, and rewrites the cards of those that were decided,
 * cancelled or have expired meanwhile, here or elsewhere.
 *
 * @throws when SSS or Slack cannot be reached: it is done again later.
 */
export async function showRequests(options: WatchOptions): Promise<void> {
  const open = (await openRequests(options)).filter(isOurs);
  const ids = new Set(open.map(idOf));
  const faults: unknown[] = [];
  for (const request of open) {
    await showRequest(request, options).catch((error: unknown) => faults.push(error));
  }
  for (const { key, isBusy } of await options.cards.list()) {
    if (!ids.has(key) && !isBusy)
      await closeRequest(key, options).catch((error: unknown) => faults.push(error));
  }
  if (faults.length > 0)
    throw new AggregateError(faults, "Some approval requests could not be shown in Slack");
}

async function showRequest(request: ApprovalRequest, options: WatchOptions): Promise<void> {
  const { cards, channel, channelLanguage: language, surface, now } = options;
  const id = idOf(request);
  const isNear = isNearDeadline(request, now());
  const wasWarned = (await cards.get(id))?.more["warned"] === true;
  const asked = digestOfRequest(request);
  const ref = await cards.show(id, channel, {
    message: requestCard(request, { language, now: now() }),
    digest: digestOf({ request, isNear }),
    more: { asked, warned: isNear },
  });
  if (ref === undefined || !isNear || wasWarned) return;
  await surface.post(ref.channel, saying(texts.near[language]), ref.ts);
}

/**
 * The last edit of a card whose request no longer waits. Does nothing with one that does.
 *
 * @throws when SSS or Slack cannot be reached: it is done again with the next look.
 */
export async function closeRequest(id: string, options: WatchOptions): Promise<void> {
  const { cards, channelLanguage: language, now } = options;
  const posted = await cards.get(id);
  const last = await lastOf(id, options);
  // What is still registered is shown again with the next list.
  if (last["status"] === "registered") return;
  if (posted?.ref !== undefined) {
    const message = requestCard(last, { language, now: now() });
    if ((await cards.show(id, undefined, { message, digest: digestOf(last) })) === undefined) return;
  }
  await cards.forget(id);
}

/** A request as it is now; one that SSS has no more of counts as expired. */
async function lastOf(id: string, { gate }: WatchOptions): Promise<ApprovalRequest> {
  const ending = await read(gate, getApprovalRequest, { request_id: id }, watcher);
  if (ending.kind === "done") return ending.answer;
  if (ending.kind === "failed" && ending.code === "not_found") return { request_id: id, status: "expired" };
  throw faultOf(ending);
}

async function openRequests({ gate }: WatchOptions): Promise<readonly ApprovalRequest[]> {
  const ending = await read(gate, listApprovalRequests, { status: "registered" }, watcher);
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

function isNearDeadline(request: ApprovalRequest, now: number): boolean {
  const deadline = deadlineOf(request);
  return deadline !== undefined && deadline - now < warnMs;
}

function idOf({ request_id }: ApprovalRequest): string {
  return String(request_id);
}

const texts = {
  near: {
    en: "This request expires within 24 hours and still waits for an answer.",
    ja: "この許可リクエストはまだ回答待ちで、期限まで24時間を切りました。",
  },
} as const satisfies Record<string, Text>;
