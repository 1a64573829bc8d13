import type { Gate } from "../gate.ts";
import { isOfAccount } from "../ledger.ts";
import type { Ticket } from "../ticket.ts";

/** One of several accounts, with the gate over it alone. */
export interface Branch {
  /** What people call it. */
  readonly name: string;
  /** What names it in tickets. */
  readonly tag: string;
  readonly gate: Gate;
}

/** Whether a ticket is about the account of a branch. */
export function isOf(ticket: Ticket, { tag }: Branch): boolean {
  return isOfAccount(ticket, tag);
}
