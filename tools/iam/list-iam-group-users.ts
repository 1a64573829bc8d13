import * as z from "zod";
import { anything, list } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { iamGroup, iamGroupId } from "./iam.ts";

export const listIamGroupUsers = defineOperation({
  name: "list_iam_group_users",
  command: "iam user list",
  title: { en: "List IAM group users", ja: "IAMグループのユーザー一覧" },
  summary: {
    en: "List the users in an IAM group (its members), and show the group.",
    ja: "IAMグループに所属するユーザー（メンバー）の一覧と、グループの情報を表示します。",
  },
  route: "GET /iam/groups/{iam_group_id}/users",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "any",
  input: z.strictObject({ iam_group_id: iamGroupId }),
  output: iamGroup.extend({ users: list(anything()) }),
  docs: "IAM API: List User in the designated IAM Group",
});
