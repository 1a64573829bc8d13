import { setMaxListeners } from "node:events";

/** Runs a task with a signal that aborts after `totalMs` milliseconds, or when the caller's own does. */
export async function withDeadline<Result>(
  totalMs: number,
  outer: AbortSignal | undefined,
  task: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = idle.pop() ?? new AbortController();
  const timer = setTimeout(() => controller.abort(new DOMException("time is up", "TimeoutError")), totalMs);
  const unlisten = outer && listen(outer, () => controller.abort(outer.reason));
  try {
    return await task(controller.signal);
  } finally {
    clearTimeout(timer);
    unlisten?.();
    // Nobody listens to it any more, and making one takes longer than many a call's other steps.
    if (!controller.signal.aborted && idle.length < mostIdle) idle.push(controller);
  }
}

const idle: AbortController[] = [];
const mostIdle = 64;

/** Signals that a call under way listens to. */
const heard = new Set<AbortSignal>();

function listen(outer: AbortSignal, forward: () => void): () => void {
  // Many calls may share one signal, a shutdown's for instance; each takes its listener off, so that is no leak.
  if (heard.has(outer)) setMaxListeners(0, outer);
  heard.add(outer);
  outer.addEventListener("abort", forward, { once: true });
  if (outer.aborted) forward();
  return () => {
    heard.delete(outer);
    outer.removeEventListener("abort", forward);
  };
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
