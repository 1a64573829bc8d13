import * as z from "zod";
import { defineOperation } from "../operation.ts";
import { iamRole, iamRoleId } from "./iam.ts";

export const getIamRole = defineOperation({
  name: "get_iam_role",
  command: "iam role show",
  title: { en: "Get IAM role", ja: "IAMロール参照" },
  summary: {
    en: "Show one IAM role with the API calls its rules permit.",
    ja: "IAMロール1つと、そのルールが許可するAPIを表示します。",
  },
  route: "GET /iam/roles/{iam_role_id}",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "any",
  input: z.strictObject({ iam_role_id: iamRoleId }),
  output: iamRole,
  docs: "IAM API: Get IAM Role Information",
});
