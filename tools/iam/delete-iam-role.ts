import * as z from "zod";
import { noContent } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { iamRoleId } from "./iam.ts";

export const deleteIamRole = defineOperation({
  name: "delete_iam_role",
  command: "iam role delete",
  title: { en: "Delete IAM role", ja: "IAMロール削除" },
  summary: {
    en: "Delete an IAM role. The users of every group it is attached to lose what it permits.",
    ja: "IAMロールを削除します。紐付いたIAMグループのユーザーはロールの権限を失います。",
  },
  route: "DELETE /iam/roles/{iam_role_id}",
  versions: ["v1.0", "v2"],
  effect: "delete",
  role: "super_user",
  confirm: {
    en: "Delete IAM role {iam_role_name} ({iam_role_id})? The users of every group it is attached to lose what it permits.",
    ja: "IAMロール {iam_role_name}（{iam_role_id}）を削除しますか？紐付いたIAMグループのユーザーはロールの権限を失います。",
  },
  target: { operation: "get_iam_role", name: "iam_role_name" },
  impact: [{ operation: "list_iam_groups", in: "iam_groups", about: "iam_role_id" }],
  undo: {
    operation: "none",
    lost: {
      en: "The role is gone from every group, and a new one gets another ID.",
      ja: "IAMロールはすべてのIAMグループから外れ、作り直すとIDが変わります。",
    },
  },
  input: z.strictObject({ iam_role_id: iamRoleId }),
  output: noContent,
  docs: "IAM API: Delete IAM Role",
});
