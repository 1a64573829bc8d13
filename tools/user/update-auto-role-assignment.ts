import * as z from "zod";
import { field, noContent, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const updateAutoRoleAssignment = defineOperation({
  name: "update_auto_role_assignment",
  command: "user auto-role",
  title: { en: "Update auto role assignment", ja: "自動ロール設定更新" },
  summary: {
    en: "Switch automatic role assignment of a partner user on or off: with it the user is given a role on a child contract's tenant when viewing it.",
    ja: "パートナーユーザーの自動ロール割り当てを切り替えます。オンにすると、子契約のテナントを参照したときにロールが自動で付きます。",
  },
  route: "PUT /users/{user_id}/auto-role-assignment",
  effect: "update",
  role: "partner",
  confirm: {
    en: "Set automatic role assignment of {login_id} ({user_id}) to {auto_role_assignment_flag}? While true, the user gets a role on every tenant of a child contract that the user views.",
    ja: "{login_id}（{user_id}）の自動ロール割り当てを {auto_role_assignment_flag} にしますか？true の間は、参照した子契約のテナントのロールが自動で付きます。",
  },
  target: { operation: "get_user", name: "login_id" },
  undo: {
    operation: "update_auto_role_assignment",
    lost: {
      en: "Roles that were given automatically meanwhile stay.",
      ja: "その間に自動で付いたロールは残ります。",
    },
  },
  input: z.strictObject({
    user_id: userId,
    auto_role_assignment_flag: field(z.boolean(), {
      title: { en: "Automatic role assignment", ja: "自動ロール割り当て" },
    }),
  }),
  output: noContent,
  docs: "User API: Update Auto Role Settings",
});
