/** Work that goes on after Slack has its answer. */
export interface Running {
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

/** What a promise resolves with, or undefined once the time is over. No timer is left behind. */
export async function within<Result>(ms: number, awaited: Promise<Result>): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([awaited, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
