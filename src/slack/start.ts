import type { Store } from "../store/port.ts";
import { type Face, type FaceOptions, assemble } from "./assemble.ts";
import { type SlackSettings, connectSlack } from "./bolt/connect.ts";
import { createHandlers } from "./router.ts";

/** How the Slack face reaches Slack, and what it works with. */
export interface SlackOptions extends SlackSettings, Omit<FaceOptions, "now"> {
  readonly now?: () => number;
}

/** A running Slack face. */
export interface SlackFace {
  /** Where Slack's requests are taken, when they come over HTTP. */
  readonly url?: string;
  /** Whether Slack can deliver just now, as far as is known here. */
  isConnected(): boolean;
  /** Takes nothing more, gives what was begun a few seconds, and disconnects. */
  stop(): Promise<void>;
}

/**
 * Connects to Slack, answers people there, and keeps the cards of tickets and of SSS approval requests up to date. Nothing is
 * shown there before the connection stands. An aborted `signal` gives a start up that is under way.
 *
 * @throws {@link SlackStartError} when Slack does not take the tokens or cannot be reached, or the port of HTTP mode is taken.
 */
export async function startSlack(
  { now = Date.now, ...options }: SlackOptions,
  signal?: AbortSignal,
): Promise<SlackFace> {
  const { store, onFault, observe } = options;
  let face: Face | undefined;
  const connection = await connectSlack(
    options,
    (known) => {
      face = assemble({ ...options, now }, known);
      return createHandlers(face.desk);
    },
    { onFault, observe, signal, seen: (id) => isFirst(store, id, now()) },
  );
  face?.start();
  let stopped: Promise<void> | undefined;
  return {
    ...(connection.url === undefined ? {} : { url: connection.url }),
    isConnected: () => connection.isConnected(),
    stop: () => (stopped ??= connection.stop(face?.stop())),
  };
}

const seenMs = 10 * 60_000;

/** Whether this is the first replica that is given a payload: Slack, or whoever got hold of it, may send it again. */
async function isFirst(store: () => Promise<Store>, id: string, now: number): Promise<boolean> {
  return (await store()).notes.add("slack-seen", id, {}, now, now + seenMs);
}
