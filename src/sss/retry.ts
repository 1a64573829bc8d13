import { abortion } from "./failure.ts";
import type { Call } from "./failure.ts";
import { SssError } from "./errors.ts";

/** How often and how patiently a call is repeated. */
export interface RetryOptions {
  /** Repeats after the first attempt. Default 3. */
  readonly retries?: number;
  /** The longest `Retry-After` that is waited for, in milliseconds. Default 30 000. */
  readonly maxRetryAfterMs?: number;
  /** A number from 0 to 1: the jitter. */
  readonly random: () => number;
  /** Waits; rejects when the signal aborts. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

const firstBackoffMs = 250;
const longestBackoffMs = 8_000;

/**
 * Repeats an attempt, which is told its number from 1, as long as that is safe: a read whenever it may help, a write only
 * if it never left.
 *
 * @throws {@link SssError} the last attempt's, or `aborted` or `timeout` while waiting.
 */
export async function withRetries<Result>(
  call: Call,
  signal: AbortSignal,
  { retries = 3, maxRetryAfterMs = 30_000, random, delay }: RetryOptions,
  attempt: (number: number) => Promise<Result>,
): Promise<Result> {
  let timeouts = 0;
  for (let tried = 0; ; tried += 1) {
    try {
      return await attempt(tried + 1);
    } catch (error) {
      if (!(error instanceof SssError) || signal.aborted || tried === retries) throw error;
      if (error.code === "timeout") timeouts += 1;
      if (!isWorthRepeating(call, error, timeouts)) throw error;
      if ((error.retryAfterMs ?? 0) > maxRetryAfterMs) throw error;
      await delay(toWaitMs(error, tried, random), signal).catch((reason: unknown) => {
        throw signal.aborted ? abortion(call, signal, false) : reason;
      });
    }
  }
}

function isWorthRepeating(call: Call, error: SssError, timeouts: number): boolean {
  if (error.code === "unreachable") return true;
  if (call.write) return false;
  // One slow answer is chance; two are a service that more questions would only slow further.
  if (error.code === "timeout") return timeouts === 1;
  if (error.code === "upstream_error") return [500, 502, 503, 504].includes(error.status ?? 0);
  return error.code === "connection_lost" || error.code === "rate_limited";
}

/** Exponential backoff with full jitter; on top of `Retry-After`, so that waiting calls do not return as one. */
function toWaitMs({ retryAfterMs }: SssError, tried: number, random: () => number): number {
  const ceiling = retryAfterMs === undefined ? firstBackoffMs * 2 ** tried : firstBackoffMs;
  return (retryAfterMs ?? 0) + random() * Math.min(longestBackoffMs, ceiling);
}
