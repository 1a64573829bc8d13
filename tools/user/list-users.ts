import * as z from "zod";
import { answer, list, ownContractId, text } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { userRow } from "./user.ts";

export const listUsers = defineOperation({
  name: "list_users",
  command: "user list",
  title: { en: "List users", ja: "ユーザー一覧" },
  summary: {
    en: "List the users of a contract with IDs, login IDs and e-mail addresses.",
    ja: "契約のユーザーを、ID・ログインID・メールアドレスとともに一覧します。",
  },
  route: "GET /users",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "any",
  input: z.strictObject({ contract_id: ownContractId }),
  output: answer({ contract_id: text(), users: list(userRow) }),
  docs: "User API: List Users information",
});
