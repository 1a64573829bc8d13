import type { McpRequest, ObserveMcp } from "../mcp/observer.ts";
import { type Signals, spanned, toMs } from "./signals.ts";
import type { SpanStart } from "./spans.ts";
import { type Settled, timed } from "./timed.ts";

/** Tells of each request of an MCP client: a line, and a span that goes on with the client's own trace. */
export function observeMcp(signals: Signals): ObserveMcp {
  const { logs } = signals;
  return (request, act) =>
    spanned(signals, startOf(request), (span) =>
      timed(act, (settled, ms) => {
        const failure = failureOf(settled);
        if (failure !== undefined) span?.fail(failure);
        if (!logs.isOn("debug")) return;
        const { method, target } = request;
        logs.write("debug", "mcp request", { method, target, error: failure, ms: toMs(ms) });
      }),
    );
}

/** A tool that fails answers as one that does not, with a mark on it. */
function failureOf(settled: Settled<unknown>): string | undefined {
  if ("error" in settled) {
    const { error } = settled;
    return error instanceof Error && "code" in error ? String(error.code) : "internal";
  }
  const { result } = settled;
  const isMarked =
    typeof result === "object" && result !== null && "isError" in result && result.isError === true;
  return isMarked ? "tool_error" : undefined;
}

function startOf({ method, target, transport, protocolVersion, ...from }: McpRequest): SpanStart {
  return {
    name: target === undefined ? method : `${method} ${target}`,
    kind: "server",
    face: "mcp",
    from,
    attributes: {
      "mcp.method.name": method,
      "network.transport": transport,
      ...(protocolVersion === undefined ? {} : { "mcp.protocol.version": protocolVersion }),
      ...targetOf(method, target),
    },
  };
}

function targetOf(method: string, target: string | undefined): Record<string, string> {
  const operation = method === "tools/call" ? { "gen_ai.operation.name": "execute_tool" } : {};
  if (target === undefined) return operation;
  return method === "tools/call"
    ? { ...operation, "gen_ai.tool.name": target }
    : { "gen_ai.prompt.name": target };
}
