import { accessReport } from "../../../tools/contract/access-report.ts";
import { toAccessTable } from "../../../tools/contract/access-table.ts";
import { lookups } from "../../../tools/lookup.ts";
import { read } from "../../gate/read.ts";
import { toCsv } from "./csv.ts";
import { type Resource, untrusted } from "./resource.ts";

const mostBytes = 1_000_000;

/** Who can do what in a contract, as a table for spreadsheets. */
export const accessCsvResource: Resource = {
  name: "access_report_csv",
  uri: "sss://reports/access/{contract_id}.csv",
  title: "Access report (CSV)",
  description: `Who can do what in a contract: a row for each user, with user type, tenants, IAM groups and IAM roles. ${untrusted}`,
  mimeType: "text/csv",
  priority: 0.4,
  operation: accessReport,
  lookup: lookups.contract,
  async read(contractId, { gate, actor }) {
    const ending = await read(gate, accessReport, { contract_id: contractId }, actor);
    if (ending.kind !== "done") return ending;
    const lacks = lacksOf(ending.answer["could_not_be_read"]);
    return { text: toCsv([...toAccessTable(ending.answer), ...lacks], mostBytes) };
  },
};

/** What the table lacks is a row of it: nobody is to take it for the whole. */
function lacksOf(unread: unknown): readonly (readonly string[])[] {
  const lacks: readonly Record<string, unknown>[] = Array.isArray(unread) ? unread : [];
  return lacks.map(({ operation, about = "", code }) => [
    "could not be read:",
    String(operation),
    String(about),
    String(code),
  ]);
}
