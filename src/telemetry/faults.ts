/** Errors whose message says all there is to say, to whoever runs the program. */
const told = new Set([
  "ConfigError",
  "PolicyError",
  "StoreError",
  "SlackFault",
  "SlackStartError",
  "SlackWarning",
  "TracesFault",
]);
const quietMs = 60_000;

/** Hands on what went wrong beside the program's work; the same again at most once a minute. */
export function createFaultLog(
  write: (line: string, fault: unknown) => void,
  now: () => number = Date.now,
): (fault: unknown) => void {
  const written = new Map<string, number>();
  return (fault) => {
    const line = describeFault(fault);
    for (const [old, at] of written) if (at <= now() - quietMs) written.delete(old);
    if (written.has(line)) return;
    written.set(line, now());
    write(line, fault);
  };
}

/** A line for a fault that was to be expected, with where it comes from for any other; and the same of each of several. */
export function describeFault(fault: unknown): string {
  if (fault instanceof AggregateError) {
    return [`${fault.name}: ${fault.message}`, ...fault.errors.map(describeFault)].join("\n  ");
  }
  if (!(fault instanceof Error)) return String(fault);
  return told.has(fault.name) ? fault.message : (fault.stack ?? String(fault));
}
