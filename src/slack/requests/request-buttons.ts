import type { Text } from "../../../tools/operation.ts";
import { oneLine } from "../../gate/plain.ts";
import type { ButtonOptions } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import type { ApprovalRequest } from "./request.ts";

/** What this account may do about a request that waits, as SSS tells; to approve takes that all of it is shown. None without an id that a button can carry. */
export function requestButtons(
  { request_id = "", status, approver, request_user }: ApprovalRequest,
  isWhole: boolean,
  language: Language,
): readonly ButtonOptions[] {
  const isUsable = request_id !== "" && request_id.length <= longestId && oneLine(request_id) === request_id;
  if (!isUsable) return [];
  const decide = (action: Action) => toButton(action, request_id, language);
  const isOpen = status === "registered";
  return [
    ...(isOpen && approver === true && isWhole ? [decide("approve")] : []),
    ...(isOpen && approver === true ? [decide("deny")] : []),
    ...(isOpen && request_user === true ? [decide("cancel")] : []),
    ...(isOpen
      ? [{ action: "request:details", value: request_id, label: texts.details[language] } as const]
      : []),
  ];
}

type Action = keyof typeof questions;

function toButton(action: Action, requestId: string, language: Language): ButtonOptions {
  return {
    action: `request:${action}`,
    value: requestId,
    label: texts[action][language],
    ...(action === "approve" ? { style: "primary" } : {}),
    confirm: {
      title: questions[action][language],
      text: texts.final[language],
      yes: texts[action][language],
      no: texts.back[language],
    },
  };
}

/** As long as the id of a request may be. */
const longestId = 255;

const questions = {
  approve: { en: "Approve this request?", ja: "このリクエストを承認しますか？" },
  deny: { en: "Deny this request?", ja: "このリクエストを却下しますか？" },
  cancel: { en: "Cancel this request?", ja: "このリクエストを取り下げますか？" },
} as const satisfies Record<string, Text>;

const texts = {
  approve: { en: "Approve", ja: "承認" },
  deny: { en: "Deny", ja: "却下" },
  cancel: { en: "Cancel", ja: "取り下げ" },
  details: { en: "Details", ja: "詳細" },
  final: {
    en: "The answer goes to SSS and cannot be taken back.",
    ja: "回答はSSSに送られ、あとから変更できません。",
  },
  back: { en: "Back", ja: "戻る" },
} as const satisfies Record<string, Text>;
