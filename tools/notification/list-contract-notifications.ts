import * as z from "zod";
import { answer, anything, contractId, list, text } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const listContractNotifications = defineOperation({
  name: "list_contract_notifications",
  command: "notification list-contract",
  title: { en: "List contract notifications", ja: "契約通知設定一覧" },
  summary: { en: "List a contract's notification settings.", ja: "契約の通知設定を一覧します。" },
  route: "GET /notifications/contracts/{contract_id}",
  effect: "read",
  role: "partner",
  input: z.strictObject({ contract_id: contractId }),
  output: answer({ contract_id: text(), notification_types: list(anything()) }),
  docs: "Notification API: List Notifications of Contracts",
});
