import type { LeaseStore } from "../store/port.ts";
import { type SlackObserver, unobserved } from "./observer.ts";

/** Work that is done again and again, by one process of all. */
export interface Loop {
  /** Begins; the first time comes at once. */
  start(): void;
  /** Ends: what is being done stops at its next step. Resolves when that is so, and never rejects. */
  stop(): Promise<void>;
}

/** One time that the work is done. */
export interface Turn {
  /** Asked before each step: false once the loop is stopped, or another process has taken over. */
  goesOn(): Promise<boolean>;
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
  /** Runs around each time. */
  readonly observe?: SlackObserver["round"] | undefined;
}

/** The next process begins when this one has not come back for so long. */
const leaseMs = 30_000;
const renewMs = leaseMs / 3;

/** Repeats an act until it is stopped. */
export function createLoop(act: (turn: Turn) => Promise<void>, options: LoopOptions): Loop {
  const { lease, leases, holder, now, pauseMs, onFault, observe = unobserved.round } = options;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> | undefined;
  let isStopped = true;
  let faults = 0;

  const once = async () => {
    try {
      const mine = await (await leases()).take(lease, holder, now(), leaseMs);
      if (mine !== undefined) await observe(lease, () => act(createTurn(options, () => isStopped)));
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
      if (current === undefined) return;
      await current;
      // Where this fails the lease runs out by itself.
      await leases()
        .then((store) => store.release(lease, holder))
        .catch(onFault);
    },
  };
}

function createTurn({ lease, leases, holder, now }: LoopOptions, isStopped: () => boolean): Turn {
  let renewedAt = now();
  return {
    async goesOn() {
      if (isStopped()) return false;
      // A clock that was set back says nothing of how long ago that was.
      if (Math.abs(now() - renewedAt) < renewMs) return true;
      renewedAt = now();
      return (await leases()).renew(lease, holder, renewedAt, leaseMs);
    },
  };
}
