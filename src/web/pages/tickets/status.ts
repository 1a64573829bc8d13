import { html } from "hono/html";
import type { Text } from "../../../../tools/operation.ts";
import type { Gate } from "../../../gate/gate.ts";
import { endingOf } from "../../../gate/meanings/meanings.ts";
import { type Sentence, decisionOf, endOf, reasonOf } from "../../../gate/meanings/ticket-words.ts";
import { operationOf } from "../../../gate/operation-of.ts";
import { oneLine } from "../../../gate/plain.ts";
import type { Ticket } from "../../../gate/ticket.ts";
import type { Language } from "../../context.ts";
import type { Html } from "../../layout.ts";
import { aside } from "../parts/aside.ts";
import { stateBadge } from "../parts/badges.ts";
import { problemNotice } from "../parts/ending.ts";
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
export function statusOf(ticket: Ticket, telling: Telling, next: Html | ""): Html {
  const { language } = telling;
  return html`<section class="card">
      <h2>${texts.status[language]} ${stateBadge(ticket, language)}</h2>
      ${ticket.state === "open" ? waitingOf(ticket, telling) : ""} ${said(decisionOf(ticket), language)}
      ${whyOf(ticket, language)} ${said(endOf(ticket), language)} ${next}
    </section>
    ${resultOf(ticket, language)}`;
}

function waitingOf(ticket: Ticket, { gate, language, now }: Telling): Html {
  const { consent, expiresAt, requester } = ticket;
  const who = consent === "second" ? gate.approversOf(ticket) : [requester.principal];
  const left = aside(leftOf(expiresAt, now, language), language);
  const until = html`${timeOf(expiresAt, language)}${left}`;
  return html`<p>${filled(texts[consent][language], { who: namesOf(who, language), until })}</p>`;
}

function said(sentence: Sentence | undefined, language: Language): Html | "" {
  if (sentence === undefined) return "";
  const { text, who, at } = sentence;
  return html`<p>${filled(text[language], { who: partyOf(who, language), at: timeOf(at, language) })}</p>`;
}

function whyOf(ticket: Ticket, language: Language): Html | "" {
  const why = reasonOf(ticket, language);
  return why === "" ? "" : html`<p>${texts.reason[language]} <q>${why}</q></p>`;
}

/** What SSS answered; or what went wrong, and what to do about it. */
function resultOf(ticket: Ticket, language: Language): Html | "" {
  const { state, outcome } = ticket;
  if (state === "failed" || state === "unknown") return problemOf(ticket, language);
  const answer = outcome?.["answer"];
  if (state !== "done" || typeof answer !== "object" || answer === null) return "";
  if (Object.keys(answer).length === 0) return "";
  return html`<section class="card">
    <h2>${texts.answer[language]}</h2>
    ${answerOf({ ...answer }, language)}
  </section>`;
}

function problemOf(ticket: Ticket, language: Language): Html {
  const ending = endingOf(ticket);
  return ending === undefined || ending.kind === "done"
    ? html`<p>${oneLine(ticket.outcome?.["message"] ?? "")}</p>`
    : problemNotice(ending, operationOf(ticket), language);
}

const texts = {
  status: { en: "State", ja: "状態" },
  self: {
    en: "Nothing was done yet. It waits for {who} until {until}.",
    ja: "まだ実行していません。{who}の回答を待っています。期限: {until}",
  },
  second: {
    en: "Nothing was done yet. It waits for a second person until {until}: {who}.",
    ja: "まだ実行していません。別の人（{who}）の承認を待っています。期限: {until}",
  },
  reason: { en: "Reason:", ja: "理由:" },
  answer: { en: "The answer of SSS", ja: "SSSの応答" },
} as const satisfies Record<string, Text>;
