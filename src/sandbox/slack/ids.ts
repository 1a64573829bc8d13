import { createHash, randomBytes } from "node:crypto";

/** Makes the ids of one fake Slack. */
export interface Ids {
  /** A prefix and a running number: `V0000000001`. */
  next(prefix: string): string;
  /** The timestamp that is a message's id: later than every one before, in the clock of the fake. */
  ts(): string;
  /** Something that cannot be guessed. */
  secret(): string;
}

/** Creates a source of ids that lives by this clock. */
export function createIds(now: () => number): Ids {
  let count = 0;
  let lastMicroseconds = 0;
  return {
    next: (prefix) => prefix + String(++count).padStart(10, "0"),
    ts() {
      lastMicroseconds = Math.max(now() * 1000, lastMicroseconds + 1);
      return (lastMicroseconds / 1_000_000).toFixed(6);
    },
    secret: () => randomBytes(16).toString("hex"),
  };
}

/** The id Slack gives to a block or an element that came without one: the same for the same seed. */
export function idFrom(seed: string): string {
  return createHash("sha256").update(seed).digest("base64url").slice(0, 5);
}
