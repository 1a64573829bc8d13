import { listApprovalRequests } from "../../../tools/approval/list-approval-requests.ts";
import type { Actor } from "../../gate/actor.ts";
import type { Gate } from "../../gate/gate.ts";
import { createCachedRead } from "../../gate/names/cached-read.ts";
import { type ApprovalRequest, readRequest, timeOf } from "../../gate/approval-request.ts";
import { within } from "../within.ts";

/** An approval request, and the account that it waits for where there are several. */
export interface WaitingRequest {
  readonly request: ApprovalRequest;
  readonly account?: string;
}

/** Gives the approval requests of SSS that may be decided here now, the newest first. Never throws. */
export type WaitingRequests = () => Promise<readonly WaitingRequest[]>;

/** Reads for all home tabs at once: every member may list them. */
const reader: Actor = { principal: "sss-ops:home", face: "gate", asking: "none" };

/** Nobody waits longer for a home tab; what comes later is there when it is next shown. */
const patienceMs = 2_000;

/** What requests are read with. */
export interface WaitingOptions {
  readonly gate: Pick<Gate, "accounts" | "ask" | "isOffered">;
  readonly now: () => number;
}

/** Requests that are read through the gate and kept for 30 seconds; none while the policy or SSS gives none. */
export function createWaitingRequests({ gate, now }: WaitingOptions): WaitingRequests {
  const read = createCachedRead({ gate, now });
  const waitingFor = async (meant: { readonly account?: string }): Promise<readonly WaitingRequest[]> => {
    const actor = { ...reader, ...meant };
    const ending = await within(patienceMs, read(listApprovalRequests, { status: "registered" }, actor));
    return toRequests(ending?.kind === "done" ? ending.answer["approval_requests"] : [])
      .filter(({ approver }) => approver === true)
      .map((request) => ({ request, ...meant }));
  };
  return async () => {
    if (!gate.isOffered(listApprovalRequests)) return [];
    const meant = gate.accounts.length < 2 ? [{}] : gate.accounts.map((account) => ({ account }));
    const waiting = (await Promise.all(meant.map(waitingFor))).flat();
    return waiting.toSorted((left, right) => registeredAt(right) - registeredAt(left));
  };
}

function registeredAt({ request }: WaitingRequest): number {
  return timeOf(request.registered_time) ?? 0;
}

function toRequests(list: unknown): readonly ApprovalRequest[] {
  return Array.isArray(list) ? list.map(readRequest) : [];
}
