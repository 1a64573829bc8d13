import { type Operation, type Text, isEndpoint } from "../../../tools/operation.ts";
import { SssError } from "../../sss/errors.ts";
import type { Actor } from "../actor.ts";
import type { Changed } from "../difference.ts";
import { mentions } from "../facts.ts";
import { type Ledger, isOfAccount } from "../ledger.ts";
import { operationOf } from "../operation-of.ts";
import type { GateOptions } from "../options.ts";
import { type Denied, denied } from "../outcome.ts";
import { isSameHuman } from "../policy/people.ts";
import { readTarget } from "../preview.ts";
import { refused } from "../refusal.ts";
import type { Read } from "../send.ts";
import type { Ticket } from "../ticket.ts";
import { isBack, movedSince } from "./moved.ts";
import { type Kept, type Reversal, reversalOf } from "./reversal.ts";

/** A call that would undo a ticket: it is put to the gate as any other and runs with the consent that it takes. */
export interface Undoing {
  readonly kind: "undoing";
  readonly operation: Operation;
  readonly input: Record<string, unknown>;
  /** The ticket it undoes. */
  readonly undoes: string;
  /** What it does not bring back. */
  readonly lost: readonly Text[];
  /** Whether the target reads otherwise than the ticket left it, so that somebody's later change would go too. */
  readonly moved: boolean;
  /** Where it does: as the ticket left it, and as it is now. */
  readonly differences: readonly Changed[];
}

/** What an undo is planned with: nothing of it can change anything. */
interface Planning extends Pick<GateOptions, "policy" | "account"> {
  readonly read: Read;
  readonly list: Ledger["list"];
}

/**
 * Plans the call that undoes a ticket, or says why there is none.
 *
 * @throws {@link SssError} when the target cannot be read, {@link StoreError} when the store cannot.
 */
export async function planUndo(ticket: Ticket, actor: Actor, planning: Planning): Promise<Undoing | Denied> {
  const operation = operationOf(ticket);
  const bar = barTo(ticket, actor, planning);
  if (bar !== undefined) return bar;
  const kept = keptOf(ticket);
  const reversal = reversalOf(operation, kept);
  if ("lack" in reversal) return denied(operation, "not_undoable", reversal.lack);
  const earlier = await undoOf(ticket, reversal, planning);
  if (earlier !== undefined) return alreadyUndone(operation, earlier);
  const now = await targetOf(reversal, planning);
  if (now === undefined) return gone(operation);
  if (isBack(reversal, now) || wasSo(operation, kept)) return nothingToUndo(operation);
  const differences = movedSince(operation, kept, now);
  return { kind: "undoing", ...reversal, undoes: ticket.id, moved: differences.length > 0, differences };
}

function barTo(ticket: Ticket, actor: Actor, { policy, account }: Planning): Denied | undefined {
  const operation = operationOf(ticket);
  if (!isSameHuman(ticket.requester, actor, policy)) return refused(operation, "not_yours");
  if (!isOfAccount(ticket, account)) return refused(operation, "policy_changed");
  if (ticket.state === "done") return undefined;
  return denied(
    operation,
    "not_undoable",
    `Only what is done can be undone, and this ticket is ${ticket.state}.`,
  );
}

function keptOf({ input, before, impact, outcome }: Ticket): Kept {
  const answer = outcome?.["answer"];
  return {
    input,
    before,
    impact,
    answer: typeof answer === "object" && answer !== null ? { ...answer } : {},
  };
}

/** An undo of the ticket that is under way or has taken place. One that still waits for its answer is asked about again. */
async function undoOf(
  { id }: Ticket,
  { operation }: Reversal,
  { list }: Planning,
): Promise<Ticket | undefined> {
  const states = ["approved", "running", "done"] as const;
  const tickets = await list({ operation: operation.name, states });
  return tickets.find(({ undoes }) => undoes === id);
}

function alreadyUndone(operation: Operation, { id, state }: Ticket): Denied {
  const how = state === "done" ? "was undone" : "is being undone";
  return denied(operation, "already_undone", `This ticket ${how} already, by ticket ${id}.`);
}

function gone(operation: Operation): Denied {
  const message = `${operation.name} cannot be undone: what it was done to is gone.`;
  return denied(operation, "not_undoable", message);
}

function nothingToUndo(operation: Operation): Denied {
  const message = `There is nothing to undo: all is as it was before ${operation.name}.`;
  return denied(operation, "already_undone", message);
}

/** How the target of the undo is now; undefined when it is gone. */
async function targetOf(
  { operation, input }: Reversal,
  { read }: Planning,
): Promise<Record<string, unknown> | undefined> {
  try {
    return await readTarget(operation, input, read);
  } catch (error) {
    if (error instanceof SssError && error.code === "not_found") return undefined;
    throw error;
  }
}

/** Whether what a call brought together was together before, so that undoing it would take away more than it gave. */
function wasSo(operation: Operation, { input, before }: Kept): boolean {
  if (!isEndpoint(operation) || operation.effect === "delete") return false;
  const joined = Object.keys(input).filter((field) => operation.route.includes(`{${field}}`));
  return joined.length > 1 && joined.every((field) => mentions(before, String(input[field])));
}
