import type { AuditRow } from "./records.ts";

const columns = [
  "seq",
  "at",
  "event",
  "operation",
  "principal",
  "face",
  "client",
  "ticket_id",
  "details",
  "hash",
];

/** The header line of the audit trail as CSV. */
export const auditColumns = columns.join(",");

/** A row as a line of CSV, without its end. */
export function toCsv({ seq, at, event, operation, actor, ticketId, details, hash }: AuditRow): string {
  const client = actor.client === undefined ? "" : `${actor.client.name} ${actor.client.version}`;
  const cells = [
    String(seq),
    new Date(at).toISOString(),
    event,
    operation,
    actor.principal,
    actor.face,
    client,
    ticketId ?? "",
    JSON.stringify(details),
    hash,
  ];
  return cells.map(toCell).join(",");
}

/** A cell that no spreadsheet takes for a formula (RFC 4180 quoting; a leading = + - @ is prefixed). */
function toCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
