import { lookups } from "../../../tools/lookup.ts";
import type { Prompt } from "./prompt.ts";

export const explainBill: Prompt = {
  name: "explain_bill",
  title: { en: "Explain a bill", ja: "料金の説明" },
  description: {
    en: "Show what a contract is charged for a month, and explain where it comes from.",
    ja: "契約の月額料金を表示し、その内訳を説明します。",
  },
  arguments: [
    {
      name: "contract",
      title: { en: "Contract, by id or name", ja: "契約のIDまたは名前" },
      required: true,
      lookup: lookups.contract,
    },
    {
      name: "month",
      title: { en: "Month, YYYY-MM", ja: "対象月（YYYY-MM）" },
      required: true,
      form: "month",
    },
  ],
  steps: [
    {
      does: { en: "Show the contract.", ja: "契約を表示します。" },
      operation: "get_contract",
      input: { contract_id: "{contract}" },
    },
    {
      does: { en: "Get the charges of the month.", ja: "対象月の料金を取得します。" },
      operation: "get_billing_info",
      input: { contract_id: "{contract}", target_month: "{month}" },
    },
  ],
  notes: [
    {
      en: "Explain the largest charges first, by tenant and service; add up only what the answer holds, and say what it leaves open. Billing API v1 is withdrawn upstream and may answer nothing.",
      ja: "金額の大きい順に、テナントとサービスごとに説明してください。合計は回答にある値だけで計算し、不明な点はそのまま伝えてください。Billing API v1は提供終了のため、応答しないことがあります。",
    },
  ],
};
