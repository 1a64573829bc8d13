import type { EndpointName } from "../../../tools/index.ts";
import { getTransaction } from "../../../tools/transaction/get-transaction.ts";
import { forbidden } from "../errors.ts";
import { toTransactionResult, transactionStatus } from "../guesses.ts";
import { ok } from "../reply.ts";
import { found } from "../world.ts";
import { handle } from "./handler.ts";

export const transactionHandlers = {
  get_transaction: handle(getTransaction, ({ world, caller }, { transaction_id }) => {
    const transaction = found("Transaction", transaction_id, world.transactions.get(transaction_id));
    if (transaction.contractId !== caller.contractId) {
      throw forbidden();
    }
    const { outcome } = transaction;
    const result = outcome.kind === "done" ? toTransactionResult(outcome.contractId) : {};
    return ok({ status: transactionStatus[outcome.kind], ...result });
  }),
} satisfies Partial<Record<EndpointName, unknown>>;
