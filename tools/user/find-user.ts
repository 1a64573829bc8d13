import * as z from "zod";
import { field, ownContractId } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { userRow } from "./user.ts";

export const findUser = defineOperation({
  name: "find_user",
  command: "user find",
  title: { en: "Find user", ja: "ユーザー検索" },
  summary: {
    en: "Find one user of a contract by user ID, login ID or e-mail address; several matches are reported with the candidates.",
    ja: "ユーザーID、ログインID、メールアドレスのいずれかで契約内のユーザーを1人探します。複数一致した場合は候補を示します。",
  },
  route: "GET /users",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "any",
  find: { by: "user", in: "users", matching: ["user_id", "login_id", "mail_address"] },
  input: z.strictObject({
    user: field(z.string().min(1).max(64), {
      title: { en: "User", ja: "ユーザー" },
      description: { en: "User ID, login ID or e-mail", ja: "ユーザーID、ログインIDまたはメールアドレス" },
      examples: ["taro.yamada"],
    }),
    contract_id: ownContractId,
  }),
  output: userRow,
  docs: "Python SDK: find_user",
});
