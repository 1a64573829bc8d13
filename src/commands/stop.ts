import { setMaxListeners } from "node:events";
import { constants } from "node:os";
import { logEnd, logFault } from "./process.ts";

/** How a program that serves is told to stop, and ends. */
export interface Stop {
  /** Aborted when it is told to, by SIGTERM or SIGINT. */
  readonly asked: AbortSignal;
  /** Aborted when it begins to end: whoever waits for something is told how that stands. */
  readonly ending: AbortSignal;
  /** Resolves when it is told to stop. */
  untilAsked(): Promise<void>;
  /**
   * Ends the program, within so many milliseconds from now; of these `work` is given those that calls in flight may take.
   * The exit code is 0 when what was under way has ended, and 1 when the time was over first.
   */
  end(withinMs: number, work: (drainMs: number) => Promise<void>): Promise<never>;
}

/** The rest is for closing what the calls worked with. */
const drainShare = 0.8;

/** Listens for the signals from now on. A second one ends the process at once, with the exit code that shells expect. */
export function createStop(): Stop {
  const asked = new AbortController();
  const ending = new AbortController();
  // Every call under way may listen to it.
  setMaxListeners(0, ending.signal);
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (asked.signal.aborted) process.exit(128 + constants.signals[name]);
      asked.abort();
    });
  }
  return {
    asked: asked.signal,
    ending: ending.signal,
    untilAsked: () =>
      new Promise((resolve) => {
        if (asked.signal.aborted) resolve();
        asked.signal.addEventListener("abort", () => resolve(), { once: true });
      }),
    async end(withinMs, work) {
      const late = setTimeout(giveUp, withinMs);
      ending.abort();
      await work(withinMs * drainShare).catch(logFault);
      clearTimeout(late);
      // What is still open, such as a read of standard input, would keep the process.
      process.exit();
    },
  };
}

function giveUp(): void {
  logEnd("The time to stop is over. What is still under way is left to the next process on this store.");
  process.exit(1);
}
