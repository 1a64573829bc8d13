import * as z from "zod";
import { anyEntry, field } from "../fields.ts";

/** Settings to change. */
export const notificationTypes = field(
  z.array(anyEntry({ notification_type: "string", enabled: "boolean" })),
  {
    title: { en: "Notification settings", ja: "通知設定" },
    examples: [[{ notification_type: "maintenance", enabled: true }]],
  },
);
