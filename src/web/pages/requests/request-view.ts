import { html } from "hono/html";
import type { Text } from "../../../../tools/operation.ts";
import { plain } from "../../../gate/plain.ts";
import {
  type ApprovalRequest,
  deadlineOf,
  partsOf,
  timeOf as momentOf,
} from "../../../gate/approval-request.ts";
import type { Language } from "../../context.ts";
import type { Html } from "../../layout.ts";
import { aside } from "../parts/aside.ts";
import { badge } from "../parts/badges.ts";
import { type Fact, factsOf } from "../parts/facts.ts";
import { leftOf, timeOf } from "../parts/time.ts";

/** Where an approval request stands on SSS. */
export function statusBadge({ status = "" }: ApprovalRequest, language: Language): Html {
  const word = (statusWords as Readonly<Record<string, Text>>)[status]?.[language] ?? plain(status);
  return badge(status === "registered" ? "busy" : status === "approved" ? "good" : "", word || "-");
}

/** Until when a request can be answered, and how long that is from now. */
export function deadline(asked: ApprovalRequest, now: number, language: Language): Html {
  const at = deadlineOf(asked);
  if (at === undefined) return html`${plain(asked.approval_deadline ?? "-")}`;
  if (asked.status !== "registered") return timeOf(at, language);
  const left = at > now ? leftOf(at, now, language) : texts.past[language];
  return html`${timeOf(at, language)}${aside(left, language)}`;
}

/** Who asks whom for what, since when and until when. */
export function requestFacts(asked: ApprovalRequest, now: number, language: Language): Html {
  const { request_id, service, request_user_id, approver_type, approver_id, registered_time } = asked;
  const registered = momentOf(registered_time);
  return factsOf([
    [texts.status[language], statusBadge(asked, language)],
    [texts.service[language], plain(service ?? "-")],
    [texts.requester[language], html`<code>${plain(request_user_id ?? "-")}</code>`],
    [
      texts.approver[language],
      html`${approverWord(approver_type, language)} <code>${plain(approver_id ?? "")}</code>`,
    ],
    [
      texts.registered[language],
      registered === undefined ? plain(registered_time ?? "-") : timeOf(registered, language),
    ],
    [texts.deadline[language], deadline(asked, now, language)],
    [texts.request[language], html`<code>${plain(request_id ?? "-")}</code>`],
  ]);
}

function approverWord(type: string | undefined, language: Language): string {
  return (approvers as Readonly<Record<string, Text>>)[type ?? ""]?.[language] ?? plain(type ?? "-");
}

/** What would be called once it is approved: method, path and body of each call, to the end; decoded, never run. */
export function calledOf({ actions = [] }: ApprovalRequest, language: Language): Html {
  if (actions.length === 0) return html`<p class="soft">${texts.noActions[language]}</p>`;
  return html`${actions.map(
    (action, index) =>
      html`<h3>${texts.call[language]} ${index + 1}/${actions.length}</h3>
        ${factsOf(partsOf(action, language).map(toFact))}`,
  )}`;
}

function toFact([path, value]: readonly [path: string, text: string]): Fact {
  return [html`<code>${path}</code>`, html`<code>${value || "-"}</code>`];
}

/** What the states of an approval request are called. */
export const statusWords = {
  registered: { en: "Waiting", ja: "回答待ち" },
  approved: { en: "Approved", ja: "承認済み" },
  denied: { en: "Denied", ja: "却下" },
  cancelled: { en: "Cancelled", ja: "取り下げ" },
  expired: { en: "Expired", ja: "期限切れ" },
  approval_expired: { en: "Approval expired", ja: "承認の有効期限切れ" },
} as const satisfies Record<string, Text>;

const approvers = {
  user: { en: "User", ja: "ユーザー" },
  contract: { en: "Contract", ja: "契約" },
} as const satisfies Record<string, Text>;

const texts = {
  status: { en: "State", ja: "状態" },
  service: { en: "Service", ja: "サービス" },
  requester: { en: "Requested by", ja: "申請者" },
  approver: { en: "To be approved by", ja: "承認者" },
  registered: { en: "Requested", ja: "申請日時" },
  deadline: { en: "Deadline", ja: "回答期限" },
  request: { en: "Request", ja: "リクエスト" },
  past: { en: "over", ja: "期限を過ぎています" },
  call: { en: "Call", ja: "呼び出し" },
  noActions: { en: "SSS tells of no calls.", ja: "実行内容は示されていません。" },
} as const satisfies Record<string, Text>;
