import { Refusal } from "./errors.ts";
import type { Transaction } from "./model.ts";
import type { World } from "./world.ts";

/** Lets what is due happen: transactions end, approval requests pass their deadline, tokens die. */
export function settle(world: World): void {
  const now = world.now();
  for (const transaction of world.transactions.values()) {
    if (transaction.outcome.kind === "running" && transaction.dueAt <= now) {
      finish(transaction);
    }
  }
  for (const approval of world.approvals.values()) {
    if (approval.status === "registered" && approval.deadline < now) {
      approval.status = "expired";
      approval.statusUpdatedAt = approval.deadline;
    }
  }
  for (const token of world.tokens.values()) {
    if (token.expiresAt <= now) {
      world.tokens.delete(token.id);
    }
  }
}

function finish(transaction: Transaction): void {
  try {
    transaction.outcome = { kind: "done", ...transaction.finish() };
  } catch (error) {
    // Before anything else, so that it is not tried again with every request.
    transaction.outcome = { kind: "failed" };
    if (!(error instanceof Refusal)) {
      throw error;
    }
  }
}

/** Puts off a call until `transactionMs` has passed, and gives the transaction to ask about. */
export function begin(world: World, contractId: string, act: Transaction["finish"]): Transaction {
  const transaction: Transaction = {
    id: world.ids.uuid(4),
    contractId,
    dueAt: world.now() + world.transactionMs,
    finish: act,
    outcome: { kind: "running" },
  };
  world.transactions.set(transaction.id, transaction);
  return transaction;
}
