import * as z from "zod";
import { field, noContent } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { requestId } from "./approval.ts";

export const updateApprovalRequest = defineOperation({
  name: "update_approval_request",
  command: "approval update",
  aliases: [
    {
      command: "approval approve",
      input: { status: "approved" },
      summary: { en: "Approve an approval request", ja: "許可リクエストを承認" },
    },
    {
      command: "approval deny",
      input: { status: "denied" },
      summary: { en: "Deny an approval request", ja: "許可リクエストを却下" },
    },
    {
      command: "approval cancel",
      input: { status: "cancelled" },
      summary: { en: "Cancel your own approval request", ja: "自分の許可リクエストを取り下げ" },
    },
  ],
  title: { en: "Decide approval request", ja: "許可リクエストへの回答" },
  summary: {
    en: "Approve, deny or cancel a registered approval request. The decision is final.",
    ja: "未回答（registered）の許可リクエストを承認・却下・取り下げします。回答は変更できません。",
  },
  route: "PUT /approval-requests/{request_id}",
  versions: ["v1.0", "v2"],
  effect: "update",
  role: "any",
  confirm: {
    en: "Set approval request {request_id} of {service}, raised by {request_user_id}, to {status}? This is final.",
    ja: "{request_user_id} が申請した {service} の許可リクエスト {request_id} を {status} にしますか？回答は変更できません。",
  },
  target: { operation: "get_approval_request", name: "request_id" },
  undo: {
    operation: "none",
    lost: {
      en: "The answer to an approval request is final.",
      ja: "許可リクエストへの回答は変更できません。",
    },
  },
  input: z.strictObject({
    request_id: requestId,
    status: field(z.enum(["approved", "denied", "cancelled"]), { title: { en: "Decision", ja: "回答" } }),
  }),
  output: noContent,
  docs: "Approval API: Update Approval Request",
});
