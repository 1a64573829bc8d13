import { randomBytes } from "node:crypto";

/** Answers that were read in full and are shown in pages: for a while, so that the next page need not read again. */
export interface Pages {
  /** Keeps an answer to a call and gives the name of this reading, eight hex digits. Too large a one is not kept. */
  keep(call: string, answer: Record<string, unknown>): string;
  /** A reading of the same call, while it is there. */
  find(call: string, reading: string): Record<string, unknown> | undefined;
}

/** How much is kept, and for how long. */
export interface PagesOptions {
  readonly now?: () => number;
  readonly lifeMs?: number;
  /** Of all answers together, as JSON. */
  readonly mostBytes?: number;
  /** Of one answer. */
  readonly mostBytesEach?: number;
}

interface Kept {
  readonly json: Buffer;
  readonly until: number;
}

const megabyte = 1_048_576;

/** Readings in memory: for two minutes, at most 32 MB of all callers and 16 MB each; those used longest ago go first. */
export function createPages(options: PagesOptions = {}): Pages {
  const {
    now = Date.now,
    lifeMs = 120_000,
    mostBytes = 32 * megabyte,
    mostBytesEach = 16 * megabyte,
  } = options;
  const readings = new Map<string, Kept>();
  let bytes = 0;
  const drop = (key: string) => {
    bytes -= readings.get(key)?.json.length ?? 0;
    readings.delete(key);
  };
  const dropOld = () => {
    for (const [key, { until }] of readings) if (until <= now()) drop(key);
    for (const key of readings.keys()) if (bytes > mostBytes) drop(key);
  };
  return {
    keep(call, answer) {
      const reading = randomBytes(4).toString("hex");
      // As bytes, so that what is counted is what is held.
      const json = Buffer.from(JSON.stringify(answer));
      if (json.length > mostBytesEach) return reading;
      readings.set(keyOf(call, reading), { json, until: now() + lifeMs });
      bytes += json.length;
      dropOld();
      return reading;
    },
    find(call, reading) {
      dropOld();
      const key = keyOf(call, reading);
      const kept = readings.get(key);
      if (kept === undefined) return undefined;
      // A map keeps the order of insertion: the one used last goes to the end.
      readings.delete(key);
      readings.set(key, kept);
      return JSON.parse(kept.json.toString()) as Record<string, unknown>;
    },
  };
}

function keyOf(call: string, reading: string): string {
  return `${reading} ${call}`;
}
