import type * as z from "zod";
import type { Endpoint, Operation } from "./operation.ts";
import { isReport } from "./report.ts";

/** Where an argument of a step comes from: a field of the workflow's own input, or of the row that the step is done for. */
export type Source = `input.${string}` | `row.${string}`;

/** The rows of a list that a step is done for, once each. */
export interface Rows {
  /** The read that lists them. */
  readonly operation: Endpoint;
  /** The field of its answer that holds the list. */
  readonly in: string;
  /** Keeps the rows in which this field's value stands anywhere, as the input or the target has it. */
  readonly about: string;
  /** Looks for it in the answer of this read of each row, where the list does not show it. */
  readonly read?: Endpoint;
  /** Rows with the same value in this field are one thing, in all steps: what one step is done for needs no other. */
  readonly distinct?: string;
  /** Where the account may not read them, the step is left out, and the question says so. */
  readonly optional?: true;
}

/** One write of a workflow: done for each of the rows, or just once. */
export interface Step {
  readonly operation: Endpoint;
  /** Where each of its arguments comes from. */
  readonly input: Readonly<Record<string, Source>>;
  readonly each?: Rows;
}

/** Several writes with one intent and one consent. They are done in the order of the steps; the first surprise ends it. */
export interface Workflow extends Operation {
  /** Each of another operation, so that its name tells the step. */
  readonly steps: readonly Step[];
}

/** Whether an operation is several writes. */
export function isWorkflow(operation: Operation): operation is Workflow {
  return "steps" in operation;
}

/** The operations that the consent to one is a consent to: itself, and what it is made of. */
export function partsOf(operation: Operation): readonly Operation[] {
  if (isWorkflow(operation)) return [operation, ...operation.steps.map((step) => step.operation)];
  if (isReport(operation))
    return [operation, ...Object.values(operation.reads).map((read) => read.operation)];
  return [operation];
}

/** A step whose arguments are those that its operation takes. */
export function step<Input extends z.ZodObject>(
  operation: Endpoint & { readonly input: Input },
  input: Readonly<Record<keyof Input["shape"] & string, Source>>,
  each?: Rows,
): Step {
  return each === undefined ? { operation, input } : { operation, input, each };
}

type Declaration<Name extends string, Input extends z.ZodObject> = Omit<Workflow, "impact"> &
  Required<Pick<Workflow, "confirm" | "target" | "undo">> & {
    readonly name: Name;
    readonly input: Input;
    readonly impact?: Workflow["impact"];
  };

/** Declares a workflow: as with a single write, there is a question, a target that is named in it, and a word on undoing. */
export function defineWorkflow<const Name extends string, Input extends z.ZodObject>(
  declaration: Declaration<Name, Input>,
): Workflow & { readonly name: Name; readonly input: Input } {
  return { impact: [], ...declaration };
}
