import { readFile, writeFile } from "node:fs/promises";
import { onTestFinished } from "vitest";
import { type House, type HouseObservers, openHouse } from "../src/house/house.ts";
import type { Account, Config } from "../src/config/config.ts";
import { configFrom } from "../src/config/load.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../src/sandbox/server.ts";
import { openSqlite, sqliteFileIn } from "../src/store/sqlite.ts";
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

/** An account of a sandbox under the name that people call it. */
export function accountOf(sandbox: Sandbox, name: string, account: AccountName = "partner"): Account {
  const [configured] = configFrom(environmentOf(sandbox, account)).accounts;
  if (configured === undefined) throw new Error("the environment describes no account");
  return { ...configured, name };
}

/** Puts a house together over a sandbox, with further settings as environment variables; over several accounts where named. */
export async function openTestHouse({
  account = "partner",
  accounts,
  environment = {},
  sandbox: options = {},
  now,
  consoleUrl,
  observe,
}: {
  account?: AccountName;
  accounts?: (sandbox: Sandbox) => readonly Account[];
  environment?: Record<string, string>;
  sandbox?: SandboxOptions;
  now?: () => number;
  consoleUrl?: () => string;
  observe?: HouseObservers;
} = {}): Promise<TestHouse> {
  const sandbox = await startTestSandbox(options);
  const configured = configFrom({
    ...environmentOf(sandbox, account),
    SSS_OPS_STATE_DIR: await stateDirectory(),
    SSS_OPS_PORT: "0",
    ...environment,
  });
  const config = accounts === undefined ? configured : { ...configured, accounts: accounts(sandbox) };
  const house = await openHouse(config, {
    ...(now === undefined ? {} : { now }),
    ...(consoleUrl === undefined ? {} : { consoleUrl }),
    observe,
    onFault: (error) => {
      throw error;
    },
  });
  onTestFinished(() => house.close());
  return { ...house, sandbox, config };
}

let emptyStore: Promise<Buffer> | undefined;

/** A state directory whose store has its tables already: to migrate it anew would take longer than most tests. */
async function stateDirectory(): Promise<string> {
  const directory = await temporaryDirectory();
  await writeFile(sqliteFileIn(directory), await (emptyStore ??= makeEmptyStore()), { mode: 0o600 });
  return directory;
}

async function makeEmptyStore(): Promise<Buffer> {
  const directory = await temporaryDirectory();
  const { where, close } = await openSqlite(directory);
  await close();
  return readFile(where);
}
