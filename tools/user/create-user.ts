import * as z from "zod";
import {
  answer,
  loginId,
  mailAddress,
  notifyPassword,
  ownContractId,
  password,
  secret,
  text,
  untrusted,
} from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const createUser = defineOperation({
  name: "create_user",
  command: "user create",
  title: { en: "Create user", ja: "ユーザー作成" },
  summary: {
    en: "Create a user in a contract (not one from NTT's business portal). Without a password SSS makes a random one; it can be mailed to the user.",
    ja: "契約（ビジネスポータル経由の契約を除く）にユーザーを作成します。パスワードを省略するとランダムに生成され、本人にメールできます。",
  },
  route: "POST /users",
  versions: ["v1.0", "v2"],
  effect: "create",
  role: "partner",
  confirm: {
    en: "Create user {login_id} ({mail_address})?",
    ja: "ユーザー {login_id}（{mail_address}）を作成しますか？",
  },
  undo: {
    operation: "delete_user",
    lost: { en: "The login ID can never be used again.", ja: "ログインIDは再利用できません。" },
  },
  input: z.strictObject({
    login_id: loginId,
    mail_address: mailAddress(8),
    notify_password: notifyPassword(z.boolean()),
    password: password.optional(),
    contract_id: ownContractId,
  }),
  output: answer({
    user_id: text(),
    login_id: untrusted(text()),
    mail_address: untrusted(text()),
    contract_id: text(),
    keystone_name: text(),
    keystone_password: secret(text()),
    keystone_endpoint: text(),
    sss_endpoint: text(),
    password: secret(text()),
  }),
  docs: "User API: Create User",
});
