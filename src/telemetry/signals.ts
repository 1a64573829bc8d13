import type { Level } from "./level.ts";
import type { Logs } from "./logs.ts";
import type { Metrics } from "./metrics.ts";
import type { OpenSpan, SpanStart, Spans } from "./spans.ts";
import type { Scopes } from "./scope.ts";

/** What is told of what happens: lines always, counts and spans where they are wanted. */
export interface Signals {
  readonly logs: Logs;
  readonly metrics?: Metrics | undefined;
  readonly spans?: Spans | undefined;
  readonly scopes: Scopes;
  /** The level of the line about a read that was done: there are many of them. */
  readonly reads: Level;
}

/** Runs an act within a span where there are spans, and as part of its request in any case. */
export function spanned<Result>(
  { spans, scopes: { within } }: Signals,
  start: SpanStart,
  act: (span: OpenSpan | undefined) => Promise<Result>,
): Promise<Result> {
  return spans === undefined ? within({ face: start.face }, () => act(undefined)) : spans.run(start, act);
}

/** Milliseconds as a line tells them. */
export function toMs(ms: number): number {
  return Math.round(ms * 10) / 10;
}
