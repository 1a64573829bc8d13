import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { BasicTracerProvider, type SpanProcessor } from "@opentelemetry/sdk-trace-base";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { currentScope, within } from "./scope.ts";
import { type Carried, toSpanContext } from "./trace-context.ts";

/** What a span is begun with. */
export interface SpanStart {
  readonly name: string;
  /** Whether it was asked from outside, asks outside, takes up what was left for it, or none of these. */
  readonly kind: "server" | "client" | "consumer" | "internal";
  readonly face: string;
  readonly attributes: Attributes;
  /** The trace of whoever asked; where it cannot be read, what is being done here counts. */
  readonly from?: Carried;
  /** The ticket whose earlier spans it is linked with. */
  readonly ticketId?: string | undefined;
}

/** A span that is open. */
export interface OpenSpan {
  set(attributes: Attributes): void;
  /** Marks it as one that failed, with a word for the kind of failure. */
  fail(type: string): void;
}

/** The traces of this process. */
export interface Spans {
  /** Runs an act within a span of its own, to which all that it begins belongs. */
  run<Result>(start: SpanStart, act: (span: OpenSpan) => Promise<Result>): Promise<Result>;
  /** A ticket has come into a state: what is done about it from now on is linked with what is done now. */
  moved(ticketId: string, state: string): void;
  /** Hands over what has ended; gives up after so many milliseconds. */
  close(withinMs: number): Promise<void>;
}

/** Who the spans are from. */
export interface SpansOptions {
  readonly serviceName: string;
  readonly version: string;
}

/** Tickets whose spans are remembered, in this process. */
const mostTickets = 1_000;

/** Traces whose ended spans go to a processor. */
export function createSpans({ serviceName, version }: SpansOptions, processor: SpanProcessor): Spans {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName, "service.version": version }),
    spanProcessors: [processor],
  });
  const tracer = provider.getTracer("sss-ops", version);
  const byTicket = new Map<string, SpanContext>();
  return {
    run({ name, kind, face, attributes, from = {}, ticketId }, act) {
      const ambient = currentScope()?.span?.spanContext();
      const carried = toSpanContext(from);
      const beside = carried === undefined ? undefined : ambient;
      const links = [beside, ticketId === undefined ? undefined : byTicket.get(ticketId)]
        .filter((context) => context !== undefined)
        .map((context) => ({ context }));
      const span = tracer.startSpan(
        name,
        { kind: kinds[kind], attributes, links },
        childOf(carried ?? ambient),
      );
      return within({ face, span }, () => act(toOpen(span)).finally(() => span.end()));
    },
    moved(ticketId, state) {
      const { span } = currentScope() ?? {};
      span?.addEvent("ticket", { "sss_ops.ticket.id": ticketId, "sss_ops.ticket.state": state });
      if (span === undefined || byTicket.has(ticketId)) return;
      byTicket.set(ticketId, span.spanContext());
      const [oldest] = byTicket.keys();
      if (byTicket.size > mostTickets && oldest !== undefined) byTicket.delete(oldest);
    },
    async close(withinMs) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, withinMs)));
      // A collector that is not there keeps nobody from ending.
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
      clearTimeout(timer);
    },
  };
}

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

function toOpen(span: Span): OpenSpan {
  return {
    set: (attributes) => void span.setAttributes(attributes),
    fail(type) {
      span.setAttribute("error.type", type);
      span.setStatus({ code: SpanStatusCode.ERROR });
    },
  };
}

function childOf(parent: SpanContext | undefined): Context {
  return parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
}
