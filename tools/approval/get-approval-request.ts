import * as z from "zod";
import { defineOperation } from "../operation.ts";
import { approvalRequest, requestId } from "./approval.ts";

export const getApprovalRequest = defineOperation({
  name: "get_approval_request",
  command: "approval show",
  title: { en: "Get approval request", ja: "許可リクエスト参照" },
  summary: {
    en: "Show one approval request: who asks, what for, status and deadline.",
    ja: "許可リクエスト1件の申請者、内容、状態、期限を表示します。",
  },
  route: "GET /approval-requests/{request_id}",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "any",
  input: z.strictObject({ request_id: requestId }),
  output: approvalRequest,
  docs: "Approval API: Get Approval Request",
});
