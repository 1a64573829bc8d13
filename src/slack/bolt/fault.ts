import { webApi } from "@slack/bolt";
import { SlackFault } from "../surface.ts";

/** Slack's own words for an end in the middle of things, where some of it may have been done. */
const lostWords = new Set(["fatal_error", "internal_error"]);
const unreachedWords = new Set(["ratelimited", "service_unavailable"]);

/** What keeps a connection from coming about, so that nothing can have been sent. */
const unreachedCodes = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "EPROTO",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** What an error of a call to Slack means. Nothing but Slack's own code or the system's is taken over from it. */
export function toFault(method: string, error: unknown): SlackFault {
  if (error instanceof SlackFault) return new SlackFault(error.kind, method, error.reason);
  if (error instanceof webApi.WebAPIPlatformError) return refusal(method, error.data.error);
  if (error instanceof webApi.WebAPIHTTPError) return statusFault(method, error.statusCode);
  if (error instanceof webApi.WebAPIRequestError) return toFault(method, error.original);
  return transportFault(method, error);
}

/** What an HTTP status other than success means. */
export function statusFault(method: string, status: number): SlackFault {
  return new SlackFault(status >= 500 ? "lost" : "refused", method, `http_${status}`);
}

/** What an error code in an answer of Slack's means; an answer that is not Slack's tells nothing. */
export function refusal(method: string, code: unknown): SlackFault {
  if (typeof code !== "string" || !/^[a-z0-9_]{1,64}$/.test(code)) {
    return new SlackFault("lost", method, "invalid_answer");
  }
  if (lostWords.has(code)) return new SlackFault("lost", method, code);
  return new SlackFault(unreachedWords.has(code) ? "unreached" : "refused", method, code);
}

function transportFault(method: string, error: unknown): SlackFault {
  const code = codeOf(error);
  if (code === undefined) return new SlackFault("lost", method, "connection_lost");
  return new SlackFault(unreachedCodes.has(code) ? "unreached" : "lost", method, code);
}

/** The system's code of an error or of what caused it. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return "code" in error && typeof error.code === "string" ? error.code : codeOf(error.cause);
}
