/** Every way a call to SSS can fail. */
export type SssErrorCode =
  | "invalid_request"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "method_not_allowed"
  | "conflict"
  | "rate_limited"
  | "upstream_error"
  | "unreachable"
  | "timeout"
  | "connection_lost"
  | "answer_too_large"
  | "invalid_answer"
  | "aborted"
  | "ambiguous"
  | "not_stored";

/** What to do next, for each code, in one sentence. */
export const nextSteps: Readonly<Record<SssErrorCode, string>> = {
  invalid_request: "Correct the input and call again.",
  unauthenticated: "Check the API key and secret; a reissued pair replaces the old one at once.",
  forbidden: "Ask the contract owner for the IAM role or user type this needs; new users cannot use the API.",
  not_found: "List the resource and call again with an id it shows.",
  method_not_allowed: "Check the API version and region; this one does not offer the operation.",
  conflict: "Read the present state, then decide again.",
  rate_limited: "Wait for the time the error names, then call again.",
  upstream_error: "Try again later; if a write may have happened, read before repeating it.",
  unreachable: "Check the address and the network; nothing was sent.",
  timeout: "If it was a write, read before repeating it; otherwise call again.",
  connection_lost: "If it was a write, read before repeating it; otherwise call again.",
  answer_too_large: "Narrow the call, or raise the limit for answers.",
  invalid_answer: "Check that the address is SSS's own; if it was a write, read before repeating it.",
  aborted: "Call again if it is still wanted; if a write may have happened, read before repeating it.",
  ambiguous: "Call again with the id of one of the candidates.",
  not_stored: "Keep this process running, mend the store, then reissue the API key pair again.",
};

/** One of several rows a search matched: its id and names. */
export type Candidate = Readonly<Record<string, string>>;

/** What is known of a failure beside its code and message. */
export interface SssErrorDetail {
  readonly status?: number | undefined;
  readonly errorCode?: string | undefined;
  readonly sssMessage?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly candidates?: readonly Candidate[] | undefined;
  readonly mayHaveHappened?: boolean | undefined;
  readonly cause?: unknown;
}

/** A call to SSS that failed. Its message and cause hold no token, API secret or password. */
export class SssError extends Error {
  override readonly name = "SssError";
  readonly code: SssErrorCode;
  /** The HTTP status of the answer, as far as there was one. */
  readonly status: number | undefined;
  /** SSS's own `error_code`, such as `RequiredOperationAuthInsufficient:tenant:user`. */
  readonly errorCode: string | undefined;
  /** SSS's own words, on one line of at most 200 characters: they may quote other people's, so the message has none. */
  readonly sssMessage: string | undefined;
  /** Milliseconds upstream asks to wait. */
  readonly retryAfterMs: number | undefined;
  /** The rows a search matched, at most ten, when it matched several. */
  readonly candidates: readonly Candidate[] | undefined;
  /** Whether a write may have taken effect all the same. Always false for a read. */
  readonly mayHaveHappened: boolean;

  constructor(code: SssErrorCode, message: string, detail: SssErrorDetail = {}) {
    super(message, detail.cause === undefined ? {} : { cause: detail.cause });
    this.code = code;
    this.status = detail.status;
    this.errorCode = detail.errorCode;
    this.sssMessage = detail.sssMessage;
    this.retryAfterMs = detail.retryAfterMs;
    this.candidates = detail.candidates;
    this.mayHaveHappened = detail.mayHaveHappened ?? false;
  }
}
