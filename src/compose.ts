import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Text } from "../tools/operation.ts";
import { type Account, type Config, ConfigError, urlOf } from "./config.ts";
import { type Door, pageDoor, slackDoor, terminalDoor } from "./gate/doors.ts";
import { type Gate, createGate } from "./gate/gate.ts";
import { type Policy, defaultPolicy, versioned, warningsOf } from "./gate/policy.ts";
import type { Send } from "./gate/send.ts";
import type { Ticket } from "./gate/ticket.ts";
import type { ClientOptions, SssClient } from "./sss/client.ts";
import { digestOf } from "./store/canonical.ts";
import { type Credentials, type KeyPair, openCredentials } from "./store/credentials.ts";
import { type Keys, loadKeys } from "./store/keys.ts";
import type { Store } from "./store/port.ts";
import { StoreError } from "./store/store-error.ts";
import { createVault } from "./store/vault.ts";

/** The house put together over one account. */
export interface House {
  readonly gate: Gate;
  /** Opens the store ahead of the first write, and sees tickets through whose process died. */
  start(): Promise<void>;
  /** Opened with the first call. */
  readonly store: () => Promise<Store>;
  readonly keys: () => Promise<Keys>;
  /** The API key the house runs on now. */
  readonly ownApiKey: () => Promise<string>;
  /** Takes a sealed file of issued secrets into the store, and gives the id under which they can be revealed. */
  takeIn(path: string): Promise<string>;
  /** Tells of every ticket that this process opens or moves; gives what ends that. */
  onTicket(listen: (ticket: Ticket) => void): () => void;
  /** One sentence on what the gate opens to. */
  readonly account: string;
  /** What the policy leaves open that may not be meant, a line each. */
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/** What comes from outside. */
export interface HouseOptions {
  readonly now?: () => number;
  /** How long a call waits for the end of what it began. Default 45 000 ms, below the minute clients grant. */
  readonly patienceMs?: number;
  /**
   * How long a process counts as alive without a sign of life, and the pause between two searches for tickets of those
   * that do not. Default 30 000 ms.
   */
  readonly leaseMs?: number;
  /** Where the console is reached, without a slash at the end, once it is. */
  readonly consoleUrl?: () => string | undefined;
  readonly onFault: (error: unknown) => void;
}

interface Upstream {
  readonly client: SssClient;
  close(): Promise<void>;
}

/** Within the time that container engines grant. */
const closeWithinMs = 8_000;

/**
 * Puts the gate over the configured account, or over a sandbox of its own when there is none. Nothing is connected and
 * nothing opened before the first call that needs it, so that starting is quick and reading needs no state.
 *
 * @throws {@link ConfigError} when the policy file cannot be read, `PolicyError` when it does not fit.
 */
export async function openHouse(config: Config, options: HouseOptions): Promise<House> {
  const { now = Date.now, patienceMs = 45_000, leaseMs = 30_000, onFault } = options;
  // The console's own process knows where it is; one beside it goes by the settings.
  const consoleUrl =
    options.consoleUrl ?? (config.doors.includes("page") ? () => urlOf(config.http) : undefined);
  const keys = once(() => loadKeys(keysOf(config)));
  const store = once(async () => openStoreOf(config, await keys.get()));
  const sealKey = async () => (await keys.get()).seal;
  const credentials = openCredentials({
    directory: config.stateDirectory,
    sealKey,
    ...(config.databaseUrl === undefined ? {} : { notes: async () => (await store.get()).notes }),
    now,
  });
  const upstream = once(() => connect(config, credentials, onFault));
  const send: Send = async (operation, input, options) =>
    (await upstream.get()).client.call(operation, input, options);
  const policy = await policyOf(config);
  const openedStore = async () => {
    const opened = await store.get();
    recovery.begin();
    return opened;
  };
  const ownApiKey = async () => (await (await upstream.get()).client.account()).apiKey;
  const listeners = new Set<(ticket: Ticket) => void>();
  // Hex: what begins with a dash, a command line takes for an option.
  const newId = () => randomBytes(16).toString("hex");
  const vault = createVault({
    store: store.get,
    sealKey,
    directory: join(config.stateDirectory, "secrets"),
    // Beside it lies the reissued key pair, unless there is a database for that.
    needsDirectory: config.databaseUrl === undefined,
    lifeMs: config.revealMs,
    consoleUrl: consoleUrl ?? (() => undefined),
    now,
    newId,
    onFault,
  });
  const gate = createGate({
    send,
    vault,
    store: openedStore,
    digestKey: async () => (await keys.get()).state,
    policy,
    account: tagOf(config),
    doors: doorsOf(config, consoleUrl),
    ownApiKey,
    now,
    newId,
    onTicket: (ticket) => listeners.forEach((listen) => listen(ticket)),
    onFault,
    patienceMs,
    leaseMs,
  });
  // Tickets whose process died are seen through beside whatever made the store open, and others once they show.
  const recovery = repeated(leaseMs, () => Promise.all([gate.recover(), vault.wipe()]), onFault);
  return {
    gate,
    store: store.get,
    start: async () => void (await openedStore()),
    keys: keys.get,
    ownApiKey,
    takeIn: (path) => vault.takeIn(path),
    onTicket(listen) {
      listeners.add(listen);
      return () => void listeners.delete(listen);
    },
    account: accountWords(config).en,
    warnings: warningsOf(policy),
    async close() {
      recovery.end();
      // What was begun is seen to its end, unless that takes longer than anybody waits for a process to stop.
      await Promise.race([gate.settled(), pause(closeWithinMs, undefined, { ref: false })]);
      await (await upstream.made())?.close();
      await (await store.made())?.close();
    },
  };
}

/** Where people answer tickets. Any process may open one: its card is posted by whichever is connected to Slack. */
function doorsOf({ doors, slack }: Config, consoleUrl: HouseOptions["consoleUrl"]): readonly Door[] {
  return [
    ...(consoleUrl === undefined ? [] : [pageDoor(consoleUrl)]),
    ...(doors.includes("terminal") ? [terminalDoor] : []),
    ...(doors.includes("slack") || slack?.channel !== undefined ? [slackDoor] : []),
  ];
}

/** The policy file with what the variables say on top of it. */
async function policyOf({ policy: { file, readOnly, deny, people = [] } }: Config): Promise<Policy> {
  const { version: _version, ...written } = file === undefined ? defaultPolicy : await readPolicy(file);
  return versioned({
    ...written,
    readOnly: written.readOnly || readOnly,
    deny: [...written.deny, ...deny],
    people: [...written.people, ...people],
  });
}

async function readPolicy(file: string): Promise<Policy> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new ConfigError(`SSS_OPS_POLICY: ${file} cannot be read.`, { cause });
  });
  // Loaded only where there is a file: a start is quicker without a YAML parser.
  return (await import("./gate/policy-file.ts")).parsePolicy(text);
}

/** What everything here is done to: the account of SSS, or a sandbox. */
export function accountWords({ accounts: [account] }: Pick<Config, "accounts">): Text {
  return account === undefined
    ? {
        en: "SANDBOX: no SSS credentials are set, so this is a made-up account in memory; nothing here is real.",
        ja: "サンドボックス: SSSの認証情報が設定されていないため、メモリ上の架空のアカウントです。実際のサービスには影響しません。",
      }
    : {
        en: `REAL SERVICE: everything done here is done to the account at ${account.sssUrl}.`,
        ja: `実サービス: ここでの操作はすべて ${account.sssUrl} のアカウントに反映されます。`,
      };
}

async function connect(
  config: Config,
  credentials: Credentials,
  onFault: HouseOptions["onFault"],
): Promise<Upstream> {
  const [account] = config.accounts;
  if (account !== undefined) return connectAccount(account, credentials, onFault);
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

async function connectAccount(
  { credentials: configured, ...service }: Account,
  credentials: Credentials,
  onFault: HouseOptions["onFault"],
): Promise<Upstream> {
  const client = await createClient({
    ...service,
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
  return (await import("./sss/client.ts")).createClient(options);
}

/** The store, loaded with the first write. */
async function openStoreOf({ stateDirectory, databaseUrl }: Config, keys: Keys): Promise<Store> {
  const { openStore } = await import("./store/store.ts");
  return openStore({ stateDirectory, keys, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
}

/** Names the account in tickets; every sandbox is one of its own. */
function tagOf({ accounts: [account] }: Config): string {
  if (account === undefined) return randomBytes(4).toString("hex");
  const { keystoneUrl, sssUrl, credentials } = account;
  return digestOf({ keystoneUrl, sssUrl, apiKey: credentials.apiKey }).slice(0, 8);
}

function keysOf({ stateDirectory, secretKey }: Config): Parameters<typeof loadKeys>[0] {
  return { stateDirectory, ...(secretKey === undefined ? {} : { secretKey }) };
}

/** Does something soon, and then at intervals, until it is ended. What the end cuts off is no fault. */
function repeated(pauseMs: number, act: () => Promise<unknown>, onFault: HouseOptions["onFault"]) {
  let timer: NodeJS.Timeout | undefined;
  let isEnded = false;
  const once = () => {
    if (!isEnded) void act().catch((error: unknown) => isEnded || onFault(error));
  };
  return {
    begin() {
      setImmediate(once);
      timer ??= setInterval(once, pauseMs).unref();
    },
    end() {
      isEnded = true;
      clearInterval(timer);
    },
  };
}

/** What `make` gives, made once and only when asked for; a making that failed is tried anew. */
function once<Made>(make: () => Promise<Made>) {
  let made: Promise<Made> | undefined;
  return {
    get(): Promise<Made> {
      made ??= make();
      made.catch(() => (made = undefined));
      return made;
    },
    /** What was made, if it was. */
    made: (): Promise<Made | undefined> => Promise.resolve(made).catch(() => undefined),
  };
}
