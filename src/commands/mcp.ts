import { setTimeout as pause } from "node:timers/promises";
import type { Command } from "commander";
import { openHouse } from "../house/house.ts";
import { ConfigError } from "../config/config-error.ts";
import type { Config } from "../config/config.ts";
import { loadSettings } from "./desk.ts";
import { profileFlag } from "./flags.ts";
import { localPrincipal, log, logAs, logFault, version } from "./process.ts";
import { createStop } from "./stop.ts";
import { openOwnTelemetry } from "./telemetry.ts";

interface McpFlags {
  readonly profile?: string;
  readonly account?: string;
}

/** `mcp`: MCP over stdio. */
export function addMcp(program: Command): void {
  program
    .command("mcp")
    .description("serve MCP on standard input and output, as an MCP host starts it")
    .option(...profileFlag)
    .option("--account <name>", "the one account that the assistant is held to, where there are several")
    .action(async ({ profile, account }: McpFlags) => {
      // Hosts start it in whatever folder is open: a file there may be anybody's.
      const { config } = await loadSettings({ profile, trustsDirectory: false });
      await serveOnStdio(config, account);
    });
}

async function serveOnStdio(config: Config, held: string | undefined): Promise<void> {
  const { serveStdio } = await import("../mcp/stdio.ts");
  const stop = createStop();
  const telemetry = await openOwnTelemetry(config, "one");
  const { observe } = telemetry;
  const house = await openHouse(config, {
    stopping: stop.ending,
    onFault: logFault,
    observe: observe.house,
  });
  telemetry.follow(house);
  log(`sss-ops ${version}: MCP on standard input and output. ${house.account}`);
  const { gate, account, accounts, keys } = house;
  if (held !== undefined && !gate.accounts.includes(held))
    throw new ConfigError(`--account: expected one of ${gate.accounts.join(", ")}`);
  const { profile, replyTokens } = config;
  const served = serveStdio({
    gate,
    account,
    accounts,
    held,
    principal: localPrincipal(),
    version,
    profile,
    replyTokens,
    stateKey: async () => (await keys()).state,
    stopping: stop.ending,
    observe: observe.mcp,
    onError: (error: Error) => logAs(error.message, "warn"),
  });
  // Beside the start: hosts wait for that.
  void house.policy.watch(logAs);
  await Promise.race([served, stop.untilAsked()]);
  await stop.end(config.stop.withinMs, async (drainMs) => {
    await Promise.race([served, pause(drainMs)]);
    await gate.settled();
    await house.close();
    await telemetry.close();
  });
}
