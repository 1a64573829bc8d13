import { access } from "node:fs/promises";
import type { Config } from "../config/config.ts";
import { type Credentials, openCredentials } from "../store/credentials.ts";
import { type Inspection, inspectStore } from "../store/inspect.ts";
import { type Keys, keyIn, loadKeys } from "../store/keys.ts";
import type { Store } from "../store/port.ts";
import { StoreError } from "../store/store-error.ts";
import type { Configured } from "./means.ts";
import { once } from "./once.ts";
import { patiently } from "./patiently.ts";

/** The store of a configuration, of which nothing is made and nothing migrated. */
export interface StandingStore {
  readonly inspection: () => Promise<Inspection | undefined>;
  /** @throws {@link StoreError} also where it was not made yet, or has to be migrated. */
  readonly store: () => Promise<Store>;
  readonly credentials: Credentials;
  close(): Promise<void>;
}

/** The store that a configuration names, as it stands. */
export function standingStore({ config, now, patienceMs }: Configured): StandingStore {
  const { stateDirectory, databaseUrl } = config;
  const place = { stateDirectory, ...(databaseUrl === undefined ? {} : { databaseUrl }) };
  const keys = once(() => keysThereAre(config));
  const inspection = once(() => patiently(patienceMs, inspectStore(place, now())));
  let opened: Store | undefined;
  const store = once(async () => {
    refuseUnready(await inspection());
    const { openStore } = await import("../store/store.ts");
    return (opened = await openStore({ ...place, keys: await keys() }));
  });
  return {
    inspection,
    store,
    credentials: openCredentials({
      directory: stateDirectory,
      sealKey: async () => (await keys()).seal,
      ...(databaseUrl === undefined ? {} : { notes: async () => (await store()).notes }),
      now,
    }),
    close: async () => opened?.close(),
  };
}

/** Counts as not to be reached: who wants the key pair that is stored there goes on with the configured one. */
function refuseUnready(inspection: Inspection | undefined): void {
  if (inspection === undefined) {
    throw new StoreError(
      "unreachable",
      "No store was made yet. The first start of `sss-ops serve` makes it.",
    );
  }
  const { done, known, isNewer } = inspection.migrations;
  if (isNewer || done === known) return;
  throw new StoreError(
    "unreachable",
    "The store has to be migrated first. The next start of `sss-ops serve` does.",
  );
}

/** The keys, if there are some: none are made, and another one in the place of a lost one would open nothing. */
async function keysThereAre({ stateDirectory, secretKey }: Config): Promise<Keys> {
  if (secretKey !== undefined) return loadKeys({ stateDirectory, secretKey });
  const isThere = await access(keyIn(stateDirectory)).then(
    () => true,
    () => false,
  );
  if (isThere) return loadKeys({ stateDirectory });
  throw new StoreError(
    "wrong_key",
    `${keyIn(stateDirectory)} is missing. Put it back from a backup: without it the store cannot be read.`,
  );
}
