import type { Workflow } from "../../../tools/workflow.ts";
import type { TicketStep } from "../../store/records.ts";
import { caught } from "../caught.ts";
import type { Means } from "../execute.ts";
import { kept } from "../kept.ts";
import { type Ending, failed } from "../outcome.ts";
import { stepLine } from "../question.ts";
import { run } from "../run.ts";
import type { Ticket } from "../ticket.ts";
import { completed, stopped } from "./ending.ts";
import { reconcileStep } from "./reconcile-step.ts";
import { endpointOf } from "./states.ts";

/** Does the steps of a running ticket one after the other, and stops at the first that does not end as it should. */
export async function runSteps(workflow: Workflow, ticket: Ticket, means: Means): Promise<Ending> {
  const { steps = [] } = ticket;
  for (const [at, step] of steps.entries()) {
    means.onProgress?.(at, steps.length, stepLine(step, "en"));
    // Put on record before it is sent; what cannot be put on record is not sent.
    const begun = await caught(workflow, means, () => begin(workflow, ticket, at, means));
    if (begun !== undefined) return stopped(workflow, steps, { at, ending: begun, wasSent: false });
    const ending = await runStep(workflow, ticket, step, means);
    await kept(means, async () => void (await means.ledger.step(ticket, at, ending)));
    if (ending.kind !== "done") return stopped(workflow, steps, { at, ending, wasSent: true });
  }
  means.onProgress?.(steps.length, steps.length, `${workflow.name}: every step is done`);
  return completed(workflow, steps);
}

/** The ending that says why a step may not begin; undefined when it may. */
async function begin(workflow: Workflow, ticket: Ticket, at: number, { ledger }: Means) {
  if ((await ledger.step(ticket, at)) !== undefined) return undefined;
  return failed(workflow, "aborted", "Another process has taken it over.");
}

async function runStep(workflow: Workflow, ticket: Ticket, step: TicketStep, means: Means): Promise<Ending> {
  const operation = endpointOf(step);
  const call = { operation, input: step.input, owner: ticket.requester };
  const ending = await caught(operation, means, () => run(call, means));
  return ending.kind === "unknown" ? reconcileStep(workflow, ticket, step, ending, means) : ending;
}
