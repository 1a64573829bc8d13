import { html } from "hono/html";
import { listApprovalRequests } from "../../../../tools/approval/list-approval-requests.ts";
import type { Text } from "../../../../tools/operation.ts";
import type { Gate } from "../../../gate/gate.ts";
import type { Outcome } from "../../../gate/outcome.ts";
import { plain } from "../../../gate/plain.ts";
import { type ApprovalRequest, descriptionIn, readRequest } from "../../../gate/approval-request.ts";
import type { Visitor } from "../../context.ts";
import { type Html, page } from "../../layout.ts";
import { accountChoice, pathAbout } from "../parts/accounts.ts";
import { problemNotice } from "../parts/ending.ts";
import { tableOf } from "../parts/table.ts";
import { deadline, statusBadge, statusWords } from "./request-view.ts";

/** The approval requests that SSS tells of, in one state or in all. */
export function requestList(
  visitor: Visitor,
  gate: Pick<Gate, "accounts">,
  told: Outcome,
  state: string,
  now: number,
): Html {
  const body = html`<p>${texts.about[visitor.language]}</p>
    ${accountChoice(gate, visitor, "/approval-requests")} ${filter(state, visitor)}
    ${found(told, now, visitor)}`;
  return page(visitor, { title: texts.title, body, here: "/approval-requests" });
}

function found(told: Outcome, now: number, visitor: Visitor): Html {
  const { language } = visitor;
  if (told.kind === "pending" || told.kind === "asking") throw new Error("a read does not wait");
  if (told.kind !== "done") return problemNotice(told, listApprovalRequests, language);
  const listed: readonly unknown[] = Array.isArray(told.answer["approval_requests"])
    ? told.answer["approval_requests"]
    : [];
  const requests = listed.map((one) => readRequest(typeof one === "object" ? { ...one } : {}));
  return requests.length === 0
    ? html`<p class="card">${texts.none[language]}</p>`
    : table(requests, now, visitor);
}

function table(requests: readonly ApprovalRequest[], now: number, visitor: Visitor): Html {
  const { language } = visitor;
  const columns = [texts.request, texts.state, texts.service, texts.requester, texts.deadline].map(
    (text) => text[language],
  );
  const rows = requests.map((asked) => [
    link(asked, visitor),
    statusBadge(asked, language),
    plain(asked.service ?? "-"),
    html`<code>${plain(asked.request_user_id ?? "-")}</code>`,
    deadline(asked, now, language),
  ]);
  return tableOf(texts.title[language], columns, rows);
}

function link(asked: ApprovalRequest, visitor: Visitor): Html {
  const { language } = visitor;
  const { request_id = "" } = asked;
  const path = pathAbout(`/approval-requests/${encodeURIComponent(request_id)}`, visitor);
  const name = plain(descriptionIn(asked, language)) || plain(request_id) || "-";
  return html`<a href="${path}">${name}</a><br /><code class="soft">${plain(request_id)}</code>`;
}

function filter(state: string, { actor: { account }, language }: Visitor): Html {
  const options = [["all", texts.all] as const, ...Object.entries(statusWords)];
  return html`<form method="get" action="/approval-requests" class="filters">
    ${account === undefined ? "" : html`<input type="hidden" name="account" value="${account}" />`}
    <div class="field">
      <label for="status">${texts.state[language]}</label>
      <select id="status" name="status">
        ${options.map(
          ([value, word]) =>
            html`<option value="${value}" ${value === state ? "selected" : ""}>${word[language]}</option>`,
        )}
      </select>
    </div>
    <button>${texts.show[language]}</button>
  </form>`;
}

const texts = {
  title: { en: "Approval requests of SSS", ja: "SSSの許可リクエスト" },
  about: {
    en: "Services such as the network ask for the consent of this account here.",
    ja: "ネットワークなどのサービスが、このアカウントの許可を求めているリクエストです。",
  },
  request: { en: "Request", ja: "リクエスト" },
  state: { en: "State", ja: "状態" },
  service: { en: "Service", ja: "サービス" },
  requester: { en: "Requested by", ja: "申請者" },
  deadline: { en: "Deadline", ja: "回答期限" },
  all: { en: "Any", ja: "すべて" },
  show: { en: "Show", ja: "表示" },
  none: { en: "There are none in this state.", ja: "この状態のリクエストはありません。" },
} as const satisfies Record<string, Text>;
