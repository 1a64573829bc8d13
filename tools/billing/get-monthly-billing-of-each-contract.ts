import * as z from "zod";
import { contractId, contractIdNoted } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { billing, targetMonth } from "./billing.ts";

export const getMonthlyBillingOfEachContract = defineOperation({
  name: "get_monthly_billing_of_each_contract",
  command: "billing show-contract",
  title: { en: "Get billing of child contract", ja: "子契約別料金参照" },
  summary: {
    en: "Show what a partner's contract is charged for one child contract in a month. Legacy: billing API v1 is withdrawn upstream.",
    ja: "パートナー契約の子契約ごとの月額料金を表示します。旧機能：Billing API v1は提供終了しています。",
  },
  route: "GET /contracts/{contract_id}/billing/{target_month}/target_contract/{target_contract_id}",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "partner",
  input: z.strictObject({
    contract_id: contractId,
    target_month: targetMonth,
    target_contract_id: contractIdNoted({ title: { en: "Target contract ID", ja: "対象契約ID" } }),
  }),
  output: billing,
  docs: "Python SDK: get_monthly_billing_of_each_contract",
});
