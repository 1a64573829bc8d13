import { within } from "../within.ts";

/** Work that goes on after Slack has its answer. */
export interface Running {
  /** Begins with some work; nobody waits for it. */
  start(work: () => Promise<void>): void;
  /** Resolves when nothing is running any more, or after so many milliseconds. */
  drained(deadlineMs: number): Promise<void>;
}

/** Keeps track of work, so that the program can end when it is done; its faults go to `onFault`. */
export function createRunning(onFault: (error: unknown) => void): Running {
  const running = new Set<Promise<void>>();
  return {
    start(work) {
      const done = work()
        .catch(onFault)
        .finally(() => running.delete(done));
      running.add(done);
    },
    async drained(deadlineMs) {
      await within(deadlineMs, Promise.all(running));
    },
  };
}
