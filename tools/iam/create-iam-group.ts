import * as z from "zod";
import { answer, description, ownContractId, text, untrusted } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { iamGroupName } from "./iam.ts";

export const createIamGroup = defineOperation({
  name: "create_iam_group",
  command: "iam group create",
  title: { en: "Create IAM group", ja: "IAMグループ作成" },
  summary: {
    en: "Create an IAM group, which gives its users the API permissions of the IAM roles attached to it.",
    ja: "IAMグループを作成します。所属ユーザーには、紐付けたIAMロールのAPI権限が適用されます。",
  },
  route: "POST /iam/groups",
  versions: ["v1.0", "v2"],
  effect: "create",
  role: "super_user",
  confirm: { en: "Create IAM group {iam_group_name}?", ja: "IAMグループ {iam_group_name} を作成しますか？" },
  undo: "delete_iam_group",
  input: z.strictObject({
    iam_group_name: iamGroupName,
    contract_id: ownContractId,
    description: description.optional(),
  }),
  output: answer({
    contract_id: text(),
    iam_group_id: text(),
    iam_group_name: untrusted(text()),
    description: untrusted(text()),
  }),
  docs: "IAM API: Create IAM Group",
});
