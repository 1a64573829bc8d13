import * as z from "zod";
import { contractId, noContent } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { notificationTypes } from "./notification.ts";

export const updateContractNotifications = defineOperation({
  name: "update_contract_notifications",
  command: "notification update-contract",
  title: { en: "Update contract notifications", ja: "契約通知設定更新" },
  summary: {
    en: "Change a contract's notification settings. Each entry has the form list_contract_notifications shows.",
    ja: "契約の通知設定を変更します。各要素は list_contract_notifications の表示と同じ形です。",
  },
  route: "PUT /notifications/contracts/{contract_id}",
  effect: "update",
  role: "partner",
  confirm: {
    en: "Change the notification settings of contract {contract_id}?",
    ja: "契約 {contract_id} の通知設定を変更しますか？",
  },
  target: { operation: "list_contract_notifications", name: "contract_id" },
  impact: ["get_contract"],
  undo: "update_contract_notifications",
  input: z.strictObject({ contract_id: contractId, notification_types: notificationTypes }),
  output: noContent,
  docs: "Notification API: Change Notification Settings of Contract",
});
