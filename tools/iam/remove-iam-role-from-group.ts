import * as z from "zod";
import { noContent } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { iamGroupId, iamRoleId } from "./iam.ts";

export const removeIamRoleFromGroup = defineOperation({
  name: "remove_iam_role_from_group",
  command: "iam group detach-role",
  title: { en: "Detach IAM role from group", ja: "IAMグループのIAMロール紐付け解除" },
  summary: {
    en: "Detach (remove) an IAM role from an IAM group. Its users lose what the role permitted, API access included.",
    ja: "IAMロールとIAMグループの紐付けを解除します。所属ユーザーはAPIの利用を含め、ロールの権限を失います。",
  },
  route: "DELETE /iam/groups/{iam_group_id}/roles/{iam_role_id}",
  versions: ["v1.0", "v2"],
  effect: "delete",
  role: "any",
  confirm: {
    en: "Detach IAM role {iam_role_id} from IAM group {iam_group_name} ({iam_group_id})? Its users lose what the role permits and may be locked out of the API.",
    ja: "IAMロール {iam_role_id} とIAMグループ {iam_group_name}（{iam_group_id}）の紐付けを解除しますか？所属ユーザーはロールの権限を失い、APIを利用できなくなることがあります。",
  },
  target: { operation: "list_iam_group_users", name: "iam_group_name" },
  impact: ["get_iam_role"],
  undo: "assign_iam_role_to_group",
  input: z.strictObject({ iam_role_id: iamRoleId, iam_group_id: iamGroupId }),
  output: noContent,
  docs: "IAM API: Delete Assignment of IAM Role to IAM Group",
});
