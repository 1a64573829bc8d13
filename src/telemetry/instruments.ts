import { Counter, Gauge, Histogram, type Registry } from "prom-client";

const upstreamSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];
const ackSeconds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];

/** What is measured. Labels are names of the catalog, of faces, states and codes: no ids, and nobody's name. */
export function createInstruments(register: Registry) {
  const described = (name: string, help: string) => ({
    name: `sss_ops_${name}`,
    help,
    registers: [register],
  });
  const counter = <Label extends string>(name: string, help: string, ...labelNames: readonly Label[]) =>
    new Counter({ ...described(name, help), labelNames });
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: readonly Label[]) =>
    new Gauge({ ...described(name, help), labelNames });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    buckets: readonly number[],
    ...labelNames: readonly Label[]
  ) => new Histogram({ ...described(name, help), labelNames, buckets: [...buckets] });

  return {
    calls: counter(
      "calls_total",
      "Calls put to the gate, by how they ended.",
      "operation",
      "face",
      "outcome",
    ),
    problems: counter("problems_total", "Calls denied, failed or unknown, by code.", "outcome", "code"),
    running: gauge("calls_running", "Calls that the gate is at work on."),
    upstream: histogram(
      "upstream_request_duration_seconds",
      "Requests to Keystone and SSS, by operation and status.",
      upstreamSeconds,
      "operation",
      "status",
    ),
    retries: counter("upstream_retries_total", "Requests that repeated another.", "operation"),
    tokens: counter("token_refreshes_total", "Tokens asked of Keystone, by status.", "status"),
    tickets: gauge("tickets", "Tickets that wait or run, by state, in the whole store.", "state"),
    moves: counter("ticket_moves_total", "Tickets that were decided or ended here.", "operation", "state"),
    acks: histogram("slack_ack_seconds", "From a delivery of Slack to its answer.", ackSeconds, "kind"),
    work: gauge("slack_work_running", "Work for Slack that goes on after its answer."),
    policy: gauge("policy_info", "1; the label names the policy in force.", "version"),
    policyFaults: gauge(
      "policy_faults",
      "Faults that keep the policy that is written now from being in force.",
    ),
    faults: counter("faults_total", "Faults of this program."),
    build: gauge("build_info", "1; the labels say what runs here.", "version", "node"),
  };
}
