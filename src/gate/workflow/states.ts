import { endpointNamed } from "../../../tools/index.ts";
import type { Endpoint, Text } from "../../../tools/operation.ts";
import type { TicketStep } from "../../store/records.ts";
import type { Ending } from "../outcome.ts";
import { redacted } from "../redacted.ts";
import type { Ticket } from "../ticket.ts";

/** Where a step stands: before its turn `waiting`, and `not_sent` once it is sure that its turn does not come. */
export type StepState = "waiting" | "running" | "done" | "failed" | "unknown" | "not_sent";

/** A step and where it stands; secrets are hidden. */
export interface StepRecord extends TicketStep {
  readonly state: StepState;
}

/** The steps of a workflow's ticket as they stand; none for any other. */
export function stepRecordsOf({
  steps = [],
  outcome,
}: Pick<Ticket, "steps" | "outcome">): readonly StepRecord[] {
  const places = [outcome, outcome?.["answer"], outcome?.["data"]] as readonly { readonly steps?: unknown }[];
  const told = places.find((place) => place?.steps !== undefined)?.steps;
  // Written by this room alone, and sealed since.
  return Array.isArray(told) ? (told as readonly StepRecord[]) : toRecords(steps, () => "waiting");
}

/** The steps with where each of them stands. */
export function toRecords(
  steps: readonly TicketStep[],
  stateOf: (index: number) => StepState,
): readonly StepRecord[] {
  return steps.map((step, index) => ({
    operation: step.operation,
    input: redacted(endpointOf(step), step.input),
    name: step.name,
    state: stateOf(index),
  }));
}

/** Where each step stands when the one at `index` is `now`: those before it are done, those behind it are `after`. */
export function stateAround(index: number, now: StepState, after: StepState): (at: number) => StepState {
  return (at) => (at < index ? "done" : at === index ? now : after);
}

/** A step as an ending leaves it. */
export function stateAfter({ kind }: Ending): StepState {
  return kind === "denied" ? "not_sent" : kind;
}

/** Where a step stands, in a word or two. */
export const stateWords: Readonly<Record<StepState, Text>> = {
  waiting: { en: "to do", ja: "未実行" },
  running: { en: "running", ja: "実行中" },
  done: { en: "done", ja: "完了" },
  failed: { en: "failed", ja: "失敗" },
  unknown: { en: "outcome unknown", ja: "結果不明" },
  not_sent: { en: "not sent", ja: "送信せず" },
};

/** The call of SSS that a step is. */
export function endpointOf({ operation }: TicketStep): Endpoint {
  const endpoint = endpointNamed(operation);
  if (endpoint === undefined) throw new Error(`no call of SSS is named ${operation}`);
  return endpoint;
}
