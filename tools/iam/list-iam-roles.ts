import * as z from "zod";
import { answer, list, ownContractId, text } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { iamRole } from "./iam.ts";

export const listIamRoles = defineOperation({
  name: "list_iam_roles",
  command: "iam role list",
  title: { en: "List IAM roles", ja: "IAMロール一覧" },
  summary: { en: "List the IAM roles of a contract.", ja: "契約のIAMロールを一覧します。" },
  route: "GET /iam/roles",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "any",
  input: z.strictObject({ contract_id: ownContractId }),
  output: answer({ contract_id: text(), iam_roles: list(iamRole) }),
  docs: "IAM API: List IAM Role",
});
