import type { Workflow } from "../../../tools/workflow.ts";
import type { Means } from "../execute.ts";
import { kept } from "../kept.ts";
import { type Ending, failed } from "../outcome.ts";
import { lossOfProcess } from "../reconcile.ts";
import type { Ticket } from "../ticket.ts";
import { completed, stopped } from "./ending.ts";
import { reconcileStep } from "./reconcile-step.ts";
import { endpointOf, stepRecordsOf } from "./states.ts";

/**
 * Sees a workflow through whose process is gone: finds out by reading what became of the step that was under way, or whose
 * answer was lost. Sends none: what is left is asked about anew.
 */
export async function resumeSteps(workflow: Workflow, ticket: Ticket, means: Means): Promise<Ending> {
  const { steps = [] } = ticket;
  const records = stepRecordsOf(ticket);
  const at = records.findIndex(({ state }) => state !== "done");
  const step = steps[at];
  const state = records[at]?.state;
  if (step === undefined) return completed(workflow, steps);
  if (state !== "running" && state !== "unknown")
    return stopped(workflow, steps, { at, ending: ended(workflow), wasSent: state === "failed" });
  const operation = endpointOf(step);
  const ending = await reconcileStep(workflow, ticket, step, lossOfProcess(operation), means);
  await kept(means, async () => void (await means.ledger.step(ticket, at, ending)));
  if (ending.kind !== "done") return stopped(workflow, steps, { at, ending, wasSent: true });
  return at + 1 === steps.length
    ? completed(workflow, steps)
    : stopped(workflow, steps, { at: at + 1, ending: ended(workflow), wasSent: false });
}

function ended(workflow: Workflow): Exclude<Ending, { readonly kind: "done" }> {
  return failed(workflow, "aborted", "The process that ran it ended.");
}
