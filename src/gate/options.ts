import type { Store } from "../store/port.ts";
import type { Vault } from "../store/vault.ts";
import type { Door } from "./doors.ts";
import type { Policy } from "./policy.ts";
import type { Send } from "./send.ts";
import type { Ticket } from "./ticket.ts";

/** What the gate works with; time and randomness come from outside. */
export interface GateOptions {
  readonly send: Send;
  readonly vault: Vault;
  /** Opened with the first write: reads need no store. */
  readonly store: () => Promise<Store>;
  /** At least 32 bytes, the same for all replicas: ties tickets to their calls. */
  readonly digestKey: () => Promise<Uint8Array>;
  readonly policy: Policy;
  /** Which account this is: a ticket of another one is not run on it. */
  readonly account: string;
  readonly doors: readonly Door[];
  /** The API key the server runs on, which the guards protect. */
  readonly ownApiKey: () => Promise<string>;
  readonly now: () => number;
  readonly newId: () => string;
  /** Told of what no outcome explains: a fault of this program. */
  readonly onFault: (error: unknown) => void;
  /** Told of every ticket that was opened or moved here: whoever shows tickets looks at them anew. */
  readonly onTicket: (ticket: Ticket) => void;
  /** How long a call waits for the end of what it began before it answers `pending`, in milliseconds. */
  readonly patienceMs: number;
  /** How long a process counts as alive without a sign of life, in milliseconds. */
  readonly leaseMs: number;
}
