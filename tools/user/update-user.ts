import * as z from "zod";
import { loginId, mailAddress, newPassword, noContent, someChange, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const updateUser = defineOperation({
  name: "update_user",
  command: "user update",
  title: { en: "Update user", ja: "ユーザー更新" },
  summary: {
    en: "Change a user's login ID, e-mail address or password (not in a contract from NTT's business portal).",
    ja: "ユーザー（ビジネスポータル経由の契約を除く）のログインID、メールアドレス、パスワードを変更します。",
  },
  route: "PUT /users/{user_id}",
  versions: ["v1.0", "v2"],
  effect: "update",
  role: "any",
  confirm: {
    en: "Change the login ID, e-mail address or password of user {user_id} of contract {contract_id}?",
    ja: "契約 {contract_id} のユーザー {user_id} のログインID、メールアドレス、パスワードを変更しますか？",
  },
  target: { operation: "get_user", name: "login_id" },
  // SSS may refuse a login ID that was used before, and then it would not set back the rest either.
  undo: { operation: "update_user", kept: ["login_id"] },
  input: someChange(
    z.strictObject({
      user_id: userId,
      login_id: loginId.optional(),
      mail_address: mailAddress(1).optional(),
      new_password: newPassword.optional(),
    }),
  ),
  output: noContent,
  docs: "User API: Update User",
});
