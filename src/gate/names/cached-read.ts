import type { Operation } from "../../../tools/operation.ts";
import type { Actor } from "../actor.ts";
import type { Gate } from "../gate.ts";
import type { Ending } from "../outcome.ts";
import { read } from "../read.ts";

/** Reads for somebody, and gives how the read ended. Throws only where the gate does. */
export type CachedRead = (
  operation: Operation,
  input: Record<string, unknown>,
  actor: Actor,
) => Promise<Ending>;

/** What is read with. */
export interface CachedReadOptions {
  readonly gate: Pick<Gate, "ask">;
  readonly now: () => number;
  /** Counts the changes that were made: what was read before one is not used after it. */
  readonly changes?: () => number;
}

interface Kept {
  readonly until: number;
  readonly ending: Promise<Ending>;
}

const keptMs = 30_000;
const mostKept = 50;

/**
 * Reads through the gate, whose answers are kept for 30 seconds: a list is searched letter by letter. Each person has
 * their own, since the policy may show one what it keeps from another.
 */
export function createCachedRead({ gate, now, changes = () => 0 }: CachedReadOptions): CachedRead {
  const kept = new Map<string, Kept>();
  return (operation, input, actor) => {
    const { principal, face, account } = actor;
    const key = JSON.stringify([changes(), operation.name, principal, face, account, input]);
    const known = kept.get(key);
    // More than it was to be kept for: the clock was set back, and nobody knows how old it is.
    const leftMs = (known?.until ?? 0) - now();
    if (known !== undefined && leftMs > 0 && leftMs <= keptMs) return known.ending;
    forget(kept, now());
    const ending = read(gate, operation, input, actor);
    const keeping = { until: now() + keptMs, ending };
    kept.set(key, keeping);
    // A failure is not kept: the next letter may have more luck.
    const drop = () => kept.get(key) === keeping && kept.delete(key);
    ending.then(({ kind }) => kind !== "done" && drop(), drop);
    return ending;
  };
}

/** Drops the answers that are too old, and the oldest where there is no room for another. */
function forget(kept: Map<string, Kept>, now: number): void {
  for (const [key, { until }] of kept) {
    if (until <= now || kept.size >= mostKept) kept.delete(key);
  }
}
