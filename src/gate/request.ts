import type { Operation } from "../../tools/operation.ts";
import type { Actor } from "./actor.ts";
import type { Call } from "./ticket.ts";

/** Told how many of the steps of a call are done, out of how many, and what comes now. */
export type Progress = (done: number, total: number, message: string) => void;

/** What a face hands over: the operation, the input as it came, and who asks. */
export interface Request {
  readonly operation: Operation;
  readonly input: unknown;
  readonly actor: Actor;
  readonly signal?: AbortSignal;
  /** Told of each step of a workflow that runs within this call. */
  readonly onProgress?: Progress;
  /** The ticket that the call undoes, as `Gate.undo` planned it. */
  readonly undoes?: string;
}

/** The exact call that a request is for, once its input is checked. */
export function toCall({ operation, actor, undoes }: Request, input: Record<string, unknown>): Call {
  return { operation, input, actor, ...(undoes === undefined ? {} : { undoes }) };
}
