import { SssError } from "../sss/errors.ts";
import type { ObserveRequest, UpstreamRequest } from "../sss/observer.ts";
import { currentScope } from "./scope.ts";
import { type Signals, spanned, toMs } from "./signals.ts";
import type { SpanStart } from "./spans.ts";
import { type Settled, timed } from "./timed.ts";

/** Tells of each request to Keystone and SSS: a line, a duration, a span. */
export function observeUpstream(signals: Signals): ObserveRequest {
  const { logs, metrics } = signals;
  return (request, send) =>
    spanned(signals, startOf(request), (span) =>
      timed(send, (settled, ms) => {
        const status = statusOf(settled);
        metrics?.requested(request, String(status), ms);
        if (typeof status === "number") span?.set({ "http.response.status_code": status });
        if (typeof status === "string" || status >= 400) span?.fail(String(status));
        if (!logs.isOn("debug")) return;
        const { operation, method, route, attempt } = request;
        logs.write("debug", "upstream request", { operation, method, route, status, ms: toMs(ms), attempt });
      }),
    );
}

/** The status of HTTP, or the code of an answer that did not come. */
function statusOf(settled: Settled<{ readonly status: number }>): number | string {
  if ("result" in settled) return settled.result.status;
  const { error } = settled;
  return error instanceof SssError ? (error.status ?? error.code) : "internal";
}

function startOf({ operation, method, route, origin, attempt }: UpstreamRequest): SpanStart {
  const { hostname, port, protocol } = new URL(origin);
  return {
    name: `${method} ${route}`,
    kind: "client",
    face: currentScope()?.face ?? "gate",
    attributes: {
      "http.request.method": method,
      "url.template": route,
      "server.address": hostname,
      "server.port": Number(port || (protocol === "https:" ? 443 : 80)),
      ...(attempt > 1 ? { "http.request.resend_count": attempt - 1 } : {}),
      "sss_ops.operation": operation,
    },
  };
}
