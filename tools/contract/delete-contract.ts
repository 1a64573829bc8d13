import * as z from "zod";
import { contractId, noContent } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const deleteContract = defineOperation({
  name: "delete_contract",
  command: "contract delete",
  title: { en: "Delete contract", ja: "契約削除" },
  summary: {
    en: "Delete (end) an end-user contract. It cannot be undone.",
    ja: "エンドユーザー契約を削除（解約）します。元に戻せません。",
  },
  route: "DELETE /contracts/{contract_id}",
  versions: ["v1.0", "v2"],
  effect: "delete",
  role: "partner",
  confirm: {
    en: "Delete contract {contract_id} (customer number {customer_number}) of channel {channel_name}?",
    ja: "チャネル {channel_name} の契約 {contract_id}（お客様番号 {customer_number}）を削除しますか？",
  },
  target: { operation: "get_contract", name: "contract_id" },
  impact: ["list_users", "list_tenants", "get_billing_info"],
  undo: {
    operation: "none",
    lost: {
      en: "The contract has ended with its users and tenants.",
      ja: "契約は、ユーザーやテナントとともに終了します。",
    },
  },
  input: z.strictObject({ contract_id: contractId }),
  output: noContent,
  docs: "Contract API: Delete Contract",
});
