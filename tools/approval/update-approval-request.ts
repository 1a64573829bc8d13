import * as z from "zod";
import { field, noContent } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { requestId } from "./approval.ts";

export const updateApprovalRequest = defineOperation({
  name: "update_approval_request",
  command: "approval update",
  title: { en: "Decide approval request", ja: "許可リクエスト更新" },
  summary: {
    en: "Approve, deny or cancel a registered approval request. The decision is final.",
    ja: "登録中の許可リクエストを承認・否認・取り消しします。決定は変更できません。",
  },
  route: "PUT /approval-requests/{request_id}",
  versions: ["v1.0", "v2"],
  effect: "update",
  role: "any",
  confirm: {
    en: "Set approval request {request_id} of {service}, raised by {request_user_id}, to {status}? This is final.",
    ja: "{request_user_id} が申請した {service} の許可リクエスト {request_id} を {status} にしますか？変更できません。",
  },
  target: { operation: "get_approval_request", name: "request_id" },
  undo: "none",
  input: z.strictObject({
    request_id: requestId,
    status: field(z.enum(["approved", "denied", "cancelled"]), { title: { en: "Decision", ja: "決定" } }),
  }),
  output: noContent,
  docs: "Approval API: Update Approval Request",
});
