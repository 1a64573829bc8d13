import type { FaultList } from "../faults.ts";
import { toRateLimit } from "./call.ts";
import type { ApiAnswer } from "./call.ts";

/** What comes of a call: an answer, a connection that is reset, or nothing at all. */
export type Outcome = ApiAnswer | "cut" | "hang";

/** Makes a call, with the fault that strikes it on the way. */
export function outcomeOf(faults: FaultList, method: string, run: () => ApiAnswer): Outcome {
  const strike = faults.strike(method);
  if (strike === undefined) return run();
  if (strike.kind === "rate limit") return toRateLimit(strike.retryAfter);
  if (strike.kind === "hang") return "hang";
  const { when, cut, error, status = 502 } = strike;
  if (when === "after") run();
  if (cut === true) return "cut";
  return {
    status: error === undefined ? status : 200,
    headers: {},
    body: { ok: false, error: error ?? "fatal_error" },
  };
}
