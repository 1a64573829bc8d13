import * as z from "zod";
import { answer, anything, contractId, list } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const listUserTypes = defineOperation({
  name: "list_user_types",
  command: "user-type list",
  title: { en: "List user types", ja: "ユーザー種別一覧" },
  summary: {
    en: "List the user types of a contract: who is contract owner or super user (administrator), and what each is granted.",
    ja: "契約のユーザー種別（契約代表ユーザー、管理ユーザー（管理者）、付与された管理権限）を一覧します。",
  },
  route: "GET /iam/user-types/users",
  effect: "read",
  role: "any",
  input: z.strictObject({ contract_id: contractId }),
  output: answer({ users: list(anything()) }),
  docs: "User Type API: List User Type",
});
