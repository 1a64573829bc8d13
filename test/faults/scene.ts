import { type TestContext, onTestFinished } from "vitest";
import { openHouse } from "../../src/house/house.ts";
import { configFrom } from "../../src/config/load.ts";
import type { Gate } from "../../src/gate/gate.ts";
import type { Sandbox } from "../../src/sandbox/server.ts";
import type { Store } from "../../src/store/port.ts";
import { temporaryDirectory } from "../directory.ts";
import { environmentOf, startTestSandbox } from "../house.ts";
import type { TestEngine } from "../store/engines.ts";

/** A sandbox and a house over it, whose store and account other processes share. */
export interface Scene {
  readonly sandbox: Sandbox;
  readonly gate: Gate;
  readonly ownApiKey: () => Promise<string>;
  readonly store: Store;
  /** What another process needs to open its own house on the same store and account. */
  readonly environment: Record<string, string>;
}

/** Opens a scene that ends with the test; skips the test where the engine is not to be had. */
export async function openScene(engine: TestEngine, context: TestContext, leaseMs: number): Promise<Scene> {
  const place = await engine.makePlace(context);
  const sandbox = await startTestSandbox();
  const environment = {
    ...environmentOf(sandbox),
    SSS_OPS_STATE_DIR: place.environment["STATE_DIRECTORY"] ?? (await temporaryDirectory()),
    // Empty counts as unset, also where the tests were started with one.
    DATABASE_URL: place.environment["DATABASE_URL"] ?? "",
    LEASE_MS: String(leaseMs),
    CONTRACT_ID: sandbox.accounts.partner.contractId,
    TENANT_ID: sandbox.accounts.partner.tenantId ?? "",
  };
  const house = await openHouse(configFrom(environment), {
    leaseMs,
    onFault: (error) => {
      throw error;
    },
  });
  onTestFinished(() => house.close());
  const { gate, ownApiKey } = house;
  return { sandbox, gate, ownApiKey, store: await house.store(), environment };
}
