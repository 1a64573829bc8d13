import { type House, openHouse } from "../compose.ts";
import { type Config, configFrom } from "../config.ts";
import type { Terminal } from "../terminal/call.ts";
import { localPrincipal, log, logFault } from "./process.ts";

/** What a command of the terminal works with. */
export interface Desk extends House {
  readonly config: Config;
  readonly terminal: Terminal;
  readonly principal: string;
  readonly isSandbox: boolean;
}

/** Runs a command of the terminal over a house, and takes its exit code. */
export async function atTerminal(run: (desk: Desk) => Promise<number>): Promise<void> {
  const { processTerminal } = await import("../terminal/prompt.ts");
  // Whoever reads the answer may have enough of it before its end, as `head` does.
  process.stdout.on("error", () => process.exit());
  const config = configFrom(process.env);
  const house = await openHouse(config, { onFault: logFault });
  const isSandbox = config.accounts.length === 0;
  try {
    if (isSandbox) log(house.account);
    const person = { terminal: processTerminal(), principal: localPrincipal() };
    process.exitCode = await run({ ...house, ...person, config, isSandbox });
  } finally {
    await house.close();
  }
}

/** The configuration; a flag counts more than the environment. */
export function configWith(profile: string | undefined): Config {
  return configFrom(profile === undefined ? process.env : { ...process.env, SSS_OPS_PROFILE: profile });
}
