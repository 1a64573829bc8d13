import { expect, test } from "vitest";
import { atOnce } from "./at-once.ts";
import { median, medianRatio, msOf, print } from "./figures.ts";
import { startSides, tools } from "./sides.ts";

const rounds = 15;
const callsPerRound = 800;
/** With so many calls in flight, how much of what the SDK server does. */
const cases = [
  { inFlight: 16, least: 0.75 },
  { inFlight: 64, least: 0.85 },
];

test.for(cases)(
  "calls of get_user with $inFlight in flight, beside an SDK server that does the bare GET",
  async ({ inFlight, least }) => {
    const { ours, sdk } = await startSides();
    const perSecond = { ours: [] as number[], sdk: [] as number[] };
    const measure = async (call: () => Promise<unknown>) =>
      (callsPerRound * 1_000) / (await msOf(() => atOnce(inFlight, callsPerRound, call)));
    // The first rounds only warm both up.
    for (let round = -5; round < rounds; round += 1) {
      const [one, other] = [await measure(ours), await measure(sdk)];
      if (round < 0) continue;
      perSecond.ours.push(one);
      perSecond.sdk.push(other);
    }
    const ofSdk = medianRatio(perSecond.ours, perSecond.sdk);
    const medians = {
      oursPerSecond: Math.round(median(perSecond.ours)),
      sdkPerSecond: Math.round(median(perSecond.sdk)),
    };
    print({ benchmark: "throughput", tools, inFlight, ...medians, ofSdk, least });
    expect(ofSdk).toBeGreaterThanOrEqual(least);
  },
);
