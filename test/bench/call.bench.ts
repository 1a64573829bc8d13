import { expect, test } from "vitest";
import { atOnce } from "./at-once.ts";
import { median, medianRatio, msOf, print, rounded } from "./figures.ts";
import { type Sides, startSides, tools } from "./sides.ts";

const rounds = 60;
const callsPerRound = 25;
/** Until then the most used code is being compiled. */
const warmUpCalls = 4_000;
const limits = { overBare: 2, overSdk: 1.15 };

test("get_user over stdio, call by call, beside a bare GET of the same user and an SDK server that does that GET", async () => {
  const sides = await startSides();
  for (const side of [sides.bare, sides.ours, sides.sdk]) {
    expect(await side()).toMatchObject({ structuredContent: { login_id: "partner.admin" } });
  }
  for (const call of Object.values(sides)) await atOnce(1, warmUpCalls, call);
  const ms = await taken(sides);
  const result = {
    benchmark: "call",
    tools,
    calls: rounds * callsPerRound,
    warmUpCalls,
    bareMs: rounded(median(ms.bare)),
    oursMs: rounded(median(ms.ours)),
    sdkMs: rounded(median(ms.sdk)),
    constantMs: rounded(median(ms.constant)),
    overBare: medianRatio(ms.ours, ms.bare),
    overSdk: medianRatio(ms.ours, ms.sdk),
    overConstant: medianRatio(ms.ours, ms.constant),
    limits,
  };
  print(result);
  expect(result.overBare).toBeLessThanOrEqual(limits.overBare);
  expect(result.overSdk).toBeLessThanOrEqual(limits.overSdk);
});

/** Milliseconds of a call on each side, round by round; the sides take turns. */
async function taken(sides: Sides) {
  const ms: Record<keyof Sides, number[]> = { bare: [], ours: [], sdk: [], constant: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const side of Object.keys(ms) as (keyof Sides)[]) {
      ms[side].push((await msOf(() => atOnce(1, callsPerRound, sides[side]))) / callsPerRound);
    }
  }
  return ms;
}
