import { SssError } from "./errors.ts";
import type { SssErrorCode, SssErrorDetail } from "./errors.ts";
import { scrub, scrubError } from "./scrub.ts";

/** What a failure has to know of the call it ended. */
export interface Call {
  /** The operation's name: the first word of every message. */
  readonly name: string;
  readonly write: boolean;
  /** Values no message may hold. Grows as tokens are used. */
  readonly secrets: Set<string>;
}

/** What is known of a failure, before it is made fit to show. */
export interface FailureDetail extends Omit<SssErrorDetail, "mayHaveHappened"> {
  /** Whether the request may have reached SSS and was not certainly refused. */
  readonly open?: boolean;
}

/** Characters of SSS's own words that are kept. */
const longestWords = 200;

/** The error that says how a call failed, scrubbed of the call's secrets. */
export function failure(
  call: Call,
  code: SssErrorCode,
  reason: string,
  { open = false, cause, errorCode, sssMessage, ...detail }: FailureDetail = {},
): SssError {
  return new SssError(code, scrub(`${call.name} failed: ${reason}`, call.secrets), {
    ...detail,
    errorCode: errorCode && scrub(errorCode, call.secrets, longestWords),
    sssMessage: sssMessage && scrub(sssMessage, call.secrets, longestWords),
    cause: cause === undefined || cause instanceof SssError ? cause : scrubError(cause, call.secrets),
    mayHaveHappened: call.write && open,
  });
}

/** The error of a call whose signal ended it: by the caller's wish or because its time was up. */
export function abortion(call: Call, signal: AbortSignal, open: boolean, status?: number): SssError {
  const reason: unknown = signal.reason;
  return reason instanceof Error && reason.name === "TimeoutError"
    ? failure(call, "timeout", "its time was up", { open, status })
    : failure(call, "aborted", open ? "it was called off after it was sent" : "it was called off", {
        open,
        status,
      });
}
