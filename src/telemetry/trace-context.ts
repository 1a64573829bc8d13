import { type SpanContext, createTraceState } from "@opentelemetry/api";

/** A trace that another program goes on with here, as W3C Trace Context writes it. */
export interface Carried {
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
}

const form = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;
const longestState = 512;

/** The span that a trace comes from; undefined where there is none, or none that can be read. */
export function toSpanContext({ traceparent = "", tracestate }: Carried): SpanContext | undefined {
  const [, traceId, spanId, flags] = form.exec(traceparent.trim()) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  const isShort = tracestate !== undefined && tracestate.length <= longestState;
  return {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & 1,
    isRemote: true,
    ...(isShort ? { traceState: createTraceState(tracestate) } : {}),
  };
}
