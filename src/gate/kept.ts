import { setTimeout as pause } from "node:timers/promises";

/** What becomes of what cannot be written down. */
export interface Keeping {
  readonly onFault: (error: unknown) => void;
  /** Takes what is to be written down once the store can be used again. */
  readonly later: (write: () => Promise<void>) => void;
}

/** Writes down what has happened. Where that fails it has happened all the same: the fault is told, and it is written later. */
export async function kept({ onFault, later }: Keeping, write: () => Promise<void>): Promise<void> {
  for (const pauseMs of [100, 500, 2_000, 0]) {
    try {
      return await write();
    } catch (error) {
      // A store that is busy or away for a moment: what happened is not forgotten for that.
      if (pauseMs !== 0) await pause(pauseMs, undefined, { ref: false });
      else {
        onFault(error);
        later(write);
      }
    }
  }
}
