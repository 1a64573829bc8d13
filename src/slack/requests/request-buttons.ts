import type { Text } from "../../../tools/operation.ts";
import { oneLine } from "../../gate/plain.ts";
import type { ButtonOptions } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import { words } from "../views/words.ts";
import { type ApprovalRequest, digestOfRequest } from "../../gate/approval-request.ts";
import { keyOf } from "./request-key.ts";

/**
 * What this account may do about a request that waits, as SSS tells; approving takes that all of it is shown. None without
 * an id that a button can carry.
 */
export function requestButtons(
  request: ApprovalRequest,
  isWhole: boolean,
  language: Language,
  account?: string,
): readonly ButtonOptions[] {
  const { request_id = "", status, approver, request_user } = request;
  const isUsable = request_id !== "" && request_id.length <= longestId && oneLine(request_id) === request_id;
  if (!isUsable || status !== "registered") return [];
  const key = keyOf({ id: request_id, ...(account === undefined ? {} : { account }) });
  const decide = (action: Action) => toButton(action, pressedValue(request, key), language);
  return [
    ...(approver === true && isWhole ? [decide("approve")] : []),
    ...(approver === true ? [decide("deny")] : []),
    ...(request_user === true ? [decide("cancel")] : []),
    { action: "request:details", value: key, label: words.details[language] },
  ];
}

/** What a button that decides carries: which request, and what of it its card shows, so that a press counts for nothing else. */
function pressedValue(request: ApprovalRequest, key: string): string {
  return `${digestOfRequest(request).slice(0, digestLength)}.${key}`;
}

/** The request that a button decides, and whether it still asks for what the card showed when it was pressed. */
export function readPressed(value: string): {
  /** What it is known by. */
  readonly key: string;
  readonly isFor: (request: Record<string, unknown>) => boolean;
} {
  const digest = value.slice(0, digestLength);
  return {
    key: value.slice(digestLength + 1),
    isFor: (request) => digestOfRequest(request).startsWith(digest) && digest.length === digestLength,
  };
}

const digestLength = 32;

type Action = "approve" | "deny" | "cancel";

function toButton(action: Action, value: string, language: Language): ButtonOptions {
  return {
    action: `request:${action}`,
    value,
    label: answers[action][language],
    ...(action === "approve" ? { style: "primary" } : {}),
    confirm: {
      title: questions[action][language],
      text: texts.final[language],
      yes: answers[action][language],
      no: words.back[language],
    },
  };
}

/** As long as the id of a request may be. */
const longestId = 255;

const answers = {
  approve: words.approve,
  deny: words.deny,
  cancel: { en: "Cancel", ja: "取り下げ" },
} as const satisfies Record<Action, Text>;

const questions = {
  approve: { en: "Approve this request?", ja: "この許可リクエストを承認しますか？" },
  deny: { en: "Deny this request?", ja: "この許可リクエストを却下しますか？" },
  cancel: { en: "Cancel this request?", ja: "この許可リクエストを取り下げますか？" },
} as const satisfies Record<Action, Text>;

const texts = {
  final: {
    en: "The answer goes to SSS and cannot be taken back.",
    ja: "回答はSSSに送られ、あとから変更できません。",
  },
} as const satisfies Record<string, Text>;
