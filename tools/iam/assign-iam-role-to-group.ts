import * as z from "zod";
import { answer, text, untrusted } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { iamGroupId, iamRoleId } from "./iam.ts";

export const assignIamRoleToGroup = defineOperation({
  name: "assign_iam_role_to_group",
  command: "iam group attach-role",
  title: { en: "Attach IAM role to group", ja: "IAMグループへのIAMロール紐付け" },
  summary: {
    en: "Attach (assign) an IAM role to an IAM group: its users may do what the role permits.",
    ja: "IAMロールをIAMグループに紐付けます。所属ユーザーにロールの権限が適用されます。",
  },
  route: "PUT /iam/groups/{iam_group_id}/roles/{iam_role_id}",
  versions: ["v1.0", "v2"],
  effect: "create",
  role: "any",
  confirm: {
    en: "Attach IAM role {iam_role_id} to IAM group {iam_group_name} ({iam_group_id})? Its users may then do what the role permits.",
    ja: "IAMロール {iam_role_id} をIAMグループ {iam_group_name}（{iam_group_id}）に紐付けますか？所属ユーザーにロールの権限が適用されます。",
  },
  target: { operation: "list_iam_group_users", name: "iam_group_name" },
  impact: ["get_iam_role"],
  undo: "remove_iam_role_from_group",
  input: z.strictObject({ iam_role_id: iamRoleId, iam_group_id: iamGroupId }),
  output: answer({
    iam_group_id: text(),
    iam_group_name: untrusted(text()),
    iam_role_id: text(),
    iam_role_name: untrusted(text()),
  }),
  docs: "IAM API: Assignment of IAM Role to IAM Group",
});
