import type { Receiver } from "@slack/bolt";
import type { Caller } from "../payloads.ts";

/** One of the two ways in which Slack delivers. */
export interface Receiving {
  /** What Bolt works with. Bolt neither starts nor stops it. */
  readonly receiver: Receiver;
  readonly transport: Caller["transport"];
  /** Starts to take deliveries; gives the address where they come over HTTP. */
  start(): Promise<string | undefined>;
  /** Whether Slack can deliver just now, as far as is known here. */
  isConnected(): boolean;
  /** Takes nothing more; answers that are on their way have a second. */
  stop(): Promise<void>;
}

/** Thrown when the app cannot be started as it is set up; the message says what to change. */
export class SlackStartError extends Error {
  override readonly name = "SlackStartError";
}

/** How long answers that are on their way may take when the app is stopped, in milliseconds. */
export const lastAnswersMs = 1_000;
