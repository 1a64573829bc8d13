import { listApprovalRequests } from "../../../tools/approval/list-approval-requests.ts";
import type { Actor } from "../../gate/actor.ts";
import type { Gate } from "../../gate/gate.ts";
import { createCachedRead } from "../../gate/names/cached-read.ts";
import { type ApprovalRequest, readRequest, timeOf } from "../../gate/approval-request.ts";
import { within } from "../within.ts";

/** Gives the approval requests of SSS that this account may decide now, the newest first. Never throws. */
export type WaitingRequests = () => Promise<readonly ApprovalRequest[]>;

/** Reads for all home tabs at once: every member may list them. */
const reader: Actor = { principal: "sss-ops:home", face: "gate", asking: "none" };

/** Nobody waits longer for a home tab; what comes later is there when it is next shown. */
const patienceMs = 2_000;

/** What requests are read with. */
export interface WaitingOptions {
  readonly gate: Pick<Gate, "ask" | "isOffered">;
  readonly now: () => number;
}

/** Requests that are read through the gate and kept for 30 seconds; none while the policy or SSS gives none. */
export function createWaitingRequests({ gate, now }: WaitingOptions): WaitingRequests {
  const read = createCachedRead({ gate, now });
  return async () => {
    if (!gate.isOffered(listApprovalRequests)) return [];
    const ending = await within(patienceMs, read(listApprovalRequests, { status: "registered" }, reader));
    return toRequests(ending?.kind === "done" ? ending.answer["approval_requests"] : [])
      .filter(({ approver }) => approver === true)
      .toSorted((left, right) => (timeOf(right.registered_time) ?? 0) - (timeOf(left.registered_time) ?? 0));
  };
}

function toRequests(list: unknown): readonly ApprovalRequest[] {
  return Array.isArray(list) ? list.map(readRequest) : [];
}
