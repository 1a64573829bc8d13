import type { Store } from "../store/port.ts";
import { type FaceOptions, assemble } from "./assemble.ts";
import { type SlackSettings, connectSlack } from "./bolt/connect.ts";
import type { Loop } from "./loop.ts";
import { createHandlers } from "./router.ts";

/** How the Slack face reaches Slack, and what it works with. */
export interface SlackOptions extends SlackSettings, Omit<FaceOptions, "now"> {
  readonly now?: () => number;
}

/** A running Slack face. */
export interface SlackFace {
  /** Where Slack's requests are taken, when they come over HTTP. */
  readonly url?: string;
  /** Takes nothing more, lets what was begun end, and disconnects. */
  stop(): Promise<void>;
}

/**
 * Connects to Slack, answers people there, and keeps the cards of tickets and of SSS approval requests up to date.
 *
 * @throws {@link SlackStartError} when Slack does not take the tokens, or the port of HTTP mode is taken.
 */
export async function startSlack({ now = Date.now, ...options }: SlackOptions): Promise<SlackFace> {
  const { store, onFault } = options;
  const loops: Loop[] = [];
  const connection = await connectSlack(
    options,
    (known) => {
      const face = assemble({ ...options, now }, known);
      loops.push(...face.loops);
      return createHandlers(face.desk);
    },
    { onFault, seen: (id) => isFirst(store, id, now()) },
  );
  loops.forEach((loop) => loop.start());
  const stop = async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
    await connection.stop();
  };
  let stopped: Promise<void> | undefined;
  return {
    ...(connection.url === undefined ? {} : { url: connection.url }),
    stop: () => (stopped ??= stop()),
  };
}

const seenMs = 10 * 60_000;

/** Whether this is the first replica that is given a payload: Slack, or whoever got hold of it, may send it again. */
async function isFirst(store: () => Promise<Store>, id: string, now: number): Promise<boolean> {
  return (await store()).notes.add("slack-seen", id, {}, now, now + seenMs);
}
