import { html } from "hono/html";
import type { Text } from "../../../../tools/operation.ts";
import type { Gate } from "../../../gate/gate.ts";
import { operationOf } from "../../../gate/operation-of.ts";
import { oneLine } from "../../../gate/plain.ts";
import type { Ticket } from "../../../gate/ticket.ts";
import { meaningOf } from "../../../gate/meanings/meanings.ts";
import type { Language } from "../../context.ts";
import type { Html } from "../../layout.ts";
import { stateBadge } from "../parts/badges.ts";
import { type Problem, problemNotice } from "../parts/ending.ts";
import { answerOf } from "../parts/facts.ts";
import { filled } from "../parts/fill.ts";
import { namesOf, partyOf } from "../parts/people.ts";
import { leftOf, timeOf } from "../parts/time.ts";

/** What the state of a ticket is told with. */
export interface Telling {
  readonly gate: Gate;
  readonly language: Language;
  readonly now: number;
}

/** Where a ticket stands: who has to answer until when; or who decided, when and why, and what came of it. */
export function statusOf(ticket: Ticket, telling: Telling): Html {
  const { language } = telling;
  return html`<section class="card">
      <h2>${texts.status[language]} ${stateBadge(ticket.state, language)}</h2>
      ${ticket.state === "open" ? waitingOf(ticket, telling) : ""} ${decisionOf(ticket, language)}
      ${endOf(ticket, language)}
    </section>
    ${resultOf(ticket, language)}`;
}

function waitingOf(ticket: Ticket, { gate, language, now }: Telling): Html {
  const { consent, expiresAt, requester } = ticket;
  const who = consent === "second" ? gate.approversOf(ticket) : [requester.principal];
  const until = html`${timeOf(expiresAt, language)} (${leftOf(expiresAt - now, language)})`;
  return html`<p>${filled(texts[consent][language], { who: namesOf(who), until })}</p>`;
}

function decisionOf({ state, decided, requester }: Ticket, language: Language): Html | "" {
  if (decided === undefined) return "";
  const { by, at, reason } = decided;
  const isRequester = by.principal === requester.principal;
  const verb = state === "denied" || state === "cancelled" ? state : isRequester ? "confirmed" : "approved";
  const who = partyOf(by.face === "gate" ? { principal: "sss-ops", face: "gate" } : by, language);
  const why = reason === undefined ? "" : whyOf(reason, language);
  return html`<p>${filled(verbs[verb][language], { who, at: timeOf(at, language) })}</p>
    ${why === "" ? "" : html`<p>${texts.reason[language]} <q>${why}</q></p>`}`;
}

/** What somebody gave as their reason; where they gave none the gate has put down a code. */
function whyOf(reason: string, language: Language): string {
  if (reason === "not_confirmed") return "";
  return meaningOf(reason)?.what[language] ?? oneLine(reason);
}

function endOf({ state, endedAt, expiresAt, outcome }: Ticket, language: Language): Html | "" {
  const at = timeOf(state === "expired" ? expiresAt : (endedAt ?? expiresAt), language);
  switch (state) {
    case "open":
    case "denied":
    case "cancelled":
      return "";
    case "approved":
    case "running":
    case "expired":
    case "done":
    case "failed":
    case "unknown": {
      const end = outcome?.["code"] === "partly_done" ? "partly" : state;
      return html`<p>${filled(ends[end][language], { at })}</p>`;
    }
  }
}

/** What SSS answered; or what went wrong, and what to do about it. */
function resultOf({ operation, state, outcome }: Ticket, language: Language): Html | "" {
  if (outcome === undefined) return "";
  const record = operationOf({ operation });
  if (state === "failed" || state === "unknown") {
    const known = meaningOf(outcome["code"]) !== undefined;
    const problem = { ...outcome, operation } as unknown as Problem;
    return known
      ? problemNotice(problem, record, language)
      : html`<p>${oneLine(outcome["message"] ?? "")}</p>`;
  }
  const answer = outcome["answer"];
  if (state !== "done" || typeof answer !== "object" || answer === null) return "";
  if (Object.keys(answer).length === 0) return "";
  return html`<section class="card">
    <h2>${texts.answer[language]}</h2>
    ${answerOf({ ...answer }, language)}
  </section>`;
}

const verbs = {
  approved: { en: "Approved by {who}, {at}.", ja: "承認: {who} {at}" },
  confirmed: { en: "Confirmed by {who}, {at}.", ja: "確認: {who} {at}" },
  denied: { en: "Denied by {who}, {at}. Nothing was done.", ja: "却下: {who} {at}。実行していません。" },
  cancelled: {
    en: "Cancelled by {who}, {at}. Nothing was done.",
    ja: "取り消し: {who} {at}。実行していません。",
  },
} as const satisfies Record<string, Text>;

const ends = {
  approved: { en: "It is about to run.", ja: "まもなく実行されます。" },
  running: { en: "It is running.", ja: "実行中です。" },
  expired: {
    en: "Nobody answered by {at}. Nothing was done.",
    ja: "{at} までに回答がありませんでした。何も実行していません。",
  },
  done: { en: "It was done, {at}.", ja: "完了しました（{at}）。" },
  failed: { en: "It was not done ({at}).", ja: "実行できませんでした（{at}）。" },
  partly: { en: "It was done in part ({at}).", ja: "一部だけ実行されました（{at}）。" },
  unknown: {
    en: "Nobody knows whether it was done ({at}).",
    ja: "実行されたかどうか確認できていません（{at}）。",
  },
} as const satisfies Record<string, Text>;

const texts = {
  status: { en: "State", ja: "状態" },
  self: {
    en: "Nothing was done yet. It waits for {who} until {until}.",
    ja: "まだ実行していません。{who} の回答を {until} まで待っています。",
  },
  second: {
    en: "Nothing was done yet. It waits for a second person until {until}: {who}.",
    ja: "まだ実行していません。別の人の承認を {until} まで待っています: {who}",
  },
  reason: { en: "Reason:", ja: "理由:" },
  answer: { en: "The answer of SSS", ja: "SSSの応答" },
} as const satisfies Record<string, Text>;
