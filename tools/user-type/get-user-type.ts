import * as z from "zod";
import { answer, flag, list, text, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const getUserType = defineOperation({
  name: "get_user_type",
  command: "user-type show",
  title: { en: "Get user type", ja: "ユーザー種別参照" },
  summary: {
    en: "Show a user's type: contract owner, super user and the portal controls granted.",
    ja: "ユーザーの種別（契約代表ユーザー、管理ユーザー）と、付与された管理権限を表示します。",
  },
  route: "GET /iam/user-types/users/{user_id}",
  effect: "read",
  role: "any",
  input: z.strictObject({ user_id: userId }),
  output: answer({ user_id: text(), contract_owner: flag(), super_user: flag(), grant: list(text()) }),
  docs: "User Type API: Get User Type Information",
});
