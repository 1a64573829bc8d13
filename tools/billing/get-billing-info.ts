import * as z from "zod";
import { contractId } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { billing, targetMonth } from "./billing.ts";

export const getBillingInfo = defineOperation({
  name: "get_billing_info",
  command: "billing show",
  title: { en: "Get monthly billing", ja: "月額料金参照" },
  summary: {
    en: "Show a contract's billing (charges) of a month. Legacy: billing API v1 is withdrawn upstream and may answer nothing.",
    ja: "契約の月ごとの料金情報を表示します。旧機能：Billing API v1は提供終了のため、応答しないことがあります。",
  },
  route: "GET /contracts/{contract_id}/billing/{target_month}",
  effect: "read",
  role: "any",
  input: z.strictObject({ contract_id: contractId, target_month: targetMonth }),
  output: billing,
  docs: "Python SDK: get_billing_info",
});
