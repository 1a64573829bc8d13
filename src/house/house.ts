import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Text } from "../../tools/operation.ts";
import type { OpenedAccount } from "../accounts/account.ts";
import { accountWords } from "../accounts/words.ts";
import { type Config, urlOf } from "../config/config.ts";
import { joinGates } from "../gate/accounts/join.ts";
import type { Gate } from "../gate/gate.ts";
import { type ObserveCall, observedGate } from "../gate/observer.ts";
import { warningsOf } from "../gate/policy/warnings.ts";
import type { Ticket } from "../gate/ticket.ts";
import { type LivePolicy, openPolicy } from "../policy/live-policy.ts";
import { termsOf } from "../policy/source.ts";
import type { ObserveRequest } from "../sss/observer.ts";
import type { Keys } from "../store/keys.ts";
import type { Store } from "../store/port.ts";
import { type OpenBranch, openBranches } from "./branches.ts";
import { repeated } from "./repeated.ts";
import { openStorage } from "./storage.ts";

/** An account of the house, as faces tell of it. */
export interface HouseAccount {
  readonly name: string;
  /** One sentence on what it is. */
  readonly told: Text;
  /** The channels of Slack in which it is the one that is meant. */
  readonly slackChannels: readonly string[];
}

/** The house put together over its accounts. */
export interface House {
  readonly gate: Gate;
  /** Opens the store ahead of the first write, and sees tickets through whose process died. */
  start(): Promise<void>;
  /** Opened with the first call. */
  readonly store: () => Promise<Store>;
  readonly keys: () => Promise<Keys>;
  /** The API key that the house runs on now: of the account of that name, else of the first. */
  readonly ownApiKey: (account?: string) => Promise<string>;
  /** Takes a sealed file of issued secrets into the store, and gives the id under which they can be revealed. */
  takeIn(path: string): Promise<string>;
  /** Tells of every ticket that this process opens or moves; gives what ends that. */
  onTicket(listen: (ticket: Ticket) => void): () => void;
  /** One sentence on what the gate opens to. */
  readonly account: string;
  /** Each by another name. */
  readonly accounts: readonly HouseAccount[];
  /** What the policy leaves open that may not be meant, a line each. */
  readonly warnings: readonly string[];
  /** The policy in force; `watch` has it follow its file. */
  readonly policy: Omit<LivePolicy, "close">;
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
  /** Aborted when the process is told to stop: calls that wait for what they began are then answered soon. */
  readonly stopping?: AbortSignal;
  /** Where the console is reached, without a slash at the end, once it is. */
  readonly consoleUrl?: () => string | undefined;
  readonly onFault: (error: unknown) => void;
  /** Runs around every call and answer, every request to SSS, and every look for tickets whose process died. */
  readonly observe?: HouseObservers | undefined;
}

/** What the house is observed with. */
export interface HouseObservers {
  readonly calls: ObserveCall;
  readonly upstream: ObserveRequest | undefined;
  readonly round: (name: string, act: () => Promise<void>) => Promise<void>;
}

/** Within the time that container engines grant. */
const closeWithinMs = 8_000;

/**
 * Puts the gate over the configured accounts, or over a sandbox of its own when there is none. Nothing is connected and
 * nothing opened before the first call that needs it, so that starting is quick and reading needs no state.
 *
 * @throws {@link ConfigError} when two accounts are the same, or the policy file cannot be read, `PolicyError` when it does not fit.
 */
export async function openHouse(config: Config, options: HouseOptions): Promise<House> {
  const { now = Date.now, patienceMs = 45_000, leaseMs = 30_000, onFault, observe } = options;
  // The console's own process knows where it is; one beside it goes by the settings.
  const consoleUrl =
    options.consoleUrl ?? (config.doors.includes("page") ? () => urlOf(config.http) : undefined);
  const storage = openStorage(config, {
    consoleUrl: consoleUrl ?? (() => undefined),
    now,
    newId,
    onFault,
  });
  const { keys, store, vault, credentials } = storage;
  const openedStore = async () => {
    const opened = await store.get();
    recovery.begin();
    return opened;
  };
  const policy = await openPolicy(termsOf(config), now);
  const listeners = new Set<(ticket: Ticket) => void>();
  const shared = {
    vault,
    store: openedStore,
    digestKey: async () => (await keys.get()).state,
    policy: policy.current,
    now,
    newId,
    onTicket: (ticket: Ticket) => listeners.forEach((listen) => listen(ticket)),
    onFault,
    patienceMs,
    stopping: options.stopping,
    leaseMs,
  };
  const branches = openBranches(config, { shared, credentials, consoleUrl, observe: observe?.upstream });
  const joined = joinGates(...branches);
  const gate = observe === undefined ? joined : observedGate(joined, observe.calls);
  // Tickets whose process died are seen through beside whatever made the store open, and others once they show.
  const recover = async () => void (await Promise.all([gate.recover(), vault.wipe()]));
  const round = observe?.round ?? ((_name: string, act: () => Promise<void>) => act());
  const recovery = repeated(leaseMs, () => round("recovery", recover), onFault);
  return {
    gate,
    store: store.get,
    start: async () => void (await openedStore()),
    keys: keys.get,
    ownApiKey: (name) => branchOf(name, branches).upstream.apiKey(),
    takeIn: (path) => vault.takeIn(path),
    onTicket(listen) {
      listeners.add(listen);
      return () => void listeners.delete(listen);
    },
    account: accountWords(config).en,
    accounts: branches.map(toHouseAccount),
    warnings: warningsOf(policy.current()),
    policy,
    async close() {
      recovery.end();
      policy.close();
      // What was begun is seen to its end, unless that takes longer than anybody waits for a process to stop.
      await Promise.race([gate.settled(), pause(closeWithinMs, undefined, { ref: false })]);
      await Promise.all(branches.map(({ upstream }) => upstream.close()));
      await (await store.made())?.close();
    },
  };
}

/** Hex: what begins with a dash, a command line takes for an option. */
function newId(): string {
  return randomBytes(16).toString("hex");
}

function branchOf(
  name: string | undefined,
  branches: readonly [OpenBranch, ...(readonly OpenBranch[])],
): OpenBranch {
  const branch = name === undefined ? branches[0] : branches.find((one) => one.name === name);
  if (branch === undefined) throw new Error(`no account is called ${name}`);
  return branch;
}

function toHouseAccount({ name, account }: OpenedAccount): HouseAccount {
  const told = accountWords({ accounts: account === undefined ? [] : [account] });
  return { name, told, slackChannels: account?.slackChannels ?? [] };
}
