import * as z from "zod";
import { field } from "../fields.ts";

/** Settings to change. No public source shows the form of an entry, so any object passes. */
export const notificationTypes = field(z.array(z.looseObject({})), {
  title: { en: "Notification settings", ja: "通知設定" },
  examples: [[{ notification_type: "maintenance", enabled: true }]],
});
