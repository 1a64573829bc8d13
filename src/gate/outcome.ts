import type { Operation } from "../../tools/operation.ts";
import { SssError, type SssErrorCode, nextSteps } from "../sss/errors.ts";
import { StateError } from "../store/state-error.ts";
import type { Ticket } from "./ticket.ts";

/** Why the gate refused a call that SSS was never asked about. */
export type DeniedCode =
  | "read_only"
  | "operation_denied"
  | "cannot_ask"
  | "secret_argument"
  | "not_confirmed"
  | "wrong_name"
  | "ticket_unknown"
  | "ticket_used"
  | "ticket_expired"
  | "ticket_mismatch";

/** Why a call that was allowed did not succeed. */
export type FailureCode = SssErrorCode | "state_unwritable" | "state_unreadable" | "internal";

interface Problem<Code> {
  readonly operation: string;
  readonly code: Code;
  /** What went wrong, of what; holds no secret. */
  readonly message: string;
  /** What to do about it. */
  readonly next: string;
}

/**
 * How a call ended: expected endings are values, and faces only render them.
 *
 * - `done`: SSS did it; `answer` is its whole answer, secrets sealed.
 * - `denied`: refused here; nothing reached SSS.
 * - `failed`: not done.
 * - `unknown`: a write whose answer was lost; it may have taken effect.
 */
export type Ending =
  | { readonly kind: "done"; readonly operation: string; readonly answer: Record<string, unknown> }
  | Denied
  | Failed
  | ({ readonly kind: "unknown" } & Problem<FailureCode>);

type Denied = { readonly kind: "denied" } & Problem<DeniedCode>;
type Failed = { readonly kind: "failed" } & Problem<FailureCode>;

/** An ending, or `pending`: a person has to answer the ticket's question first. */
export type Outcome =
  | Ending
  | { readonly kind: "pending"; readonly operation: string; readonly ticket: Ticket };

/** What to do next, in one sentence, for every code an ending can carry. */
export const steps: Readonly<Record<DeniedCode | FailureCode, string>> = {
  ...nextSteps,
  read_only: "Whoever runs this server can unset SSS_OPS_READ_ONLY.",
  operation_denied: "Whoever runs this server can take the operation out of SSS_OPS_DENY.",
  cannot_ask:
    "Connect a client that supports MCP form elicitation, or have a person run it with `sss-ops call` on a terminal.",
  secret_argument:
    "Leave it out: SSS then makes a random one. To choose one, a person runs `sss-ops call` on a terminal.",
  not_confirmed: "Do not repeat it unless the person asks for it; a new call asks anew.",
  wrong_name: "A new call asks anew; the person has to type the name exactly as it is shown.",
  ticket_unknown: "Call the operation again without requestState to be asked anew.",
  ticket_used: "Read the target to see what was done; a new call asks anew.",
  ticket_expired: "Call the operation again to be asked anew.",
  ticket_mismatch: "Call the operation again with the arguments that are meant, to be asked anew.",
  state_unwritable: "Make the directory writable or set SSS_OPS_STATE_DIR; nothing was sent.",
  state_unreadable: "Restore the file from a backup, or remove it if what it holds is no longer needed.",
  internal: "Report it to whoever runs this server.",
};

/** A refusal with the step that leads on from it. */
export function denied({ name }: Operation, code: DeniedCode, message: string): Denied {
  return { kind: "denied", operation: name, code, message, next: steps[code] };
}

/** A call that was not done, with what to do about it. */
export function failed({ name }: Operation, code: FailureCode, message: string): Failed {
  return { kind: "failed", operation: name, code, message, next: steps[code] };
}

const nextAfterLoss =
  "It may have taken effect. Read the target before doing anything else; do not simply repeat it.";
/** A reissue kills the old pair at once and shows the new one once: in the answer that was lost. */
const nextAfterLostKeyPair =
  "The old key pair may be dead and the new one lost. Try a read; if it is refused, reissue the pair in the portal.";

/** A thrown error as the ending it stands for; a lost answer to a write is `unknown`, never `failed`. */
export function endingOf(operation: Operation, error: unknown): Exclude<Ending, { readonly kind: "done" }> {
  if (error instanceof StateError) return failed(operation, "state_unreadable", error.message);
  if (!(error instanceof SssError)) {
    return failed(operation, "internal", `${operation.name} failed inside this server.`);
  }
  const { code, message } = error;
  if (operation.effect === "read" || !error.mayHaveHappened) return failed(operation, code, message);
  const next = operation.rotation === undefined ? nextAfterLoss : nextAfterLostKeyPair;
  return { kind: "unknown", operation: operation.name, code, message, next };
}
