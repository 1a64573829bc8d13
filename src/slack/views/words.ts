import type { Text } from "../../../tools/operation.ts";

/** Labels and remarks that several cards and messages have in common. */
export const words = {
  approve: { en: "Approve", ja: "承認" },
  deny: { en: "Deny", ja: "却下" },
  details: { en: "Details", ja: "詳細" },
  back: { en: "Back", ja: "戻る" },
  moreThanShown: {
    en: "There is more: not all of it is shown here.",
    ja: "続きがあります。ここでは一部だけを表示しています。",
  },
} as const satisfies Record<string, Text>;
