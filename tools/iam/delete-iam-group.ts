import * as z from "zod";
import { noContent } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { iamGroupId } from "./iam.ts";

export const deleteIamGroup = defineOperation({
  name: "delete_iam_group",
  command: "iam group delete",
  title: { en: "Delete IAM group", ja: "IAMグループ削除" },
  summary: {
    en: "Delete an IAM group. Its users lose the API permissions it gave them.",
    ja: "IAMグループを削除します。所属ユーザーはこのグループによるAPI権限を失います。",
  },
  route: "DELETE /iam/groups/{iam_group_id}",
  versions: ["v1.0", "v2"],
  effect: "delete",
  role: "super_user",
  confirm: {
    en: "Delete IAM group {iam_group_name} ({iam_group_id})? Its users lose the API permissions it gives.",
    ja: "IAMグループ {iam_group_name}（{iam_group_id}）を削除しますか？所属ユーザーはこのグループによるAPI権限を失います。",
  },
  target: { operation: "list_iam_group_users", name: "iam_group_name" },
  impact: [{ operation: "list_iam_groups", in: "iam_groups", about: "iam_group_id" }],
  undo: {
    operation: "none",
    lost: {
      en: "The group is gone with its members and roles, and a new one gets another ID.",
      ja: "IAMグループは所属ユーザーやロールの紐付けごと削除され、作り直すとIDが変わります。",
    },
  },
  input: z.strictObject({ iam_group_id: iamGroupId }),
  output: noContent,
  docs: "IAM API: Delete IAM Group",
});
