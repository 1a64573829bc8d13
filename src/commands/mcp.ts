import type { Command } from "commander";
import { openHouse } from "../compose.ts";
import type { Config } from "../config.ts";
import { configWith } from "./desk.ts";
import { profileFlag } from "./flags.ts";
import { localPrincipal, log, logFault, stopSignal, version } from "./process.ts";

interface ProfileFlag {
  readonly profile?: string;
}

/** `mcp`: MCP over stdio. */
export function addMcp(program: Command): void {
  program
    .command("mcp")
    .description("serve MCP on standard input and output, as an MCP host starts it")
    .option(...profileFlag)
    .action(({ profile }: ProfileFlag) => serveOnStdio(configWith(profile)));
}

async function serveOnStdio(config: Config): Promise<void> {
  const { serveStdio } = await import("../mcp/stdio.ts");
  const house = await openHouse(config, { onFault: logFault });
  log(`sss-ops ${version}: MCP on standard input and output. ${house.account}`);
  const { gate, account, keys } = house;
  const { profile, replyTokens } = config;
  const served = serveStdio({
    gate,
    account,
    principal: localPrincipal(),
    version,
    profile,
    replyTokens,
    stateKey: async () => (await keys()).state,
    onError: (error: Error) => log(error.message),
  });
  await Promise.race([served, stopSignal()]);
  await house.close();
  // A read of standard input that is still pending would keep the process.
  process.exit();
}
