import * as z from "zod";
import { answer, list, ownContractId, text, untrusted } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { iamGroup } from "./iam.ts";

export const listIamGroups = defineOperation({
  name: "list_iam_groups",
  command: "iam group list",
  title: { en: "List IAM groups", ja: "IAMグループ一覧" },
  summary: {
    en: "List the IAM groups of a contract with the IAM roles attached to each.",
    ja: "契約のIAMグループを、紐付いたIAMロールとともに一覧します。",
  },
  route: "GET /iam/groups",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "any",
  input: z.strictObject({ contract_id: ownContractId }),
  output: answer({
    contract_id: text(),
    iam_groups: list(
      iamGroup.extend({ iam_roles: list(answer({ iam_role_id: text(), iam_role_name: untrusted(text()) })) }),
    ),
  }),
  docs: "IAM API: List IAM Group",
});
