import type { MiddlewareHandler } from "hono";

const always = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  // No other site is told anything. With `no-referrer` browsers would not tell this one either where a form comes from.
  "referrer-policy": "same-origin",
};

const yearSeconds = 365 * 24 * 60 * 60;

/** Puts the headers on every answer that keep browsers from running, framing, guessing, keeping and passing on. */
export function secureHeaders(isHttps: boolean): MiddlewareHandler {
  return async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(always)) context.header(name, value);
    if (isHttps) context.header("strict-transport-security", `max-age=${yearSeconds}`);
    if (!context.res.headers.has("cache-control")) context.header("cache-control", "no-store");
  };
}
