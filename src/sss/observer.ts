import type { HttpAnswer } from "./answer-reader.ts";

/** A request on its way to Keystone or SSS, in the catalog's own words: no ids, no arguments and no secrets. */
export interface UpstreamRequest {
  /** The operation it is for, or `authentication`. */
  readonly operation: string;
  readonly method: string;
  /** The path with its parameters by name, such as `/v1.0/users/{user_id}`. */
  readonly route: string;
  readonly origin: string;
  /** From 1; more for a repeat. */
  readonly attempt: number;
}

/** Runs around each request, and gives or throws what `send` does. */
export type ObserveRequest = (
  request: UpstreamRequest,
  send: () => Promise<HttpAnswer>,
) => Promise<HttpAnswer>;
