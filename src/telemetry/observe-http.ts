import type { IncomingMessage } from "node:http";
import type { ObserveExchange } from "../http/observer.ts";
import { type Signals, spanned, toMs } from "./signals.ts";
import type { SpanStart } from "./spans.ts";
import { timed } from "./timed.ts";

/** Tells of each request over HTTP: a line, a span. Its target is not told: ids and codes of links stand in it. */
export function observeHttp(signals: Signals): ObserveExchange {
  const { logs, scopes } = signals;
  return (request, response, act) => {
    const start = startOf(request);
    return scopes.withinNew(start.face, () =>
      spanned(signals, start, (span) =>
        timed(act, (_settled, ms) => {
          const { statusCode: status } = response;
          span?.set({ "http.response.status_code": status });
          if (status >= 500) span?.fail(String(status));
          logs.write("debug", "http request", { method: request.method, status, ms: toMs(ms) });
        }),
      ),
    );
  };
}

/** What a client may call its method: anything else is its own words. */
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

function startOf({ method = "", url = "", headers }: IncomingMessage): SpanStart {
  const isMcp = /^\/mcp(?:$|[?/])/.test(url);
  const verb = methods.has(method) ? method : "_OTHER";
  const { traceparent, tracestate } = headers;
  return {
    name: isMcp ? `${verb} /mcp` : verb,
    kind: "server",
    face: isMcp ? "mcp" : "page",
    from: {
      ...(typeof traceparent === "string" ? { traceparent } : {}),
      ...(typeof tracestate === "string" ? { tracestate } : {}),
    },
    attributes: {
      "http.request.method": verb,
      "url.scheme": "http",
      ...(isMcp ? { "http.route": "/mcp" } : {}),
    },
  };
}
