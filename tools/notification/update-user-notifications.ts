import * as z from "zod";
import { noContent, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { notificationTypes } from "./notification.ts";

export const updateUserNotifications = defineOperation({
  name: "update_user_notifications",
  command: "notification update",
  title: { en: "Update user notifications", ja: "ユーザー通知設定更新" },
  summary: {
    en: "Change a user's notification settings (news, maintenance, failure mails on or off). Each entry has the form list_user_notifications shows.",
    ja: "ユーザーの通知設定（お知らせ、メンテナンス、故障など）を変更します。各要素は list_user_notifications の表示と同じ形です。",
  },
  route: "PUT /notifications/users/{user_id}",
  effect: "update",
  role: "any",
  confirm: {
    en: "Change the notification settings of user {user_id}?",
    ja: "ユーザー {user_id} の通知設定を変更しますか？",
  },
  target: { operation: "list_user_notifications", name: "user_id" },
  impact: ["get_user"],
  undo: "update_user_notifications",
  input: z.strictObject({ user_id: userId, notification_types: notificationTypes }),
  output: noContent,
  docs: "Notification API: Change Notification Settings of User",
});
