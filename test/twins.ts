import type { Account } from "../src/config/config.ts";
import type { Sandbox } from "../src/sandbox/server.ts";
import { type TestHouse, accountOf, openTestHouse, startTestSandbox } from "./house.ts";

/** A house over two accounts, `east` and `west`. */
export interface Twins extends TestHouse {
  readonly east: Sandbox;
  readonly west: Sandbox;
}

/** Puts a house over two services whose worlds are alike to the last id, so that only the account tells them apart. */
export async function openTwins({
  more = {},
  ...options
}: Omit<Parameters<typeof openTestHouse>[0] & object, "accounts"> & {
  /** What else the account `west` is configured with. */
  more?: Partial<Account>;
} = {}): Promise<Twins> {
  const west = await startTestSandbox();
  const house = await openTestHouse({
    ...options,
    accounts: (east) => [accountOf(east, "east"), { ...accountOf(west, "west"), ...more }],
  });
  return { ...house, east: house.sandbox, west };
}

/** The tenants that are there now, on one service. */
export function tenantsOn({ world }: Sandbox): readonly string[] {
  return [...world.tenants.keys()];
}
