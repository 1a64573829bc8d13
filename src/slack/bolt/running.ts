/** Work that goes on after Slack has its answer. */
export interface Running {
  /** Begins with some work; nobody waits for it. */
  start(work: () => Promise<void>): void;
  /** Resolves when nothing of what was begun is running any more. */
  ended(): Promise<void>;
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
    ended: async () => void (await Promise.all(running)),
  };
}
