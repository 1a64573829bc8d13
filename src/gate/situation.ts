import { catalog } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";
import type { Policy } from "./policy.ts";
import type { Situation } from "./policy/decision.ts";
import { type Asker, limitsOn } from "./policy/match.ts";
import { allNamesOf } from "./policy/people.ts";

/** How many calls of these operations by a principal ran within so many milliseconds, or run. */
export type CountCalls = (
  principal: string,
  operations: readonly string[],
  windowMs: number,
) => Promise<number>;

const destroying = catalog.filter(({ risk }) => risk === "destroy").map(({ name }) => name);

/**
 * What a decision on a call has to know of what its requester did before, under all their names. Nothing is counted that no limit is on; `counted`
 * calls are left out of each count, for a ticket that is among them already.
 *
 * @throws {@link StoreError} when the store cannot be used.
 */
export async function situationOf(
  { operation, actor }: { readonly operation: Operation; readonly actor: Asker },
  policy: Policy,
  { now, countCalls }: { readonly now: () => number; readonly countCalls: CountCalls },
  counted = 0,
): Promise<Situation> {
  const count = async (operations: readonly string[], windowMs: number) => {
    const names = [...new Set(allNamesOf(actor.principal, policy))];
    const each = await Promise.all(names.map((name) => countCalls(name, operations, windowMs)));
    return each.reduce((sum, calls) => sum + calls, -counted);
  };
  const recentDestroys = operation.risk === "destroy" ? await count(destroying, policy.breaker.windowMs) : 0;
  const limits = limitsOn(operation, actor, policy);
  if (limits.length === 0) return { now: now(), recentDestroys };
  const counts = limits.map(
    async ({ rule, operations, windowMs }) => [rule, await count(operations, windowMs)] as const,
  );
  return { now: now(), recentDestroys, recentCalls: Object.fromEntries(await Promise.all(counts)) };
}
