import type { Store } from "../store/port.ts";
import type { Vault } from "../store/vault.ts";
import type { Door } from "./doors.ts";
import type { Policy } from "./policy.ts";
import type { Send } from "./send.ts";
import type { Ticket } from "./ticket.ts";

/** What the gate works with; time and randomness come from outside. */
export interface GateSetup extends Omit<GateOptions, "policy"> {
  /** The policy in force, which is asked for anew with each call. */
  readonly policy: () => Policy;
}

/** What one call is decided with. */
export interface GateOptions {
  readonly send: Send;
  readonly vault: Vault;
  /** Opened with the first write: reads need no store. */
  readonly store: () => Promise<Store>;
  /** At least 32 bytes, the same for all replicas: ties tickets to their calls. */
  readonly digestKey: () => Promise<Uint8Array>;
  /** The same from the beginning of the call to its end, whatever is put in force meanwhile. */
  readonly policy: Policy;
  /** Which account this is: a ticket of another one is not run on it. */
  readonly account: string;
  /** What people call it, where there are several: whoever consents is told which it is. */
  readonly accountName?: string;
  /** What names its key pair, where another account has the same one: it is reissued for one of them at a time. */
  readonly pair?: string;
  readonly doors: readonly Door[];
  /** The API key the server runs on, which the guards protect. */
  readonly ownApiKey: () => Promise<string>;
  /** Those that it runs on beside that, for other accounts: their users are protected as well. */
  readonly otherApiKeys?: () => Promise<readonly string[]>;
  readonly now: () => number;
  readonly newId: () => string;
  /** Told of what no outcome explains: a fault of this program. */
  readonly onFault: (error: unknown) => void;
  /** Told of every ticket that was opened or moved here: whoever shows tickets looks at them anew. */
  readonly onTicket: (ticket: Ticket) => void;
  /** How long a call waits for the end of what it began before it answers `pending`, in milliseconds. */
  readonly patienceMs: number;
  /** Aborted when the process is told to stop: then such a call waits for a few seconds at most. */
  readonly stopping?: AbortSignal | undefined;
  /** How long a process counts as alive without a sign of life, in milliseconds. */
  readonly leaseMs: number;
}
