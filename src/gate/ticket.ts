import { createHmac } from "node:crypto";
import type { Operation } from "../../tools/operation.ts";
import type { TicketRecord } from "../store/records.ts";
import type { Actor } from "./actor.ts";
import { canonicalJson } from "../store/canonical.ts";
import type { Wanted } from "./policy/decision.ts";

/** One exact call by one principal. */
export interface Call {
  readonly operation: Operation;
  readonly input: Record<string, unknown>;
  readonly actor: Actor;
  /** The ticket that it undoes. */
  readonly undoes?: string;
}

/** What the person reads and has to give. */
export interface Question {
  readonly message: string;
  readonly wanted: Wanted;
  /** The name to be typed, when a name is wanted. */
  readonly name: string;
}

/** A question about one exact call, answered at most once. */
export interface Ticket extends TicketRecord {
  readonly question: Question;
}

/**
 * HMAC-SHA-256 over principal, operation, arguments, the ticket that is undone and, where there are several, the account:
 * the call a ticket is for. Keyed, as it stands in the audit, and a plain digest would let whoever reads that guess at a
 * password among the arguments.
 */
export function callDigestOf(
  { operation, input, actor, undoes }: Call,
  key: Uint8Array,
  account?: string,
): string {
  const { principal } = actor;
  const call = canonicalJson({ principal, operation: operation.name, input, undoes, account });
  return createHmac("sha256", key).update(call).digest("hex");
}
