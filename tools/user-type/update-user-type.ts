import * as z from "zod";
import { field, noContent, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const updateUserType = defineOperation({
  name: "update_user_type",
  command: "user-type update",
  title: { en: "Update user type", ja: "ユーザー種別更新" },
  summary: {
    en: "Promote a user to super user (administrator) or demote them to an ordinary user, and set the portal controls granted. The contract owner's type cannot change.",
    ja: "ユーザーを管理ユーザー（管理者）に昇格、または一般ユーザーに降格し、管理権限を設定します。契約代表ユーザーの種別は変更できません。",
  },
  route: "PUT /iam/user-types/users/{user_id}",
  effect: "update",
  risk: "destroy",
  role: "any",
  confirm: {
    en: "Change the type of user {user_id} (super user: {super_user}) and the controls granted? It can hand power over or lock the user out.",
    ja: "ユーザー {user_id} の種別（管理ユーザー: {super_user}）と管理権限を変更しますか？強い権限を渡すことや、ユーザーが操作できなくなることがあります。",
  },
  target: { operation: "get_user_type", name: "user_id" },
  impact: ["get_user"],
  undo: "update_user_type",
  input: z.strictObject({
    user_id: userId,
    super_user: field(z.boolean(), { title: { en: "Super user", ja: "管理ユーザー" } }),
    grant: field(
      z.array(
        z.enum(["user", "tenant", "iam_contract_group", "billing", "iam_api", "iam_user_type", "iam_menu"]),
      ),
      {
        title: { en: "Granted controls", ja: "管理権限" },
        description: { en: "tenant needs user", ja: "tenant には user も必要" },
        examples: [["user", "tenant"]],
      },
    ).optional(),
  }),
  output: noContent,
  docs: "User Type API: Update User Type",
});
