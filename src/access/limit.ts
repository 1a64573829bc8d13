/** How often something may happen: on average, and at once after a pause. */
export interface Rate {
  readonly perMinute: number;
  readonly burst: number;
}

/** Counts what happens under each key. */
export interface Limit {
  /** Counts once more; gives 0, or the milliseconds to wait when it was too much already. */
  take(key: string, now: number): number;
  /** Takes one count back. */
  giveBack(key: string, now: number): void;
}

interface Bucket {
  readonly left: number;
  readonly at: number;
}

const mostKeys = 10_000;

/** A token bucket for each key. Of more than ten thousand keys, the one unused for longest is forgotten. */
export function createLimit({ perMinute, burst }: Rate): Limit {
  const buckets = new Map<string, Bucket>();
  const perMs = perMinute / 60_000;
  const leftIn = (key: string, now: number): number => {
    const { left, at } = buckets.get(key) ?? { left: burst, at: now };
    return Math.min(burst, left + Math.max(0, now - at) * perMs);
  };
  const put = (key: string, left: number, now: number): void => {
    // A map keeps the order of insertion: the key used last goes to the end.
    buckets.delete(key);
    buckets.set(key, { left, at: now });
    const [oldest] = buckets.keys();
    if (buckets.size > mostKeys && oldest !== undefined) buckets.delete(oldest);
  };
  return {
    take(key, now) {
      const left = leftIn(key, now);
      put(key, left < 1 ? left : left - 1, now);
      return Math.ceil(Math.max(0, 1 - left) / perMs);
    },
    giveBack: (key, now) => put(key, leftIn(key, now) + 1, now),
  };
}
