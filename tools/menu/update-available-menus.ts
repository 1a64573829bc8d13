import * as z from "zod";
import { anyEntry, field, noContent, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const updateAvailableMenus = defineOperation({
  name: "update_available_menus",
  command: "menu update",
  title: { en: "Update available menus", ja: "ユーザーの利用可能メニュー更新" },
  summary: {
    en: "Set which portal menus a user may use. Each entry has the form list_available_menus shows.",
    ja: "ユーザーが利用できるポータルのメニューを設定します。各要素は list_available_menus の表示と同じ形です。",
  },
  route: "PUT /iam/menus/users/{user_id}",
  effect: "update",
  role: "any",
  confirm: {
    en: "Change which portal menus user {user_id} may use?",
    ja: "ユーザー {user_id} が利用できるポータルのメニューを変更しますか？",
  },
  target: { operation: "list_available_menus", name: "user_id" },
  impact: ["get_user"],
  undo: "update_available_menus",
  input: z.strictObject({
    user_id: userId,
    menus: field(z.array(anyEntry({ menu: "string", availability: "boolean" })).min(1), {
      title: { en: "Menus", ja: "メニュー" },
      examples: [[{ menu: "sss.menu.test1", availability: true }]],
    }),
  }),
  output: noContent,
  docs: "Menu API: Update Available Menus",
});
