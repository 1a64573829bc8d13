import type { Workflow } from "../../../tools/workflow.ts";
import type { TicketStep } from "../../store/records.ts";
import { type Ending, failed } from "../outcome.ts";
import { inFull } from "../question.ts";
import { type StepRecord, stateAfter, stateAround, toRecords } from "./states.ts";

/** The ending of a workflow whose every step was done. */
export function completed({ name }: Workflow, steps: readonly TicketStep[]): Ending {
  return { kind: "done", operation: name, answer: { steps: toRecords(steps, () => "done") } };
}

/**
 * The ending of a workflow that stopped: which steps were done, at which it stopped and why, and which were never sent.
 * `wasSent` is whether the one that it stopped at may have reached SSS.
 */
export function stopped(
  workflow: Workflow,
  steps: readonly TicketStep[],
  { at, ending, wasSent }: Stop,
): Ending {
  const now = wasSent ? stateAfter(ending) : "not_sent";
  const records = toRecords(steps, stateAround(at, now, "not_sent"));
  const message = `${workflow.name} stopped at step ${at + 1} of ${steps.length}: ${ending.message} ${accountOf(records)}`;
  // The step's own code tells whose fault it is; that some of it was done has to be told first.
  const isPartly = ending.kind !== "unknown" && at > 0;
  const base = isPartly
    ? failed(workflow, "partly_done", message)
    : { ...ending, operation: workflow.name, message };
  const next = records.some(({ state }) => state === "done" || state === "unknown")
    ? nextAnew(workflow)
    : base.next;
  return { ...base, next, data: { ...ending.data, steps: records } };
}

/** Where and why a workflow stopped. */
export interface Stop {
  /** The step, counted from 0. */
  readonly at: number;
  readonly ending: Exclude<Ending, { readonly kind: "done" }>;
  readonly wasSent: boolean;
}

function nextAnew({ name }: Workflow): string {
  return `See which steps were done; then call ${name} again with the same arguments: its new plan holds what is left.`;
}

/** Every step by what became of it, without the names that other people gave: models follow what they read here. */
function accountOf(records: readonly StepRecord[]): string {
  const groups = [
    ["Done", "done"],
    ["Failed", "failed"],
    ["Unknown", "unknown"],
    ["Never sent", "not_sent"],
  ] as const;
  return groups
    .map(([word, state]) => [word, linesOf(records, state)] as const)
    .filter(([, lines]) => lines.length > 0)
    .map(([word, lines]) => `${word}: ${lines.join("; ")}.`)
    .join(" ");
}

function linesOf(records: readonly StepRecord[], wanted: StepRecord["state"]): readonly string[] {
  return records.flatMap((record, index) =>
    record.state === wanted ? [`${index + 1} ${callLine(record)}`] : [],
  );
}

function callLine({ operation, input }: StepRecord): string {
  return `${operation} (${inFull(input)
    .map(([field, value]) => `${field}: ${value}`)
    .join(", ")})`;
}
