import { type Operation, type Text, rotationOf } from "../../tools/operation.ts";
import { SssError, type SssErrorCode, nextSteps } from "../sss/errors.ts";
import { StoreError } from "../store/store-error.ts";
import type { Decision } from "./policy/decision.ts";
import type { Ticket } from "./ticket.ts";

/** Why the gate refused a call that SSS was never asked about. */
export type DeniedCode =
  | Extract<Decision, { readonly kind: "deny" }>["code"]
  | "cannot_ask"
  | "no_door"
  | "guarded"
  | "secret_argument"
  | "not_confirmed"
  | "wrong_name"
  | "not_yours"
  | "own_request"
  | "not_an_approver"
  | "policy_changed"
  | "ticket_unknown"
  | "ticket_used"
  | "ticket_denied"
  | "ticket_cancelled"
  | "ticket_expired"
  | "ticket_mismatch"
  | "not_undoable"
  | "already_undone";

/** Why a call that was allowed did not succeed. */
export type FailureCode =
  | SssErrorCode
  | "target_moved"
  | "partly_done"
  | "state_unwritable"
  | "store_unusable"
  | "internal";

interface Problem<Code> {
  readonly operation: string;
  readonly code: Code;
  /** What went wrong, of what; holds no secret. */
  readonly message: string;
  /** What to do about it. */
  readonly next: string;
  /**
   * Facts for the reader, as JSON. Other people's words among them, cleaned and capped: message and next hold none, for
   * models follow what they read there.
   */
  readonly data?: Readonly<Record<string, unknown>>;
  /** The HTTP status upstream answered with, as far as it did. */
  readonly status?: number;
}

/**
 * How a call ended: expected endings are values, and faces only render them.
 *
 * - `done`: SSS did it; `answer` is its whole answer, secrets sealed.
 * - `denied`: refused here; nothing reached SSS.
 * - `failed`: not done; of a workflow maybe done in part (`partly_done`), and `data` tells each step.
 * - `unknown`: a write whose answer was lost; it may have taken effect.
 */
export type Ending =
  | { readonly kind: "done"; readonly operation: string; readonly answer: Record<string, unknown> }
  | Denied
  | Failed
  | Unknown;

/** A call that waits: for another door's answer, or for the end of what it began. */
export interface Pending {
  readonly kind: "pending";
  readonly operation: string;
  readonly ticket: Ticket;
  /** What it waits for, and what a person can do about it. */
  readonly message: string;
  /** What to do to answer it, one way each; none where nobody has to. */
  readonly where: readonly Text[];
  /** Where a person answers it in a browser. */
  readonly link?: string;
}

/** An ending; or `asking`, when the person in front of the client has to answer first; or `pending`. */
export type Outcome =
  | Ending
  | Pending
  | { readonly kind: "asking"; readonly operation: string; readonly ticket: Ticket };

/** A call that was refused here. */
export type Denied = { readonly kind: "denied" } & Problem<DeniedCode>;
type Failed = { readonly kind: "failed" } & Problem<FailureCode>;
type Unknown = { readonly kind: "unknown" } & Problem<FailureCode>;

const askAnew = "Call the operation again to be asked anew.";

/** What to do next, in one sentence, for every code an ending can carry. */
export const steps: Readonly<Record<DeniedCode | FailureCode, string>> = {
  ...nextSteps,
  read_only: "Whoever runs this server can unset SSS_OPS_READ_ONLY.",
  operation_denied: "Whoever runs this server can allow it in SSS_OPS_DENY or the policy file.",
  not_from_slack: "Answer or run it elsewhere: the policy file keeps it out of Slack.",
  frozen: "Wait for the end of the freeze, or have whoever runs this server change the policy file.",
  too_many_destroys: "Wait, or have an approver named in the policy file, who can let it through.",
  too_many_calls: "Wait, or have an approver named in the policy file, who can let it through.",
  no_approver: "Have whoever runs this server name an approver in the policy file.",
  cannot_ask:
    "Connect a client that supports MCP form elicitation, have a person run it with `sss-ops call`, connect Slack, or set SSS_OPS_DOORS=terminal.",
  no_door:
    "Have whoever runs this server connect Slack or set SSS_OPS_DOORS=terminal, so that an approver can answer.",
  guarded: "This cannot be switched off. If it has to be done, do it in the portal.",
  secret_argument:
    "Leave it out: where SSS needs one, it makes a random one. To choose one, a person enters it in the console's form, or runs `sss-ops call` on a terminal.",
  not_confirmed: "Do not repeat it unless the person asks for it; a new call asks anew.",
  wrong_name: "A new call asks anew; the person has to type the name exactly as it is shown.",
  not_yours: "Only the requester or an approver can answer it.",
  own_request: "A second person has to answer it.",
  not_an_approver: "Have an approver of the policy file answer it.",
  policy_changed: askAnew,
  ticket_unknown: askAnew,
  ticket_used: "Read the target to see what was done; a new call asks anew.",
  ticket_denied: "It was denied. Do not repeat it unless the person asks for it.",
  ticket_cancelled: askAnew,
  ticket_expired: askAnew,
  ticket_mismatch: "Call the operation again with the arguments that are meant, to be asked anew.",
  not_undoable: "Look at the target; what is needed may be done with other operations.",
  already_undone: "Look at the target and at that ticket; do not repeat it.",
  target_moved: "Look at what changed; a new call asks anew.",
  partly_done: "See which steps were done; a new call plans what is left.",
  state_unwritable: "Make the directory writable or set SSS_OPS_STATE_DIR; nothing was sent.",
  store_unusable: "Mend the store as the message says; without it no write is run.",
  internal: "Report it to whoever runs this server.",
};

/** A refusal with the step that leads on from it. */
export function denied({ name }: Operation, code: DeniedCode, message: string): Denied {
  return { kind: "denied", operation: name, code, message, next: steps[code] };
}

/** A call that was not done, with what to do about it: in general, unless something better is known. */
export function failed(
  { name }: Operation,
  code: FailureCode,
  message: string,
  more: Partial<Pick<Failed, "next" | "data">> = {},
): Failed {
  return { kind: "failed", operation: name, code, message, next: steps[code], ...more };
}

const nextAfterLoss =
  "It may have taken effect. Read the target before doing anything else; do not simply repeat it.";
/** A reissue kills the old pair at once and shows the new one once: in the answer that was lost. */
const nextAfterLostKeyPair =
  "The old key pair may be dead and the new one lost. Try a read; if it is refused, reissue the pair in the portal.";

/** A write of which nobody knows whether it took effect. */
export function unknown(operation: Operation, code: FailureCode, message: string): Unknown {
  const next = rotationOf(operation) === undefined ? nextAfterLoss : nextAfterLostKeyPair;
  return { kind: "unknown", operation: operation.name, code, message, next };
}

/** A thrown error as the ending it stands for; a lost answer to a write is `unknown`, never `failed`. */
export function endingOf(operation: Operation, error: unknown): Failed | Unknown {
  if (error instanceof StoreError) return failed(operation, "store_unusable", error.message);
  if (!(error instanceof SssError)) {
    return failed(operation, "internal", `${operation.name} failed inside this server.`);
  }
  const { code, mayHaveHappened, status } = error;
  const message = sentence(error.message);
  const ending =
    operation.effect !== "read" && mayHaveHappened
      ? unknown(operation, code, message)
      : failed(operation, code, message);
  return { ...ending, ...(status === undefined ? {} : { status }), ...dataOf(error) };
}

/** Another sentence follows it wherever it is told. */
function sentence(text: string): string {
  return /[.!?。]$/u.test(text) ? text : `${text}.`;
}

/** What SSS said itself, and what a search found. */
function dataOf({ sssMessage, errorCode, candidates }: SssError): Pick<Failed, "data"> {
  const data = { sss_message: sssMessage, sss_error_code: errorCode, candidates };
  const known = Object.entries(data).filter(([, value]) => value !== undefined && value !== "");
  return known.length === 0 ? {} : { data: Object.fromEntries(known) };
}

/** What to tell of an error that belongs to no operation, in one line that is safe to show. */
export function toldOf(error: unknown): string {
  return error instanceof StoreError
    ? `failed (store_unusable): ${error.message} ${steps.store_unusable}`
    : `failed (internal): something failed inside this server. ${steps.internal}`;
}
