import type { Workflow } from "../../../tools/workflow.ts";
import { SssError } from "../../sss/errors.ts";
import { canonicalJson } from "../../store/canonical.ts";
import type { TicketStep } from "../../store/records.ts";
import type { Means } from "../execute.ts";
import type { Ending } from "../outcome.ts";
import { readAbout } from "../read-about.ts";
import { happened, reconcile } from "../reconcile.ts";
import type { Ticket } from "../ticket.ts";
import { stepsNow } from "./plan.ts";
import { endpointOf } from "./states.ts";

/**
 * Finds out by reading whether a step whose answer was lost took effect: `done` when what it was done for is not there any
 * more, else the `unknown` it was. Never sends it again.
 */
export async function reconcileStep(
  workflow: Workflow,
  { input, before }: Pick<Ticket, "input" | "before">,
  step: TicketStep,
  loss: Extract<Ending, { readonly kind: "unknown" }>,
  { send }: Pick<Means, "send">,
): Promise<Ending> {
  const operation = endpointOf(step);
  const own = workflow.steps.find((one) => one.operation.name === operation.name);
  const { each } = own ?? {};
  if (own === undefined || each === undefined) {
    return reconcile(operation, { input: step.input, before }, loss, send);
  }
  try {
    const known = { input, before, known: { ...before, ...input } };
    const left = await stepsNow({ ...own, each }, known, (reading, about) => readAbout(reading, about, send));
    const isLeft = left.some((one) => canonicalJson(one.input) === canonicalJson(step.input));
    if (!isLeft) return happened(operation);
    return { ...loss, message: `${loss.message} Reading shows no change so far.` };
  } catch (error) {
    if (!(error instanceof SssError)) throw error;
    return loss;
  }
}
