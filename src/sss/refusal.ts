import { STATUS_CODES } from "node:http";
import { parseErrorBody } from "./error-body.ts";
import type { SssErrorCode, SssError } from "./errors.ts";
import type { HttpAnswer } from "./answer-reader.ts";
import { failure } from "./failure.ts";
import type { Call } from "./failure.ts";

/** The code a status stands for. A redirect is none that is followed, so it is no answer. */
export function codeOfStatus(status: number): SssErrorCode {
  if (status < 400) return "invalid_answer";
  if (status >= 500) return "upstream_error";
  return codes.get(status) ?? "invalid_request";
}

const codes: ReadonlyMap<number, SssErrorCode> = new Map([
  [401, "unauthenticated"],
  [403, "forbidden"],
  [404, "not_found"],
  [405, "method_not_allowed"],
  [409, "conflict"],
  [410, "not_found"],
  [429, "rate_limited"],
]);

/** The error an answer other than 2xx stands for: `meaning` says it in plain words, upstream's own stand apart. */
export function refusal(call: Call, code: SssErrorCode, meaning: string, answer: HttpAnswer): SssError {
  const { title, message, errorCode } = parseErrorBody(answer.body);
  const status = `${answer.status} ${STATUS_CODES[answer.status] ?? ""}`.trim();
  return failure(call, code, `${meaning} (${status})`, {
    status: answer.status,
    errorCode,
    sssMessage: message ?? title,
    retryAfterMs: toRetryAfterMs(answer),
    open: isOpen(answer.status),
  });
}

/** 4xx, and 503 by its meaning, refuse before anything is done; after any other status nobody knows. */
function isOpen(status: number): boolean {
  return status < 400 || (status >= 500 && status !== 503);
}

/** Milliseconds of a `Retry-After`: seconds, or a date, which is read against the answer's own clock. */
function toRetryAfterMs({ status, headers }: HttpAnswer): number | undefined {
  const wanted = headers["retry-after"];
  if (typeof wanted !== "string" || (status !== 429 && status !== 503)) return undefined;
  if (/^\d+$/.test(wanted)) return Number(wanted) * 1000;
  const ms = Date.parse(wanted) - Date.parse(String(headers["date"]));
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
