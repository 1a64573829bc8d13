import type { Account } from "../config/config.ts";
import { once } from "../once.ts";
import type { ClientOptions, SssClient } from "../sss/client.ts";
import type { ObserveRequest } from "../sss/observer.ts";
import type { Credentials, KeyPair } from "../store/credentials.ts";
import { StoreError } from "../store/store-error.ts";

/** The way to an account, which is connected with the first call. */
export interface Upstream {
  readonly call: SssClient["call"];
  /** The API key in use now. */
  apiKey(): Promise<string>;
  /** Whose key pair that is, and where calls go. */
  readonly standing: SssClient["account"];
  close(): Promise<void>;
}

/** What accounts are connected with. */
export interface UpstreamOptions {
  /** The key pairs that replaced configured ones. */
  readonly credentials: Credentials;
  readonly onFault: (error: unknown) => void;
  /** Runs around every request. */
  readonly observe?: ObserveRequest | undefined;
}

/** The way to an account, or to a sandbox of its own where there is none. */
export function createUpstream(account: Account | undefined, options: UpstreamOptions): Upstream {
  const connection = once(() =>
    account === undefined ? connectSandbox(options) : connectAccount(account, options),
  );
  return {
    call: async (...call) => (await connection.get()).client.call(...call),
    apiKey: async () => (await (await connection.get()).client.account()).apiKey,
    standing: async (options) => (await connection.get()).client.account(options),
    close: async () => (await connection.made())?.close(),
  };
}

/** A client, and what ends with it. */
interface Connection {
  readonly client: SssClient;
  close(): Promise<void>;
}

async function connectSandbox({ observe }: Pick<UpstreamOptions, "observe">): Promise<Connection> {
  const { startSandbox } = await import("../sandbox/server.ts");
  const sandbox = await startSandbox();
  const { apiKey, apiSecret } = sandbox.accounts.partner;
  const client = await createClient({
    credentials: { apiKey, apiSecret },
    keystoneUrl: sandbox.keystoneUrl,
    sssUrl: `${sandbox.url}/api`,
    endpointFrom: "catalog",
    version: "v1.0",
    observe,
  });
  return {
    client,
    async close() {
      await client.close();
      await sandbox.close();
    },
  };
}

async function connectAccount(
  { credentials: configured, ...service }: Account,
  { credentials, onFault, observe }: UpstreamOptions,
): Promise<Connection> {
  const client = await createClient({
    ...service,
    observe,
    credentials: await pairAtStart(configured, credentials),
    onRotation: (replacement) => credentials.replace(configured, replacement),
    storedPair: () =>
      credentials.current(configured).catch((error: unknown) => {
        onFault(error);
        return undefined;
      }),
  });
  return { client, close: () => client.close() };
}

/** Without its database a replica begins with the configured pair: if that was reissued, the stored one is asked for anew. */
async function pairAtStart(configured: KeyPair, credentials: Credentials): Promise<KeyPair> {
  try {
    return await credentials.current(configured);
  } catch (error) {
    if (error instanceof StoreError && error.code === "unreachable") return configured;
    throw error;
  }
}

/** The client, loaded with the first call: most starts of a stdio server only list tools. */
async function createClient(options: ClientOptions): Promise<SssClient> {
  return (await import("../sss/client.ts")).createClient(options);
}
