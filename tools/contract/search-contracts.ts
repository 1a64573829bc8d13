import * as z from "zod";
import { compactTime, contractId, fault, field, tenantId, userId } from "../fields.ts";
import { defineOperation, type Text } from "../operation.ts";
import { channelId, contractList, includeDeleted } from "./contract.ts";

/** What contracts are searched by. */
const searchKeys = [
  "contract_id",
  "customer_number",
  "company_code",
  "channel_id",
  "channel_name",
  "tenant_id",
  "tenant_name",
  "user_id",
] as const;

const searchInput = z
  .strictObject({
    contract_id: contractId.optional(),
    customer_number: searchText({ en: "Customer number", ja: "お客様番号" }, "N0123456789"),
    company_code: searchText({ en: "Company code", ja: "企業コード" }, "C0001"),
    channel_id: channelId.optional(),
    channel_name: searchText({ en: "Channel name", ja: "チャネル名" }, "nttcom_partner1_retail"),
    tenant_id: tenantId.optional(),
    tenant_name: searchText({ en: "Tenant name", ja: "テナント名" }, "web-production"),
    user_id: userId.optional(),
    start_time_from: compactTime({ en: "Start time from", ja: "開始日時（から）" }).optional(),
    start_time_to: compactTime({ en: "Start time to", ja: "開始日時（まで）" }).optional(),
    end_time_from: compactTime({ en: "End time from", ja: "終了日時（から）" }).optional(),
    end_time_to: compactTime({ en: "End time to", ja: "終了日時（まで）" }).optional(),
    include_deleted: includeDeleted.optional(),
    max_rows: field(z.int().min(1).max(10_000), {
      title: { en: "Maximum rows", ja: "最大件数" },
      examples: [100],
    }).optional(),
  })
  .refine(
    (input) => searchKeys.filter((key) => input[key] !== undefined).length === 1,
    fault(`give exactly one of ${searchKeys.join(", ")}`, {
      en: "Fill in exactly one ID, number, code or name",
      ja: "ID・番号・コード・名前のうち1つだけを入力してください",
    }),
  );

export const searchContracts = defineOperation({
  name: "search_contracts",
  command: "contract search",
  title: { en: "Search contracts", ja: "契約検索" },
  summary: {
    en: "Search contracts by exactly one key: an ID, number, code or name; narrow by start or end time.",
    ja: "ID・番号・コード・名前のうち1つだけを指定して契約を検索します。開始・終了日時で絞り込めます。",
  },
  route: "GET /search/contracts",
  effect: "read",
  role: "partner",
  input: searchInput,
  output: contractList,
  docs: "Contract API: Search Contracts",
});

function searchText(title: Text, example: string) {
  return field(z.string().min(1), { title, examples: [example] }).optional();
}
