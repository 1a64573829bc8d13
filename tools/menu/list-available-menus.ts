import * as z from "zod";
import { answer, anything, list, text, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const listAvailableMenus = defineOperation({
  name: "list_available_menus",
  command: "menu list",
  title: { en: "List available menus", ja: "ユーザーの利用可能メニュー一覧" },
  summary: {
    en: "List the portal menus and whether a user may use each.",
    ja: "ポータルのメニューと、ユーザーの利用可否を一覧します。",
  },
  route: "GET /iam/menus/users/{user_id}",
  effect: "read",
  role: "any",
  input: z.strictObject({ user_id: userId }),
  output: answer({ user_id: text(), menus: list(anything()) }),
  docs: "Menu API: List Available Menus",
});
