import { createHmac } from "node:crypto";
import type { SignatureOverrides } from "./envelope.ts";

/** The headers by which an app knows that a request is Slack's: HMAC-SHA256 over time and raw body. */
export function signatureOf(
  signingSecret: string,
  body: string,
  overrides: SignatureOverrides = {},
): Record<string, string> {
  const { secret = signingSecret, timestamp = Math.floor(Date.now() / 1000) } = overrides;
  const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    "x-slack-request-timestamp": String(timestamp),
    "x-slack-signature": overrides.signature ?? `v0=${digest}`,
  };
}
