import { setTimeout as pause } from "node:timers/promises";
import { Registry, collectDefaultMetrics } from "prom-client";
import { createInstruments } from "./instruments.ts";

/** How a call ended. */
interface CallEnd {
  readonly operation: string;
  readonly outcome: string;
  readonly code?: string | undefined;
}

/** What is counted, and told to whoever asks. */
export interface Metrics {
  readonly contentType: string;
  /** All of it in Prometheus' text format. */
  text(): Promise<string>;
  /** A call is put to the gate; what it gives is to be called when it has ended. */
  called(face: string): (end: CallEnd) => void;
  /** A request to Keystone or SSS has ended; the status is that of HTTP, or the code of an answer that did not come. */
  requested(
    request: { readonly operation: string; readonly attempt: number },
    status: string,
    ms: number,
  ): void;
  /** A ticket has come into a state. */
  moved(operation: string, state: string): void;
  /** Slack has its answer. */
  acked(kind: string, ms: number): void;
  /** Work for Slack begins; what it gives is to be called when it has ended. */
  worked(): () => void;
  /** Something went wrong beside the program's work. */
  faulted(): void;
}

/** What is read each time that somebody asks. */
export interface Readings {
  /** How many tickets wait or run, by state. */
  readonly tickets: () => Promise<Readonly<Record<string, number>>>;
  /** The version of the policy in force, and why what is written now is not. */
  readonly policy: () => { readonly version: string; readonly faults: readonly string[] };
}

/** States that a ticket comes into once. */
const told = new Set(["approved", "denied", "cancelled", "done", "failed", "unknown"]);

/** Whoever collects metrics waits ten seconds for all of them, as a rule. */
const longestReadMs = 1_000;

/** Metrics of this process, and what is read of the house when they are asked for. */
export function createMetrics(version: string, readings: () => Readings | undefined): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const made = createInstruments(register);
  made.build.set({ version, node: process.version }, 1);
  return {
    contentType: register.contentType,
    async text() {
      await read(made, readings());
      return register.metrics();
    },
    called(face) {
      made.running.inc();
      return ({ operation, outcome, code }) => {
        made.running.dec();
        made.calls.inc({ operation, face, outcome });
        if (code !== undefined) made.problems.inc({ outcome, code });
      };
    },
    requested({ operation, attempt }, status, ms) {
      made.upstream.observe({ operation, status }, ms / 1_000);
      if (attempt > 1) made.retries.inc({ operation });
      if (operation === "authentication") made.tokens.inc({ status });
    },
    moved(operation, state) {
      if (told.has(state)) made.moves.inc({ operation, state });
    },
    acked: (kind, ms) => made.acks.observe({ kind }, ms / 1_000),
    worked() {
      made.work.inc();
      return () => made.work.dec();
    },
    faulted: () => made.faults.inc(),
  };
}

async function read(
  { tickets, policy, policyFaults }: ReturnType<typeof createInstruments>,
  readings: Readings | undefined,
): Promise<void> {
  if (readings === undefined) return;
  policy.reset();
  const { version, faults } = readings.policy();
  policy.set({ version }, 1);
  policyFaults.set(faults.length);
  // A store that cannot say it, or hangs, must not keep the rest from being told.
  const late = pause(longestReadMs, undefined, { ref: false });
  const counts = await Promise.race([readings.tickets().catch(() => undefined), late]);
  tickets.reset();
  for (const [state, count] of Object.entries(counts ?? {})) tickets.set({ state }, count);
}
