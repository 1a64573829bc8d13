import type { Operation, Text } from "../../tools/operation.ts";
import type { DoorKind } from "./doors.ts";
import { type DeniedCode, type Ending, steps } from "./outcome.ts";
import { explain } from "./policy/decision.ts";
import type { Preview } from "./preview.ts";
import { redacted } from "./redacted.ts";
import type { Request } from "./request.ts";
import { type Consented, type Refused, type Scales, weigh } from "./weigh.ts";

/** What would become of a call, as data to be shown; secrets are hidden, and nothing was done. */
export type Rehearsal = Rehearsed & (WouldRun | WouldWait | WouldBeRefused);

interface Rehearsed {
  readonly kind: "rehearsed";
  readonly operation: string;
  /** What the account is called that it is for, where there are several. */
  readonly account?: string;
  readonly input: Record<string, unknown>;
  /** What of the policy decides. */
  readonly rule: string;
}

/** A read runs at once. */
interface WouldRun {
  readonly would: "run";
}

/** A write asks the requester in the call itself, or waits for an answer elsewhere. */
interface WouldWait extends Preview {
  readonly would: "ask" | "wait";
  /** What it takes, and which rule says so. */
  readonly message: string;
  readonly question: { readonly message: string; readonly wanted: "yes" | "name" };
  /** Who would have to answer: the requester, or one of these principals. */
  readonly who: "requester" | readonly string[];
  /** Where they could answer, one place each. */
  readonly where: readonly Text[];
  readonly expires_in_seconds: number;
  readonly undo: {
    /** The operation that could reverse it; absent when none can. */
    readonly operation?: string;
    /** What that would not bring back, or why there is none. */
    readonly lost?: Text;
  };
}

/** Policy or guards say no. */
interface WouldBeRefused {
  readonly would: "be refused";
  readonly code: DeniedCode;
  readonly message: string;
  readonly next: string;
}

/**
 * Says what would become of a call, without a ticket, a line in the audit or a write on SSS; or the ending of one that
 * cannot be asked about, such as one with arguments that do not fit.
 *
 * @throws {@link SssError} when the target cannot be read, {@link StoreError} when the store cannot.
 */
export async function rehearse(request: Request, scales: Scales): Promise<Rehearsal | Ending> {
  const standing = await weigh(request, scales);
  switch (standing.kind) {
    case "free":
      return { ...rehearsed(request.operation, standing.call.input, standing.rule, scales), would: "run" };
    case "consent":
      return toWaiting(standing, scales);
    case "refused":
      return toRefused(request, standing, scales);
    case "done":
    case "denied":
    case "failed":
    case "unknown":
      return standing;
  }
}

function rehearsed(
  operation: Operation,
  input: Record<string, unknown>,
  rule: string,
  { accountName: account }: Scales,
): Rehearsed {
  return {
    kind: "rehearsed",
    operation: operation.name,
    ...(account === undefined ? {} : { account }),
    input: redacted(operation, input),
    rule,
  };
}

function toWaiting(
  { call: { operation, input }, decision, shown, question, isAskedHere }: Consented,
  scales: Scales,
): Rehearsal {
  const { by, approvers, lifeMs, notFromSlack, rule } = decision;
  const open = scales.doors.filter((kind) => kind !== "slack" || notFromSlack !== true);
  return {
    ...rehearsed(operation, input, rule, scales),
    would: isAskedHere ? "ask" : "wait",
    message: explain(decision),
    question: { message: question.message, wanted: question.wanted },
    who: by === "self" ? "requester" : approvers,
    where: isAskedHere ? [here] : open.map((kind) => places[kind]),
    expires_in_seconds: Math.floor(lifeMs / 1_000),
    ...shown,
    undo: undoOf(operation),
  };
}

function toRefused(
  { operation, input }: Request,
  { code, message, rule }: Refused,
  scales: Scales,
): Rehearsal {
  const fields = typeof input === "object" && input !== null ? { ...input } : {};
  return {
    ...rehearsed(operation, fields, rule, scales),
    would: "be refused",
    code,
    message,
    next: steps[code],
  };
}

function undoOf({ undo }: Operation): WouldWait["undo"] {
  const { operation = "none", lost } = undo ?? {};
  return {
    ...(operation === "none" ? {} : { operation }),
    ...(lost === undefined ? {} : { lost }),
  };
}

const here: Text = { en: "in the call itself", ja: "この操作の中で" };

/** Where a ticket waits, in words. */
export const places: Readonly<Record<DoorKind, Text>> = {
  terminal: { en: "on the server's terminal", ja: "サーバーのターミナル" },
  page: { en: "on the console", ja: "コンソール" },
  slack: { en: "in Slack", ja: "Slack" },
};
