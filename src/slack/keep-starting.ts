import { setTimeout as delay } from "node:timers/promises";
import { SlackStartError } from "./bolt/receiving.ts";
import { type SlackFace, type SlackOptions, startSlack } from "./start.ts";
import { SlackFault } from "./surface.ts";

/** A Slack face that is being started, or was. */
export interface KeptFace extends Pick<SlackFace, "stop"> {
  /** Whether the start has succeeded, and Slack can deliver just now. */
  isConnected(): boolean;
}

/**
 * Starts the Slack face without keeping anybody waiting, and again and again while Slack cannot be reached. Where its settings
 * do not fit it stays away. `tell` is given a line of how it went.
 */
export function keepStartingSlack(options: SlackOptions, tell: (line: string) => void): KeptFace {
  const stopping = new AbortController();
  const started = start(options, stopping.signal, tell).catch((error: unknown) => {
    if (!stopping.signal.aborted) tell(`Slack is not connected: ${messageOf(error)}`);
    return undefined;
  });
  let running: SlackFace | undefined;
  void started.then((face) => (running = face));
  return {
    isConnected: () => running?.isConnected() === true,
    async stop() {
      stopping.abort();
      await (await started)?.stop();
    },
  };
}

/** @throws when it is aborted, and whatever waiting does not help with. */
async function start(
  options: SlackOptions,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<SlackFace> {
  for (let failures = 0; ; failures += 1) {
    try {
      const face = await startSlack(options, signal);
      tell(
        `Slack is connected${face.url === undefined ? " over Socket Mode" : `: its requests are taken at ${face.url}`}.`,
      );
      return face;
    } catch (error) {
      if (signal.aborted || !isUnreached(error)) throw error;
      if (failures === 0)
        tell(`Slack is not connected yet, and tried again until it is: ${messageOf(error)}`);
    }
    await delay(pauseMs(failures), undefined, { signal });
  }
}

const longestPauseMs = 60_000;

/** Replicas, which lose Slack together, do not all come back at the same moment. */
function pauseMs(failures: number): number {
  return Math.min(1_000 * 2 ** Math.min(failures, 10), longestPauseMs) * (0.5 + Math.random() / 2);
}

function isUnreached(error: unknown): boolean {
  return (
    error instanceof SlackStartError && error.cause instanceof SlackFault && error.cause.kind !== "refused"
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
