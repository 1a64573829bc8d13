import { onTestFinished } from "vitest";
import { type House, openHouse } from "../src/compose.ts";
import { type Config, configFrom } from "../src/config.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../src/sandbox/server.ts";
import { temporaryDirectory } from "./directory.ts";

/** A house over a sandbox of its own; both end with the test. */
export interface TestHouse extends House {
  readonly sandbox: Sandbox;
  readonly config: Config;
}

export type AccountName = keyof Sandbox["accounts"];

/** Starts a sandbox on a free port that ends with the test; what it does asynchronously is done at once. */
export async function startTestSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ transactionMs: 0, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** The environment under which the program uses an account of the sandbox. */
export function environmentOf(sandbox: Sandbox, account: AccountName = "partner"): Record<string, string> {
  const { apiKey, apiSecret } = sandbox.accounts[account];
  return {
    SSS_API_KEY: apiKey,
    SSS_API_SECRET: apiSecret,
    SSS_KEYSTONE_URL: sandbox.keystoneUrl,
    SSS_URL: `${sandbox.url}/api`,
  };
}

/** Puts a house together over a sandbox, with further settings as environment variables. */
export async function openTestHouse({
  account = "partner",
  environment = {},
  sandbox: options = {},
  now,
  consoleUrl,
}: {
  account?: AccountName;
  environment?: Record<string, string>;
  sandbox?: SandboxOptions;
  now?: () => number;
  consoleUrl?: () => string;
} = {}): Promise<TestHouse> {
  const sandbox = await startTestSandbox(options);
  const config = configFrom({
    ...environmentOf(sandbox, account),
    SSS_OPS_STATE_DIR: await temporaryDirectory(),
    SSS_OPS_PORT: "0",
    ...environment,
  });
  const house = await openHouse(config, {
    ...(now === undefined ? {} : { now }),
    ...(consoleUrl === undefined ? {} : { consoleUrl }),
    onFault: (error) => {
      throw error;
    },
  });
  onTestFinished(() => house.close());
  return { ...house, sandbox, config };
}
