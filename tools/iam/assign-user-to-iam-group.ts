import * as z from "zod";
import { answer, flag, text, untrusted, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { iamGroupId } from "./iam.ts";

export const assignUserToIamGroup = defineOperation({
  name: "assign_user_to_iam_group",
  command: "iam group attach-user",
  title: { en: "Add user to IAM group", ja: "IAMグループへのユーザー紐付け" },
  summary: {
    en: "Attach (assign) a user to an IAM group. A user who is not API available can only be in the default group.",
    ja: "ユーザーをIAMグループに紐付けます。API利用不可のユーザーはデフォルトIAMグループにしか紐付けられません。",
  },
  route: "PUT /iam/groups/{iam_group_id}/users/{user_id}",
  versions: ["v1.0", "v2"],
  effect: "create",
  role: "any",
  confirm: {
    en: "Add user {user_id} to IAM group {iam_group_name} ({iam_group_id})? The user gets the group's API permissions.",
    ja: "ユーザー {user_id} をIAMグループ {iam_group_name}（{iam_group_id}）に紐付けますか？グループのAPI権限が適用されます。",
  },
  target: { operation: "list_iam_group_users", name: "iam_group_name" },
  impact: ["get_user"],
  undo: "remove_user_from_iam_group",
  input: z.strictObject({ user_id: userId, iam_group_id: iamGroupId }),
  output: answer({
    iam_group_id: text(),
    iam_group_name: untrusted(text()),
    user_id: text(),
    api_availability: flag(),
  }),
  docs: "IAM API: Assignment of User to IAM Group",
});
