import { setTimeout as pause } from "node:timers/promises";
import { endpointNamed } from "../../tools/index.ts";
import { SssError } from "../sss/errors.ts";
import { placeholders } from "./placeholders.ts";
import { oneLine } from "./plain.ts";
import { partSecrets } from "./seal.ts";
import type { Send } from "./send.ts";

/** The word that says a transaction is under way: the only one upstream's pages show. */
const underWay = "inprogress";
const firstPauseMs = 500;
const longestPauseMs = 30_000;

/** How a transaction ended, in upstream's word, with the rest of its answer, secrets left out. */
export interface TransactionEnd {
  readonly status: string;
  readonly answer: Record<string, unknown>;
}

/**
 * Asks for a transaction until it is not under way any more, at growing intervals. A question that fails is asked again:
 * the transaction goes on whether it is looked at or not.
 *
 * @throws {@link SssError} `not_found` when upstream does not know it (any more).
 */
export async function followTransaction(transactionId: string, send: Send): Promise<TransactionEnd> {
  const reading = endpointNamed("get_transaction");
  if (reading === undefined) throw new Error("the catalog has no get_transaction");
  for (let waitMs = firstPauseMs; ; waitMs = Math.min(waitMs * 2, longestPauseMs)) {
    try {
      const read = await send(reading, { transaction_id: transactionId }, {});
      const answer = partSecrets(reading, read).show(placeholders.hidden.en);
      const status = oneLine(answer["status"]);
      if (status !== underWay) return { status, answer };
    } catch (error) {
      if (!(error instanceof SssError) || error.code === "not_found") throw error;
    }
    await pause(waitMs, undefined, { ref: false });
  }
}
