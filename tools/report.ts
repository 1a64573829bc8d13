import type * as z from "zod";
import type { Endpoint, Operation } from "./operation.ts";

/** One read of a report. */
export interface ReportRead {
  readonly operation: Endpoint;
  /** Done for each row of a list in the answer of another read; the row's fields are its input. */
  readonly each?: { readonly of: string; readonly in: string };
  /** What the report's input leaves out is taken from the answer of this read. */
  readonly after?: string;
  /** Without it there is no report. Any other that fails is told as what could not be read. */
  readonly needed?: true;
}

/** What a read of a report gave: one answer, or one for each row. */
export interface Answered {
  /** The row it was done for; empty for a read that is done once. */
  readonly row: Record<string, unknown>;
  readonly answer: Record<string, unknown>;
}

/** The answers by the names of the reads; one that could not be read is not there. */
export type Answers = Readonly<Record<string, readonly Answered[]>>;

/** Several reads whose answers are put together to one. */
export interface Report extends Operation {
  readonly reads: Readonly<Record<string, ReportRead>>;
  /** Pure: what is told of the answers. */
  readonly join: (answers: Answers) => Record<string, unknown>;
}

/** Whether an operation is several reads. */
export function isReport(operation: Operation): operation is Report {
  return "reads" in operation;
}

type Declaration<Name extends string, Input extends z.ZodObject> = Omit<
  Report,
  "effect" | "risk" | "impact" | "confirm" | "target" | "undo"
> & { readonly name: Name; readonly input: Input };

/** Declares a report, which needs no consent. */
export function defineReport<const Name extends string, Input extends z.ZodObject>(
  declaration: Declaration<Name, Input>,
): Report & { readonly name: Name; readonly input: Input } {
  return { effect: "read", risk: "read", impact: [], ...declaration };
}
