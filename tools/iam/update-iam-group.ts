import * as z from "zod";
import { description, noContent, someChange } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { iamGroupId, iamGroupName } from "./iam.ts";

export const updateIamGroup = defineOperation({
  name: "update_iam_group",
  command: "iam group update",
  title: { en: "Update IAM group", ja: "IAMグループ更新" },
  summary: {
    en: "Rename an IAM group or change its description.",
    ja: "IAMグループの名前または説明を変更します。",
  },
  route: "PUT /iam/groups/{iam_group_id}",
  versions: ["v1.0", "v2"],
  effect: "update",
  role: "any",
  confirm: {
    en: "Change the name or description of IAM group {iam_group_name} ({iam_group_id})?",
    ja: "IAMグループ {iam_group_name}（{iam_group_id}）の名前または説明を変更しますか？",
  },
  target: { operation: "list_iam_group_users", name: "iam_group_name" },
  undo: "update_iam_group",
  input: someChange(
    z.strictObject({
      iam_group_id: iamGroupId,
      iam_group_name: iamGroupName.optional(),
      description: description.optional(),
    }),
  ),
  output: noContent,
  docs: "IAM API: Update IAM Group",
});
