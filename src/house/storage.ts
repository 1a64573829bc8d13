import { join } from "node:path";
import type { Config } from "../config/config.ts";
import { type Once, once } from "../once.ts";
import { type Credentials, openCredentials } from "../store/credentials.ts";
import { type Keys, loadKeys } from "../store/keys.ts";
import type { Store } from "../store/port.ts";
import { type Vault, createVault } from "../store/vault.ts";

/** What the house keeps. Nothing of it is opened before it is used. */
export interface Storage {
  readonly keys: Once<Keys>;
  /** Tickets, audit, and whatever else replicas share. */
  readonly store: Once<Store>;
  /** Reissued API key pairs. */
  readonly credentials: Credentials;
  /** Issued secrets, until they are looked at. */
  readonly vault: Vault;
}

/** What storing takes from outside. */
export interface StorageOptions {
  readonly consoleUrl: () => string | undefined;
  readonly now: () => number;
  readonly newId: () => string;
  readonly onFault: (error: unknown) => void;
}

/** What the settings say things are kept in. */
export function openStorage(config: Config, { consoleUrl, now, newId, onFault }: StorageOptions): Storage {
  const { stateDirectory, databaseUrl, revealMs } = config;
  const keys = once(() => loadKeys(keysOf(config)));
  const store = once(async () => openStoreOf(config, await keys.get()));
  const sealKey = async () => (await keys.get()).seal;
  const credentials = openCredentials({
    directory: stateDirectory,
    sealKey,
    ...(databaseUrl === undefined ? {} : { notes: async () => (await store.get()).notes }),
    now,
  });
  const vault = createVault({
    store: store.get,
    sealKey,
    directory: join(stateDirectory, "secrets"),
    // Beside it lies the reissued key pair, unless there is a database for that.
    needsDirectory: databaseUrl === undefined,
    lifeMs: revealMs,
    consoleUrl,
    now,
    newId,
    onFault,
  });
  return { keys, store, credentials, vault };
}

/** The store, loaded with the first write. */
async function openStoreOf({ stateDirectory, databaseUrl }: Config, keys: Keys): Promise<Store> {
  const { openStore } = await import("../store/store.ts");
  return openStore({ stateDirectory, keys, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
}

function keysOf({ stateDirectory, secretKey }: Config): Parameters<typeof loadKeys>[0] {
  return { stateDirectory, ...(secretKey === undefined ? {} : { secretKey }) };
}
