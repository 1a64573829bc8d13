import { expect, test } from "vitest";
import { atOnce } from "./at-once.ts";
import { median, print, rounded } from "./figures.ts";
import { program } from "./program.ts";
import { rssMbOf } from "./rss.ts";
import { startSandboxProcess } from "./sandbox-process.ts";
import { type StdioServer, startStdioServer } from "./stdio-server.ts";

const calls = 50_000;
const callsPerRound = 1_000;
const inFlight = 16;
/** Until then a process takes what it needs: code is compiled, and the heap finds its size. */
const warmUpCalls = 20_000;
/** What the last tenth of the calls may hold, of what the first tenth after the warm-up held. */
const mostGrowth = 1.1;

test(`memory over ${calls} calls after a warm-up`, async () => {
  const { environment, partner } = await startSandboxProcess();
  const server = await startStdioServer([program, "mcp"], environment);
  const rss: number[] = [];
  for (let done = -warmUpCalls; done < calls; done += callsPerRound) {
    await callVariously(server, partner.userId);
    if (done >= 0) rss.push(await rssMbOf(server.pid));
  }
  const tenth = rss.length / 10;
  const [firstMb, lastMb] = [median(rss.slice(0, tenth)), median(rss.slice(-tenth))];
  const growth = rounded(lastMb / firstMb);
  const mostMb = Math.max(...rss);
  print({ benchmark: "memory", calls, inFlight, firstMb, lastMb, mostMb, growth, mostGrowth });
  expect(growth).toBeLessThanOrEqual(mostGrowth);
});

/** Of ten calls eight show a user, one lists tenants, and one fails for an argument. */
async function callVariously(server: StdioServer, userId: string): Promise<void> {
  let called = 0;
  await atOnce(inFlight, callsPerRound, () => {
    called += 1;
    if (called % 10 === 0) return server.call("list_tenants", {});
    if (called % 10 === 5) return server.call("get_user", {}).catch(() => undefined);
    return server.call("get_user", { user_id: userId });
  });
}
