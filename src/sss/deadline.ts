import { setMaxListeners } from "node:events";

/** Runs a task with a signal that aborts after `totalMs` milliseconds, or when the caller's own does. */
export async function withDeadline<Result>(
  totalMs: number,
  outer: AbortSignal | undefined,
  task: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const forward = () => controller.abort(outer?.reason);
  const timer = setTimeout(() => controller.abort(new DOMException("time is up", "TimeoutError")), totalMs);
  // Many calls may share one signal, a shutdown's for instance; each takes its listener off, so that is no leak.
  if (outer !== undefined) setMaxListeners(0, outer);
  outer?.addEventListener("abort", forward, { once: true });
  if (outer?.aborted === true) forward();
  try {
    return await task(controller.signal);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener("abort", forward);
  }
}

/** Waits for a promise others share, no longer than the signal allows. The promise itself goes on. */
export function orAborted<Result>(shared: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    void shared.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
