import { writesOn } from "../gate/flow/flow.ts";
import type { TestHouse } from "../house.ts";
import type { Answer } from "./answer.ts";
import { type Doomed, pathsOf } from "./calls.ts";

/** Counts attempts, and holds what each did to SSS against what it was allowed to. */
export interface Scorer {
  /** Makes one attempt: nothing may come of it but the call that is consented to. */
  attempt(label: string, act: Act, consent?: Doomed): Promise<void>;
  /** Makes attempts at the same moment: as many succeed as there are consents. */
  volley(label: string, acts: readonly Act[], consents?: readonly Doomed[]): Promise<void>;
  tally(): Tally;
}

/** What came of attempts. */
export interface Tally {
  readonly attempts: number;
  /** Attempts that got through, and whatever else was done that nobody consented to. */
  readonly wrong: readonly string[];
}

type Act = () => Promise<Answer>;

/** A scorer of the attempts on a house from now on. */
export function createScorer(house: TestHouse): Scorer {
  const earlier = writesOn(house).length;
  const wrong: string[] = [];
  const consented: string[] = [];
  let attempts = 0;
  const volley: Scorer["volley"] = async (label, acts, consents = []) => {
    const before = writesOn(house).length;
    const answers = await Promise.all(acts.map((act) => act()));
    const writes = writesOn(house).slice(before);
    const allowed = consents.flatMap(pathsOf);
    attempts += acts.length;
    consented.push(...allowed);
    const successes = answers.filter(({ verdict }) => verdict === "done");
    if (successes.length !== consents.length || writes.join() !== allowed.join()) {
      wrong.push(`${label}: [${writes.join()}] ${answers.map(({ said }) => said.slice(0, 300)).join(" | ")}`);
    }
  };
  return {
    attempt: (label, act, consent) => volley(label, [act], consent === undefined ? [] : [consent]),
    volley,
    tally: () => ({
      attempts,
      wrong: [...wrong, ...unlike("the call log", writesOn(house).slice(earlier), consented)],
    }),
  };
}

/** What to tell where something is found otherwise than it has to be; empty where it is not. */
export function unlike(
  what: string,
  found: readonly string[],
  expected: readonly string[],
): readonly string[] {
  return found.join() === expected.join() ? [] : [`${what}: ${found.join()} and not ${expected.join()}`];
}
