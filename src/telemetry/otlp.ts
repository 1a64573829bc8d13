import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { BatchSpanProcessor, type SpanExporter } from "@opentelemetry/sdk-trace-base";
import type { TracesConfig } from "../config/config.ts";
import { type Spans, createSpans } from "./spans.ts";

/** Traces that are sent in batches to a collector of OpenTelemetry, over HTTP; `onFault` is told where it does not take them. */
export function createOtlpSpans(
  { url, headers, serviceName }: TracesConfig,
  version: string,
  onFault: (fault: unknown) => void,
): Spans {
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers } });
  return createSpans({ serviceName, version }, new BatchSpanProcessor(told(exporter, onFault)));
}

/** Told by name in the log, without where in the program it comes from. */
class TracesFault extends Error {
  override readonly name = "TracesFault";
}

/** What the collector answers is nobody's to read but its own. */
function told(exporter: SpanExporter, onFault: (fault: unknown) => void): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.error !== undefined)
          onFault(
            new TracesFault(
              `Traces are lost, since the collector does not take them: ${result.error.message}`,
            ),
          );
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}
