import { auditColumns, toCsv } from "../../../store/audit-csv.ts";
import type { AuditFilter, AuditTrail } from "../../../store/port.ts";
import type { AuditRow } from "../../../store/records.ts";

/** The forms an audit trail is downloaded in. */
export type AuditFormat = "jsonl" | "csv";

/** The rows that fit, oldest first, as a file; read as the client takes them, so that memory stays the same. */
export function auditFile(audit: AuditTrail, filter: AuditFilter, format: AuditFormat): Response {
  const lines = linesOf(audit.read(filter), format);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": types[format],
      "content-disposition": `attachment; filename="sss-ops-audit.${format}"`,
    },
  });
}

/** Rows to a chunk: one each would be slow. */
const chunkRows = 200;

async function* linesOf(
  rows: AsyncIterable<AuditRow>,
  format: AuditFormat,
): AsyncGenerator<string, undefined> {
  let chunk = format === "csv" ? [auditColumns] : [];
  for await (const row of rows) {
    chunk.push(format === "csv" ? toCsv(row) : JSON.stringify(row));
    if (chunk.length < chunkRows) continue;
    yield toText(chunk, format);
    chunk = [];
  }
  if (chunk.length > 0) yield toText(chunk, format);
  return undefined;
}

/** RFC 4180 ends lines of CSV with both characters. */
function toText(lines: readonly string[], format: AuditFormat): string {
  const end = format === "csv" ? "\r\n" : "\n";
  return lines.map((line) => `${line}${end}`).join("");
}

const types: Readonly<Record<AuditFormat, string>> = {
  jsonl: "application/jsonl; charset=utf-8",
  csv: "text/csv; charset=utf-8; header=present",
};
