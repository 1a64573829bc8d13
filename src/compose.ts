import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Account, Config } from "./config.ts";
import { type Gate, createGate } from "./gate/gate.ts";
import type { Send } from "./gate/send.ts";
import type { ClientOptions, SssClient } from "./sss/client.ts";
import { openCredentials } from "./store/credentials.ts";
import { openVault } from "./store/vault.ts";

/** The house put together over one account. */
export interface House {
  readonly gate: Gate;
  /** One sentence on what the gate opens to. */
  readonly account: string;
  close(): Promise<void>;
}

interface Upstream {
  readonly client: SssClient;
  close(): Promise<void>;
}

/**
 * Puts the gate over the configured account, or over a sandbox of its own when there is none. Nothing is connected
 * before the first call, so that starting is quick and works offline.
 */
export function openHouse(
  config: Config,
  { now = Date.now, onFault }: { now?: () => number; onFault: (error: unknown) => void },
): House {
  let upstream: Promise<Upstream> | undefined;
  const send: Send = async (operation, input, options) => {
    upstream ??= connect(config);
    // A start that failed is tried anew by the next call.
    upstream.catch(() => (upstream = undefined));
    return (await upstream).client.call(operation, input, options);
  };
  return {
    gate: createGate({
      send,
      vault: openVault(secretsOf(config), { now }),
      settings: config.policy,
      now,
      onFault,
      newId: () => randomBytes(16).toString("base64url"),
    }),
    account: describe(config),
    close: async () => (await upstream)?.close(),
  };
}

function describe({ account }: Config): string {
  return account === undefined
    ? "SANDBOX: no SSS credentials are set, so this is a made-up account in memory; nothing here is real."
    : `REAL SERVICE: everything done here is done to the account at ${account.sssUrl}.`;
}

async function connect(config: Config): Promise<Upstream> {
  if (config.account !== undefined) return connectAccount(config.account, secretsOf(config));
  const { startSandbox } = await import("./sandbox/server.ts");
  const sandbox = await startSandbox();
  const { apiKey, apiSecret } = sandbox.accounts.partner;
  const client = await createClient({
    credentials: { apiKey, apiSecret },
    keystoneUrl: sandbox.keystoneUrl,
    sssUrl: `${sandbox.url}/api`,
    endpointFrom: "catalog",
    version: "v1.0",
  });
  return {
    client,
    async close() {
      await client.close();
      await sandbox.close();
    },
  };
}

async function connectAccount(account: Account, directory: string): Promise<Upstream> {
  const { credentials: configured, ...service } = account;
  const store = openCredentials(directory);
  const client = await createClient({
    ...service,
    credentials: await store.current(configured),
    onRotation: (replacement) => store.replace(configured, replacement),
  });
  return { client, close: () => client.close() };
}

/** The client, loaded with the first call: most starts of a stdio server only list tools. */
async function createClient(options: ClientOptions): Promise<SssClient> {
  return (await import("./sss/client.ts")).createClient(options);
}

/** One directory for all that upstream shows only once: where one secret could be kept, so can the next. */
function secretsOf({ stateDirectory }: Config): string {
  return join(stateDirectory, "secrets");
}
