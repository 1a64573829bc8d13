import * as z from "zod";
import { answer, description, list, ownContractId, text, untrusted } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { iamRoleName, resources, rule } from "./iam.ts";

export const createIamRole = defineOperation({
  name: "create_iam_role",
  command: "iam role create",
  title: { en: "Create IAM role", ja: "IAMロール作成" },
  summary: {
    en: "Create an IAM role: a whitelist of API calls for the IAM groups it is attached to.",
    ja: "IAMロール（実行を許可するAPIのホワイトリスト）を作成します。IAMグループに紐付けて使います。",
  },
  route: "POST /iam/roles",
  versions: ["v1.0", "v2"],
  effect: "create",
  role: "super_user",
  confirm: { en: "Create IAM role {iam_role_name}?", ja: "IAMロール {iam_role_name} を作成しますか？" },
  undo: "delete_iam_role",
  input: z.strictObject({
    iam_role_name: iamRoleName,
    resources,
    contract_id: ownContractId,
    description: description.optional(),
  }),
  output: answer({
    contract_id: text(),
    iam_role_id: text(),
    iam_role_name: untrusted(text()),
    description: untrusted(text()),
    resources: list(rule),
  }),
  docs: "IAM API: Create IAM Role",
});
