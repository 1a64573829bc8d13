import { withDeadline } from "./deadline.ts";
import { failure } from "./failure.ts";
import type { Call } from "./failure.ts";

/** The calls under way, each held to its time, and the end of them all. */
export interface Work {
  /** @throws {@link SssError} `aborted` once closing has begun. */
  run<Result>(
    call: Call,
    signal: AbortSignal | undefined,
    task: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>;
  /** Refuses new calls, waits for those under way, then shuts down, once. */
  close(): Promise<void>;
}

/** Keeps account of calls; `shutDown` runs when the last one has ended. */
export function createWork(totalMs: number, shutDown: () => Promise<void>): Work {
  const underWay = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;

  return {
    run: async (call, signal, task) => {
      if (closed !== undefined) throw failure(call, "aborted", "the client is closed");
      const running = withDeadline(totalMs, signal, task);
      underWay.add(running);
      try {
        return await running;
      } finally {
        underWay.delete(running);
      }
    },
    close: () => (closed ??= Promise.allSettled(underWay).then(shutDown)),
  };
}
