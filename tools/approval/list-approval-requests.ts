import * as z from "zod";
import { answer, compactTime, contractIdNoted, field, list } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { approvalRequest } from "./approval.ts";

export const listApprovalRequests = defineOperation({
  name: "list_approval_requests",
  command: "approval list",
  title: { en: "List approval requests", ja: "許可リクエスト一覧" },
  summary: {
    en: "List approval requests raised by services, such as tenant connections, with status and deadline.",
    ja: "テナント間接続などのサービスが発行した許可リクエストを、状態・期限とともに一覧します。",
  },
  route: "GET /approval-requests",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "any",
  input: z.strictObject({
    status: field(z.enum(["registered", "approved", "denied", "cancelled", "expired", "approval_expired"]), {
      title: { en: "Status", ja: "状態" },
    }).optional(),
    service: field(z.string().min(1).max(255), {
      title: { en: "Service", ja: "サービス" },
      examples: ["network"],
    }).optional(),
    status_update_time_from: compactTime({
      en: "Status updated from",
      ja: "状態の更新日時（から）",
    }).optional(),
    status_update_time_to: compactTime({ en: "Status updated to", ja: "状態の更新日時（まで）" }).optional(),
    contract_id: contractIdNoted({ description: { en: "Partners only", ja: "パートナーのみ" } }).optional(),
  }),
  output: answer({ approval_requests: list(approvalRequest) }),
  docs: "Approval API: List Approval Requests",
});
