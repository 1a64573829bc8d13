import { afterAll, expect, test } from "vitest";
import { typed } from "../mcp/wire.ts";
import { send } from "./answer.ts";
import { type Attack, wage } from "./arena.ts";
import { clients } from "./attacks/clients.ts";
import { disguises } from "./attacks/disguises.ts";
import { dryRuns } from "./attacks/dry-runs.ts";
import { forged } from "./attacks/forged.ts";
import { injected } from "./attacks/injected.ts";
import { late } from "./attacks/late.ts";
import { names } from "./attacks/names.ts";
import { plans } from "./attacks/plans.ts";
import { replays } from "./attacks/replays.ts";
import { seconds } from "./attacks/seconds.ts";
import { smuggled } from "./attacks/smuggled.ts";
import { states } from "./attacks/states.ts";
import { swapped } from "./attacks/swapped.ts";
import { undos } from "./attacks/undos.ts";
import { unticked } from "./attacks/unticked.ts";
import type { Tally } from "./scorer.ts";

const attacks = [
  forged,
  clients,
  unticked,
  swapped,
  states,
  replays,
  late,
  dryRuns,
  disguises,
  smuggled,
  names,
  plans,
  undos,
  seconds,
  injected,
];

const least = 1_000;
const tallies = new Map<string, Tally>();

test.for(attacks.map((attack) => [attack.name, attack] as const))(
  "%s change nothing that no person consented to",
  { timeout: 120_000 },
  async ([name, attack]) => {
    const tally = await wage(attack);
    tallies.set(name, tally);
    expect(tally.wrong).toEqual([]);
  },
);

afterAll(() => {
  const kinds = [...tallies].map(([name, { attempts }]) => `${name} ${attempts}`);
  const wrong = [...tallies.values()].flatMap((tally) => tally.wrong).length;
  process.stdout.write(`adversary: ${attempted()} attempts (${kinds.join(", ")}), ${wrong} wrong calls\n`);
});

test(`there are at least ${least} attempts`, () => {
  expect(attempted()).toBeGreaterThanOrEqual(least);
});

test("an attempt that gets through is found by its answer, in the call log and in the world", async () => {
  const { wrong } = await wage(unnoticed);
  expect(wrong).toEqual([
    expect.stringContaining("a consent that nobody knows of: [DELETE /api/v1.0/tenants/"),
    expect.stringContaining("the call log: DELETE /api/v1.0/tenants/"),
    expect.stringContaining("the world: tenants/"),
  ]);
});

/** A true consent that is not told to the scorer. */
const unnoticed: Attack = {
  name: "unnoticed",
  run: async ({ url, spares: [call], ask, attempt }) => {
    if (call === undefined) throw new Error("there is no spare tenant");
    const { state, name } = await ask(call);
    const answer = { requestState: state, inputResponses: typed(name) };
    await attempt("a consent that nobody knows of", () => send(url, call.operation, call.input, answer));
    return [];
  },
};

function attempted(): number {
  return [...tallies.values()].reduce((sum, { attempts }) => sum + attempts, 0);
}
