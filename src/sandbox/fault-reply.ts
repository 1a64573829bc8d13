import { Refusal } from "./errors.ts";
import type { FaultKind } from "./faults.ts";
import { maintenanceMessage } from "./guesses.ts";
import { toRefusalReply } from "./reply.ts";
import type { Reply } from "./reply.ts";

/** The answer of a fault that stands in front of the service, so that nothing is done; or undefined. */
export function toFaultReply(fault: FaultKind): Reply | undefined {
  switch (fault.kind) {
    case "status":
      return toRefusalReply(
        new Refusal(fault.status, messages[fault.status], { headers: retryAfter(fault.retryAfterSeconds) }),
      );
    case "gateway":
      return toRefusalReply(
        new Refusal(503, maintenanceMessage, {
          shape: "gateway",
          headers: retryAfter(fault.retryAfterSeconds),
        }),
      );
    case "iam-denial":
      return toRefusalReply(new Refusal(403, "User is not authorized to access this API", { shape: "iam" }));
    case "sss-error":
      return toRefusalReply(new Refusal(500, "Internal error", { shape: "legacy" }));
    case "latency":
    case "cut-before":
    case "cut-after":
    case "half-body":
    case "not-json":
    case "huge-body":
    case "hang":
      return undefined;
  }
}

const messages = {
  401: "Invalid token.",
  403: "Not permitted for this user.",
  409: "Designated resource conflicted with existing resource.",
  429: "Too many requests.",
  500: "Internal server error.",
} as const;

function retryAfter(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { "Retry-After": String(seconds) };
}
