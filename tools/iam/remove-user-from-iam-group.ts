import * as z from "zod";
import { noContent, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { iamGroupId } from "./iam.ts";

export const removeUserFromIamGroup = defineOperation({
  name: "remove_user_from_iam_group",
  command: "iam group detach-user",
  title: { en: "Remove user from IAM group", ja: "IAMグループのユーザー紐付け解除" },
  summary: {
    en: "Detach (remove) a user from an IAM group. The user loses the group's API permissions.",
    ja: "ユーザーとIAMグループの紐付けを解除します。ユーザーはグループのAPI権限を失います。",
  },
  route: "DELETE /iam/groups/{iam_group_id}/users/{user_id}",
  versions: ["v1.0", "v2"],
  effect: "delete",
  role: "any",
  confirm: {
    en: "Remove user {user_id} from IAM group {iam_group_name} ({iam_group_id})? The user loses the group's API permissions and may be locked out of the API.",
    ja: "ユーザー {user_id} とIAMグループ {iam_group_name}（{iam_group_id}）の紐付けを解除しますか？グループのAPI権限を失い、APIを利用できなくなることがあります。",
  },
  target: { operation: "list_iam_group_users", name: "iam_group_name" },
  impact: ["get_user"],
  undo: "assign_user_to_iam_group",
  input: z.strictObject({ user_id: userId, iam_group_id: iamGroupId }),
  output: noContent,
  docs: "IAM API: Delete Assignment of User to IAM Group",
});
