import type { TelemetryConfig } from "../config/config.ts";
import type { Ticket } from "../gate/ticket.ts";
import { escaped } from "./hidden.ts";
import { createLateSink } from "./late-sink.ts";
import { type Logs, type Sink, createLogs } from "./logs.ts";
import type { MetricsRoute } from "../http/server.ts";
import type { Metrics, Readings } from "./metrics.ts";
import { createMetricsRoute } from "./metrics-route.ts";
import { observeCalls } from "./observe-calls.ts";
import { observeHttp } from "./observe-http.ts";
import { observeMcp } from "./observe-mcp.ts";
import { observeSlack } from "./observe-slack.ts";
import { observeUpstream } from "./observe-upstream.ts";
import { noScopes, scopes } from "./scope.ts";
import type { Signals } from "./signals.ts";
import type { Spans } from "./spans.ts";
import { type ErrorStream, writeTo } from "./standard-error.ts";

/** What a program tells of itself while it runs. */
export interface Telemetry {
  readonly logs: Logs;
  /** Whether what it says is read by a person, and not kept: a link to sign in may be shown. */
  readonly isForPeople: boolean;
  readonly observe: Observers;
  /** What answers `/metrics`, by whether only this machine can reach the server; undefined where nothing does. */
  metricsRoute(isLocal: boolean): MetricsRoute | undefined;
  /** Follows the tickets of a house, and reads of it what is told when somebody asks. */
  follow(house: Followed): void;
  /** Writes and sends what is left; resolves within two seconds. */
  close(): Promise<void>;
}

/** What is told of a house. */
export interface Followed {
  readonly onTicket: (listen: (ticket: Ticket) => void) => () => void;
  readonly policy: { state(): ReturnType<Readings["policy"]> };
  readonly store: () => Promise<{ readonly tickets: { waiting(): ReturnType<Readings["tickets"]> } }>;
}

type Observers = ReturnType<typeof observersOf>;

/** What telemetry is opened with. */
export interface TelemetryOptions {
  readonly config: TelemetryConfig;
  readonly version: string;
  /**
   * A server that many reach; one that a single program started, which has to answer soon and may read no lines; or a
   * command that a person gave.
   */
  readonly serves: "many" | "one" | "person";
  readonly stderr?: ErrorStream;
}

const flushWithinMs = 2_000;

/** Opens logs, and metrics and traces where they are wanted; only what is wanted is loaded. */
export async function openTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const { config, version, serves, stderr = process.stderr } = options;
  const isForPeople =
    config.log.format === "auto"
      ? serves === "person" || stderr.isTTY === true
      : config.log.format === "pretty";
  const late = createLateSink(() => loadSink(options, isForPeople));
  if (serves === "many") await late.loaded();
  const show = isForPeople ? (text: string) => writeTo(stderr, `${escaped(text)}\n`) : undefined;
  const written = createLogs({ level: config.log.level, sink: late.sink, show });
  let readings: Readings | undefined;
  const metrics = serves === "many" ? await loadMetrics(config, version, () => readings) : undefined;
  const logs = metrics === undefined ? written : counted(written, metrics);
  const spans = await loadSpans(config, version, logs.fault);
  // Where nothing would be told of single requests, they are not made slower.
  const isDetailed = logs.isOn("debug") || spans !== undefined;
  const isScoped = isDetailed || serves === "many";
  const signals: Signals = {
    logs,
    metrics,
    spans,
    scopes: isScoped ? scopes : noScopes,
    reads: serves === "many" ? "info" : "debug",
  };
  return {
    logs,
    isForPeople,
    observe: observersOf(signals, isDetailed),
    metricsRoute: (isLocal) =>
      metrics === undefined ? undefined : createMetricsRoute(metrics, { ...config.metrics, isLocal }),
    follow(house) {
      readings = {
        policy: () => house.policy.state(),
        tickets: async () => (await house.store()).tickets.waiting(),
      };
      house.onTicket((ticket) => tellMove(ticket, signals));
    },
    async close() {
      await Promise.all([late.loaded().catch(() => undefined), spans?.close(flushWithinMs)]);
    },
  };
}

function observersOf(signals: Signals, isDetailed: boolean) {
  const { metrics } = signals;
  const slack = observeSlack(signals);
  return {
    house: {
      calls: observeCalls(signals),
      upstream: isDetailed || metrics !== undefined ? observeUpstream(signals) : undefined,
      round: slack.round,
    },
    mcp: isDetailed ? observeMcp(signals) : undefined,
    slack,
    http: observeHttp(signals),
  };
}

async function loadSink(
  { config: { log }, stderr = process.stderr }: TelemetryOptions,
  isForPeople: boolean,
): Promise<Sink> {
  const { createPinoSink } = await import("./pino-sink.ts");
  const toShown = isForPeople ? (await import("./pretty.ts")).createPretty(stderr.isTTY === true) : undefined;
  return createPinoSink({
    level: log.level,
    write: (line) => writeTo(stderr, toShown === undefined ? line : toShown(line)),
  });
}

async function loadMetrics(
  { metrics }: TelemetryConfig,
  version: string,
  readings: () => Readings | undefined,
): Promise<Metrics | undefined> {
  if (metrics === undefined) return undefined;
  return (await import("./metrics.ts")).createMetrics(version, readings);
}

async function loadSpans(
  { traces }: TelemetryConfig,
  version: string,
  onFault: Logs["fault"],
): Promise<Spans | undefined> {
  if (traces === undefined) return undefined;
  const { createOtlpSpans } = await import("./otlp.ts");
  return createOtlpSpans(traces, version, onFault);
}

function counted(logs: Logs, metrics: Metrics): Logs {
  return {
    ...logs,
    fault(error) {
      metrics.faulted();
      logs.fault(error);
    },
  };
}

function tellMove({ id, operation, state }: Ticket, { logs, metrics, spans }: Signals): void {
  metrics?.moved(operation, state);
  spans?.moved(id, state);
  logs.write("debug", "ticket", { ticketId: id, operation, state });
}
