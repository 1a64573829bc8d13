import type { Text } from "../../../tools/operation.ts";

/** What the facts about a ticket are called wherever they stand. */
export const labels = {
  ticket: { en: "Ticket", ja: "チケット" },
  state: { en: "State", ja: "状態" },
  target: { en: "Target", ja: "対象" },
  requester: { en: "Requested by", ja: "依頼者" },
  created: { en: "Requested", ja: "依頼日時" },
  expires: { en: "Expires", ja: "期限" },
  undo: { en: "Undo", ja: "元に戻す方法" },
  undoes: { en: "Undoes ticket", ja: "元に戻すチケット" },
  rule: { en: "Asked because", ja: "確認が必要な理由" },
  approvers: { en: "May approve:", ja: "承認できる人:" },
} as const satisfies Record<string, Text>;
