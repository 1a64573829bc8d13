import { updateApprovalRequest } from "../../../../tools/approval/update-approval-request.ts";
import type { Gate } from "../../../gate/gate.ts";
import type { Ticket } from "../../../gate/ticket.ts";
import { digestOfRequest } from "../../../gate/approval-request.ts";
import type { Visitor } from "../../context.ts";
import type { Problem } from "../parts/ending.ts";
import type { Decision } from "./request-page.ts";

/** What became of a decision on an approval request. */
export type Decided =
  | { readonly kind: "ticket"; readonly id: string }
  /** It does not read as it was shown, or is not waiting any more: nothing was done. */
  | { readonly kind: "moved" }
  | { readonly kind: "refused"; readonly told: Problem };

/** Decides an approval request of SSS as its page showed it, by the digest of what that was. */
export async function decideRequest(
  gate: Gate,
  { actor }: Visitor,
  { id, status, shown }: { readonly id: string; readonly status: Decision; readonly shown: string },
): Promise<Decided> {
  const outcome = await gate.ask({
    operation: updateApprovalRequest,
    input: { request_id: id, status },
    // The form of the page has asked the question: its yes counts for what it showed.
    actor: { ...actor, asking: "page" },
  });
  switch (outcome.kind) {
    case "pending":
      return { kind: "ticket", id: outcome.ticket.id };
    case "asking":
      return answerAsShown(gate, outcome.ticket, actor, shown);
    case "done":
      throw new Error("a change does not run without a person's answer");
    case "denied":
    case "failed":
    case "unknown":
      return { kind: "refused", told: outcome };
  }
}

async function answerAsShown(
  gate: Gate,
  ticket: Ticket,
  actor: Visitor["actor"],
  shown: string,
): Promise<Decided> {
  const { before, id } = ticket;
  if (before["status"] !== "registered" || digestOfRequest(before) !== shown) {
    await gate.cancel(id, actor);
    return { kind: "moved" };
  }
  const told = await gate.decide(id, { kind: "given", yes: true }, actor);
  // Where another answer was faster, the ticket's page says so.
  const isRefused = told?.kind === "denied" && !told.code.startsWith("ticket_");
  return isRefused ? { kind: "refused", told } : { kind: "ticket", id };
}
