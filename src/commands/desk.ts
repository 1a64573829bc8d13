import { type House, openHouse } from "../house/house.ts";
import type { Config } from "../config/config.ts";
import { type Loaded, loadConfig } from "../config/load.ts";
import type { Terminal } from "../terminal/call.ts";
import { endWithReader, localPrincipal, log, logFault } from "./process.ts";
import { settingsFlags } from "./settings-flags.ts";
import { openDetails } from "./telemetry.ts";

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
  endWithReader();
  const { config } = await loadSettings();
  const telemetry = await openDetails(config);
  const house = await openHouse(config, { onFault: logFault, observe: telemetry?.observe.house });
  telemetry?.follow(house);
  const isSandbox = config.accounts.length === 0;
  try {
    if (isSandbox) log(house.account);
    const person = { terminal: processTerminal(), principal: localPrincipal() };
    process.exitCode = await run({ ...house, ...person, config, isSandbox });
  } finally {
    await house.close();
    await telemetry?.close();
  }
}

/** How a command takes its settings. */
export interface Taken {
  /** What is offered, as a flag says it. */
  readonly profile?: string | undefined;
  /** Whether a file counts that lies where the program was started, and that nobody named. Default true. */
  readonly trustsDirectory?: boolean;
}

/** The configuration of all layers, and where each part of it is from. */
export function loadSettings({ profile, trustsDirectory = true }: Taken = {}): Promise<Loaded> {
  return loadConfig({
    environment: process.env,
    flags: { ...settingsFlags(), ...(profile === undefined ? {} : { profile }) },
    directory: process.cwd(),
    trustsDirectory,
  });
}
