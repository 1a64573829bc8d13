import * as z from "zod";
import { answer, anything, list, text, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const listUserNotifications = defineOperation({
  name: "list_user_notifications",
  command: "notification list",
  title: { en: "List user notifications", ja: "ユーザー通知設定一覧" },
  summary: {
    en: "List a user's notification settings (news, maintenance, failure mails).",
    ja: "ユーザーの通知設定（お知らせ、メンテナンス、故障など）を一覧します。",
  },
  route: "GET /notifications/users/{user_id}",
  effect: "read",
  role: "any",
  input: z.strictObject({ user_id: userId }),
  output: answer({ user_id: text(), notification_types: list(anything()) }),
  docs: "Notification API: List Notification of User",
});
