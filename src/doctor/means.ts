import type { Endpoint } from "../../tools/operation.ts";
import type { Account, Config, SlackConfig } from "../config/config.ts";
import type { Ending } from "../gate/outcome.ts";
import type { Policy } from "../gate/policy.ts";
import type { SlackLook } from "../slack/bolt/look.ts";
import type { Account as Standing } from "../sss/client.ts";
import type { Inspection } from "../store/inspect.ts";
import type { Store } from "../store/port.ts";
import type { Look } from "./probe.ts";

/** The program and what it runs on. */
export interface Machine {
  readonly environment: NodeJS.ProcessEnv;
  /** Where the program was started. */
  readonly directory: string;
  /** Without a `v`. */
  readonly nodeVersion: string;
  /** The release of Node that the package asks for, such as `>=20.19`. */
  readonly nodeWanted: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Who runs the program, as the gate knows them. */
  readonly principal: string;
  /** Why the configuration does not fit, a line each; empty where it does. */
  readonly configFaults: readonly string[];
  /** Aborted once nobody waits any more. */
  readonly signal: AbortSignal;
  /** How long a single question may take, in milliseconds. */
  readonly patienceMs: number;
}

/** A configuration that fits. */
export interface Configured extends Machine {
  readonly config: Config;
  /** The file of settings that was read. */
  readonly file?: string;
}

/** Somebody's user on SSS, as far as reads tell. */
export interface OwnUser {
  readonly userId: string;
  readonly contractId: string;
  readonly isOwner: boolean;
  readonly isSuperUser: boolean;
}

/** Reads, and gives how the read ended; the same question is asked once for all checks. */
export type Ask = (operation: Endpoint, input?: Readonly<Record<string, unknown>>) => Promise<Ending>;

/** One account of SSS, to be read from only. */
export interface AsAccount extends Configured {
  /** Absent: the built-in sandbox. */
  readonly account: Account | undefined;
  /** What Keystone answers to a bare GET. */
  readonly keystone: () => Promise<Look>;
  /** What the server of SSS answers to a bare GET. */
  readonly sss: () => Promise<Look>;
  /** Whose key pair it is and where its calls go; asks Keystone for a token. */
  readonly standing: () => Promise<Standing>;
  readonly ask: Ask;
  /** Undefined where reads do not tell. */
  readonly ownUser: () => Promise<OwnUser | undefined>;
}

/** The store, as it stands. */
export interface WithStore extends Configured {
  /** Undefined where none was made yet. */
  readonly inspection: () => Promise<Inspection | undefined>;
  /** Neither makes it nor migrates it. */
  readonly store: () => Promise<Store>;
}

/** A policy that fits. */
export interface WithPolicy extends Configured {
  readonly policy: Policy;
}

/** Slack, where it is set up. */
export interface WithSlack extends WithStore {
  readonly slack: SlackConfig;
  readonly look: SlackLook;
  /** Whose approvers have accounts there; absent where the policy does not fit. */
  readonly policy: Policy | undefined;
}

/** What checks work with, by name. */
export interface Means {
  readonly machine: Machine;
  readonly config: Configured;
  readonly account: AsAccount;
  readonly store: WithStore;
  readonly policy: WithPolicy;
  readonly slack: WithSlack;
}
