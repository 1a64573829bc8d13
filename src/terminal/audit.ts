import { auditColumns, toCsv } from "../store/audit-csv.ts";
import type { ChainHead } from "../store/records.ts";
import type { AuditFilter, Store } from "../store/port.ts";
import { type Terminal, exitCodes } from "./call.ts";

/** The forms an audit trail is written in. */
export const auditFormats = ["jsonl", "csv"] as const;
export type AuditFormat = (typeof auditFormats)[number];

/** Checks the whole chain; with a head noted elsewhere also that nothing was cut off its end. */
export async function verifyAudit(
  { audit }: Store,
  expected: ChainHead | undefined,
  terminal: Terminal,
): Promise<number> {
  const verdict = await audit.verify(expected);
  terminal.print(JSON.stringify(verdict));
  return verdict.ok ? exitCodes.done : exitCodes.failed;
}

/** Prints the newest row as `SEQ:HASH`, to be noted elsewhere and given to {@link verifyAudit}. */
export async function showHead({ audit }: Store, terminal: Terminal): Promise<number> {
  const { seq, hash } = await audit.head();
  terminal.print(`${seq}:${hash}`);
  return exitCodes.done;
}

/** Writes the rows that fit, oldest first. */
export async function writeAudit(
  { audit }: Store,
  filter: AuditFilter,
  format: AuditFormat,
  terminal: Terminal,
): Promise<number> {
  if (format === "csv") terminal.print(auditColumns);
  for await (const row of audit.read(filter)) {
    terminal.print(format === "csv" ? toCsv(row) : JSON.stringify(row));
  }
  return exitCodes.done;
}
