import { type Operation, type Text, rotationOf } from "../../../tools/operation.ts";
import type { DeniedCode, Ending, FailureCode } from "../outcome.ts";
import type { Ticket } from "../ticket.ts";
import { failureMeanings } from "./failure-meanings.ts";
import { refusalMeanings } from "./refusal-meanings.ts";

/** What a code means to a person, and what they can do about it; a sentence each. */
export interface Meaning {
  readonly what: Text;
  readonly next: Text;
}

/** What each code means that an ending can carry. */
export const meanings: Readonly<Record<DeniedCode | FailureCode, Meaning>> = {
  ...refusalMeanings,
  ...failureMeanings,
};

/** What a code means as it stands in a record; undefined for one that is not known (any more). */
export function meaningOf(code: unknown): Meaning | undefined {
  return typeof code === "string" && Object.hasOwn(meanings, code)
    ? meanings[code as DeniedCode | FailureCode]
    : undefined;
}

/**
 * How the call of a ticket ended, as it stands on record; undefined for one that has not ended, or with a code that is not
 * known (any more).
 */
export function endingOf({ operation, outcome }: Ticket): Ending | undefined {
  const isKnown = outcome?.["kind"] === "done" || meaningOf(outcome?.["code"]) !== undefined;
  // The gate puts endings on record itself, without the name that the ticket has already.
  return isKnown ? ({ ...outcome, operation } as unknown as Ending) : undefined;
}

/** What an ending means that is not `done`: of a lost change always that it may have taken effect. */
export function meaningFor(
  { kind, code }: Exclude<Ending, { readonly kind: "done" }>,
  operation: Operation,
): Meaning {
  const { what, next } = meanings[code];
  if (kind !== "unknown") return { what, next };
  return { what, next: rotationOf(operation) === undefined ? afterLoss : afterLostKeyPair };
}

const afterLoss = {
  en: "It may have taken effect. Look at the target before you do anything else; do not simply repeat it.",
  ja: "実行された可能性があります。まず対象の状態を確認してください。確認せずに再実行しないでください。",
};

const afterLostKeyPair = {
  en: "The old key pair may be dead and the new one lost. Try a read; if it is refused, reissue the pair in the portal.",
  ja: "古いAPIキーが無効になり、新しいAPIキーが失われた可能性があります。参照の操作を試し、拒否される場合はポータルで再発行してください。",
};
