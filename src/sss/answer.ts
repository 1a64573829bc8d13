import type { HttpAnswer } from "./answer-reader.ts";
import { failure } from "./failure.ts";
import type { Call } from "./failure.ts";

/** The JSON object an answer holds. */
export type Answer = Record<string, unknown>;

/**
 * The object in a 2xx answer's body; nothing in it is the empty object.
 *
 * @throws {@link SssError} `invalid_answer` when the body is anything else.
 */
export function parseAnswer(call: Call, { status, body }: HttpAnswer): Answer {
  if (body.trim() === "") return {};
  const parsed = toJson(body);
  if (isObject(parsed)) return parsed;
  const reason = parsed === undefined ? "the answer is not JSON" : "the answer is not a JSON object";
  // No cause: the parser's own message quotes the body.
  throw failure(call, "invalid_answer", reason, { status, open: true });
}

function toJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Answer {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
