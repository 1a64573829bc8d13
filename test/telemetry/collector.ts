import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A span as the collector was sent it. */
export interface SentSpan {
  readonly name: string;
  /** As OTLP counts: 1 internal, 2 server, 3 client, 5 consumer. */
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  /** 2 for an error. */
  readonly status: number;
}

/** A collector of OpenTelemetry. */
export interface Collector {
  readonly url: string;
  /** The bodies as they came. */
  readonly bodies: string[];
  /** The headers that came with each. */
  readonly headers: NodeJS.Dict<string | string[]>[];
  spans(): readonly SentSpan[];
  close(): Promise<void>;
}

/** Starts a collector that keeps what it is sent, and answers with a status. */
export async function startCollector(status = 200): Promise<Collector> {
  const bodies: string[] = [];
  const headers: Collector["headers"] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers);
    void text(request).then((body) => {
      bodies.push(body);
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    headers,
    spans: () => bodies.flatMap((body) => spansIn(JSON.parse(body) as Body)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Body {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[];
  }[];
}

interface WireSpan extends Omit<SentSpan, "attributes" | "links" | "status"> {
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
  readonly links: SentSpan["links"];
  readonly status: { readonly code?: number };
}

function spansIn({ resourceSpans }: Body): readonly SentSpan[] {
  return resourceSpans
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
    .map(({ attributes, status, ...span }) => ({
      ...span,
      status: status.code ?? 0,
      attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
    }));
}
