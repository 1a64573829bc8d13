import { expect, inject, test } from "vitest";
import { atOnce } from "./at-once.ts";
import { median, medianRatio, msOf, print, rounded } from "./figures.ts";
import { program } from "./program.ts";
import { startStdioServer } from "./stdio-server.ts";

const rounds = 10;
const listsPerRound = 32;
const inFlight = 8;
/** How many times as fast as the other. */
const least = 5;

test("tools/list at load, beside an SDK server that writes the schemas of the same operations anew each time", async () => {
  const servers = {
    ours: await startStdioServer([program, "mcp"]),
    recomputing: await startStdioServer([`${inject("benchPrograms")}/recomputing-server.mjs`]),
  };
  const ms = { ours: [] as number[], recomputing: [] as number[] };
  for (let round = -3; round < rounds; round += 1) {
    for (const side of ["ours", "recomputing"] as const) {
      const took = await msOf(() =>
        atOnce(inFlight, listsPerRound, () => servers[side].request("tools/list")),
      );
      if (round >= 0) ms[side].push(took / listsPerRound);
    }
  }
  const faster = medianRatio(ms.recomputing, ms.ours);
  const medians = { oursMs: rounded(median(ms.ours)), recomputingMs: rounded(median(ms.recomputing)) };
  print({ benchmark: "list", inFlight, ...medians, faster, least });
  expect(faster).toBeGreaterThanOrEqual(least);
});
