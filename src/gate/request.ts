import type { Operation } from "../../tools/operation.ts";
import type { Actor } from "./actor.ts";

/** What a face hands over: the operation, the input as it came, and who asks. */
export interface Request {
  readonly operation: Operation;
  readonly input: unknown;
  readonly actor: Actor;
  readonly signal?: AbortSignal;
}
