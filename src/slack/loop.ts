import type { LeaseStore } from "../store/port.ts";

/** Work that is done again and again, by one process of all. */
export interface Loop {
  /** Begins; the first time comes at once. */
  start(): void;
  /** Ends, and resolves when what was being done is done. */
  stop(): Promise<void>;
}

/** How work is repeated. */
export interface LoopOptions {
  /** The name of the lease under which one process does it. */
  readonly lease: string;
  readonly leases: () => Promise<LeaseStore>;
  readonly holder: string;
  readonly now: () => number;
  /** The pause between two times, in milliseconds; after so many faults in a row. */
  readonly pauseMs: (faults: number) => number;
  readonly onFault: (error: unknown) => void;
}

/** Far longer than one time takes: the next process begins when this one has not come back for so long. */
const leaseMs = 30_000;

/** Repeats an act until it is stopped. */
export function createLoop(act: () => Promise<void>, options: LoopOptions): Loop {
  const { lease, leases, holder, now, pauseMs, onFault } = options;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> | undefined;
  let isStopped = true;
  let faults = 0;

  const once = async () => {
    try {
      const mine = await (await leases()).take(lease, holder, now(), leaseMs);
      if (mine !== undefined) await act();
      faults = 0;
    } catch (error) {
      faults += 1;
      onFault(error);
    }
  };
  const next = () => {
    current = once().finally(() => {
      if (!isStopped) timer = setTimeout(next, pauseMs(faults)).unref();
    });
  };

  return {
    start() {
      isStopped = false;
      next();
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await current;
      await (await leases()).release(lease, holder);
    },
  };
}
