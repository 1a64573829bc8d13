/** What can be made to go wrong with a Web API method, a post to a `response_url` (`response_url`), or all (`*`). */
export interface Faults {
  /** Answers 429 and does nothing, until so many calls were struck (default 1). `retryAfter` is in seconds. */
  rateLimit(method: string, options: { readonly retryAfter: number; readonly times?: number }): void;
  /** Fails so many calls (default 1). */
  fail(method: string, options: Failure & { readonly times?: number }): void;
  /** Never answers, and does nothing, so many times (default 1). */
  hang(method: string, options?: { readonly times?: number }): void;
  /** While true, nothing gets through in either direction: connections are reset. */
  down: boolean;
  /** While true, more than one message per second and channel is answered with 429. Default false. */
  pacing: boolean;
  /** Takes everything back. */
  clear(): void;
}

/** How a call fails: with this error in Slack's words, or else with this HTTP status (default 502). */
export interface Failure {
  readonly error?: string;
  readonly status?: number;
  /** Resets the connection in place of an answer. */
  readonly cut?: boolean;
  /** `after`: it was done, and only the answer is lost or wrong. Default `before`: nothing was done. */
  readonly when?: "before" | "after";
}

/** What strikes one call. */
export type Strike =
  | { readonly kind: "rate limit"; readonly retryAfter: number }
  | { readonly kind: "hang" }
  | ({ readonly kind: "failure" } & Failure);

/** The faults, as the server uses them. */
export interface FaultList extends Faults {
  strike(method: string): Strike | undefined;
}

interface Pending {
  readonly method: string;
  readonly strike: Strike;
  left: number;
}

/** Creates an empty list of faults; `onDown` is called when everything goes down. */
export function createFaults(onDown: () => void): FaultList {
  let pending: Pending[] = [];
  let isDown = false;
  const add = (method: string, times: number, strike: Strike) =>
    pending.push({ method, strike, left: times });
  return {
    rateLimit: (method, { retryAfter, times = 1 }) => add(method, times, { kind: "rate limit", retryAfter }),
    fail: (method, { times = 1, ...failure }) => add(method, times, { kind: "failure", ...failure }),
    hang: (method, { times = 1 } = {}) => add(method, times, { kind: "hang" }),
    get down() {
      return isDown;
    },
    set down(value) {
      isDown = value;
      if (value) onDown();
    },
    pacing: false,
    clear() {
      pending = [];
      isDown = false;
      this.pacing = false;
    },
    strike(method) {
      const first = pending.find((each) => each.method === method || each.method === "*");
      if (first === undefined) return undefined;
      first.left -= 1;
      pending = pending.filter(({ left }) => left > 0);
      return first.strike;
    },
  };
}
