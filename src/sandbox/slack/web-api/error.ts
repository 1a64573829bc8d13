/** A call that Slack refuses, with Slack's word for it. */
export class ApiError extends Error {
  readonly code: string;
  /** What else stands in the answer. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, details: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.name = "ApiError";
    this.code = code;
    this.details = details;
  }
}

/** The refusal of arguments, with a line for each that is wrong. */
export function withMessages(code: string, messages: readonly string[]): ApiError {
  return new ApiError(code, { response_metadata: { messages } });
}
