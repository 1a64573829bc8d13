/** Counts attempts, so that nobody tries for long. */
export interface Attempts {
  /** Counts one more attempt from an address, and gives undefined; or, when there were too many, the seconds to wait. */
  take(address: string): number | undefined;
}

/** How many attempts there may be within a time. */
export interface AttemptLimits {
  readonly perAddress: number;
  readonly inAll: number;
  readonly windowMs: number;
}

/**
 * A counter that starts anew with every window. It remembers at most as many addresses as there may be attempts in all,
 * and attempts that were refused count for nothing: nobody can lock the others out from one address.
 */
export function createAttempts({ perAddress, inAll, windowMs }: AttemptLimits, now: () => number): Attempts {
  let until = 0;
  let total = 0;
  const counts = new Map<string, number>();
  return {
    take(address) {
      const at = now();
      // A clock that was set back makes no window longer.
      if (at >= until || at < until - windowMs) {
        until = at + windowMs;
        total = 0;
        counts.clear();
      }
      const count = counts.get(address) ?? 0;
      if (total >= inAll || count >= perAddress) return Math.ceil((until - at) / 1_000);
      total += 1;
      counts.set(address, count + 1);
      return undefined;
    },
  };
}
