import type { Operation } from "../../../tools/operation.ts";
import type { Actor } from "../../gate/actor.ts";
import type { Gate } from "../../gate/gate.ts";
import { read } from "../read.ts";

type Answer = Readonly<Record<string, unknown>>;

/** Reads for somebody; an empty answer where the gate or SSS gives none. Never throws. */
export type CachedRead = (
  operation: Operation,
  input: Record<string, unknown>,
  actor: Actor,
) => Promise<Answer>;

/** What is read with. */
export interface CachedReadOptions {
  readonly gate: Pick<Gate, "ask">;
  readonly now: () => number;
}

interface Kept {
  readonly until: number;
  readonly answer: Promise<Answer>;
}

const keptMs = 30_000;
const mostKept = 50;
const none: Answer = {};

/**
 * Reads through the gate, whose answers are kept for 30 seconds: a list is searched letter by letter. Each person has
 * their own, since the policy may show one what it keeps from another.
 */
export function createCachedRead({ gate, now }: CachedReadOptions): CachedRead {
  const kept = new Map<string, Kept>();
  return (operation, input, actor) => {
    const key = JSON.stringify([operation.name, actor.principal, input]);
    const known = kept.get(key);
    if (known !== undefined && known.until > now()) return known.answer;
    forget(kept, now());
    const answer = read(gate, operation, input, actor).then(
      (ending) => (ending.kind === "done" ? ending.answer : none),
      () => none,
    );
    const keeping = { until: now() + keptMs, answer };
    kept.set(key, keeping);
    // A failure is not kept: the next letter may have more luck.
    void answer.then((came) => came === none && kept.get(key) === keeping && kept.delete(key));
    return answer;
  };
}

/** Drops the answers that are too old, and the oldest where there is no room for another. */
function forget(kept: Map<string, Kept>, now: number): void {
  for (const [key, { until }] of kept) {
    if (until <= now || kept.size >= mostKept) kept.delete(key);
  }
}
