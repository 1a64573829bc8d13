import * as z from "zod";
import { description, noContent, someChange } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { iamRoleId, iamRoleName, resources } from "./iam.ts";

export const updateIamRole = defineOperation({
  name: "update_iam_role",
  command: "iam role update",
  title: { en: "Update IAM role", ja: "IAMロール更新" },
  summary: {
    en: "Change an IAM role's name, description or rules. It changes what every user with the role may call.",
    ja: "IAMロールの名前、説明、ルールを変更します。ロールを持つ全ユーザーのAPI権限が変わります。",
  },
  route: "PUT /iam/roles/{iam_role_id}",
  versions: ["v1.0", "v2"],
  effect: "update",
  risk: "destroy",
  role: "any",
  confirm: {
    en: "Change IAM role {iam_role_name} ({iam_role_id})? It changes what every user with the role may call and can lock them out of the API.",
    ja: "IAMロール {iam_role_name}（{iam_role_id}）を変更しますか？ロールを持つ全ユーザーのAPI権限が変わり、APIを利用できなくなることがあります。",
  },
  target: { operation: "get_iam_role", name: "iam_role_name" },
  impact: [{ operation: "list_iam_groups", in: "iam_groups", about: "iam_role_id" }],
  undo: "update_iam_role",
  input: someChange(
    z.strictObject({
      iam_role_id: iamRoleId,
      iam_role_name: iamRoleName.optional(),
      description: description.optional(),
      resources: resources.optional(),
    }),
  ),
  output: noContent,
  docs: "IAM API: Update IAM Role",
});
