import * as z from "zod";
import { noContent, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const deleteUser = defineOperation({
  name: "delete_user",
  command: "user delete",
  title: { en: "Delete user", ja: "ユーザー削除" },
  summary: {
    en: "Delete a user (not in a contract from NTT's business portal). The login ID can never be used again. The contract owner cannot be deleted.",
    ja: "ユーザー（ビジネスポータル経由の契約を除く）を削除します。ログインIDは再利用できません。契約代表ユーザーは削除できません。",
  },
  route: "DELETE /users/{user_id}",
  versions: ["v1.0", "v2"],
  effect: "delete",
  role: "partner",
  confirm: {
    en: "Delete user {login_id} ({user_id}) of contract {contract_id}? The login ID can never be used again.",
    ja: "契約 {contract_id} のユーザー {login_id}（{user_id}）を削除しますか？ログインIDは再利用できません。",
  },
  target: { operation: "get_user", name: "login_id" },
  impact: [
    "get_user_type",
    { operation: "list_user_types", in: "users", where: { super_user: true } },
    { operation: "list_tenants", in: "tenants", about: "user_id", read: "get_tenant" },
    { operation: "list_iam_groups", in: "iam_groups", about: "user_id", read: "list_iam_group_users" },
    { operation: "list_approval_requests", in: "approval_requests", about: "user_id" },
  ],
  undo: {
    operation: "none",
    lost: {
      en: "The user is gone, and the login ID can never be used again.",
      ja: "削除したユーザーは元に戻せず、ログインIDは再利用できません。",
    },
  },
  input: z.strictObject({ user_id: userId }),
  output: noContent,
  docs: "User API: Delete User",
});
