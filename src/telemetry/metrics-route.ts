import { createHash, timingSafeEqual } from "node:crypto";
import type { MetricsRoute } from "../http/server.ts";
import type { Metrics } from "./metrics.ts";

/** Who may read the metrics: whoever shows the token; without one, programs on this machine where it alone is served. */
export interface MetricsAccess {
  readonly token?: string;
  /** Only this machine can reach the server. */
  readonly isLocal: boolean;
}

/** What answers `/metrics`; undefined where nobody could be let in. */
export function createMetricsRoute(
  { text, contentType }: Pick<Metrics, "text" | "contentType">,
  { token, isLocal }: MetricsAccess,
): MetricsRoute | undefined {
  if (token === undefined && !isLocal) return undefined;
  return {
    takesToken: token !== undefined,
    async answer({ method, headers }) {
      if (method !== "GET") return plain(405, "Only GET is answered here.", { allow: "GET" });
      if (token === undefined ? isForwarded(headers) : !shows(headers, token)) return refused(token);
      return new Response(await text(), {
        headers: { "content-type": contentType, "cache-control": "no-store" },
      });
    },
  };
}

function refused(token: string | undefined): Response {
  return token === undefined
    ? plain(403, "Requests that come through a proxy need SSS_OPS_METRICS_TOKEN.")
    : plain(401, "Show the token of SSS_OPS_METRICS_TOKEN: Authorization: Bearer TOKEN.", {
        "www-authenticate": "Bearer",
      });
}

function shows(headers: Headers, token: string): boolean {
  const [, shown] = /^Bearer +(\S+) *$/i.exec(headers.get("authorization") ?? "") ?? [];
  return shown !== undefined && timingSafeEqual(digestOf(shown), digestOf(token));
}

/** Digests are of one length, whatever is shown. */
function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Whoever comes through a proxy is not known to be on this machine. */
function isForwarded(headers: Headers): boolean {
  return ["forwarded", "x-forwarded-for", "x-real-ip"].some((name) => headers.has(name));
}

function plain(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`sss-ops: ${text}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff", ...headers },
  });
}
