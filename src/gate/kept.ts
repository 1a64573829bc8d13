import { setTimeout as pause } from "node:timers/promises";

/** Writes down what has happened. Where that fails it has happened all the same, and the fault is told. */
export async function kept(
  { onFault }: { readonly onFault: (error: unknown) => void },
  write: () => Promise<void>,
): Promise<void> {
  for (const pauseMs of [100, 500, 2_000, 0]) {
    try {
      return await write();
    } catch (error) {
      // A store that is busy or away for a moment: what happened is not forgotten for that.
      if (pauseMs === 0) onFault(error);
      else await pause(pauseMs, undefined, { ref: false });
    }
  }
}
