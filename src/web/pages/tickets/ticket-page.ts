import { html } from "hono/html";
import { sentenceOf } from "../../../gate/question.ts";
import type { Text } from "../../../../tools/operation.ts";
import { operationOf } from "../../../gate/operation-of.ts";
import { plain } from "../../../gate/plain.ts";
import type { Ticket } from "../../../gate/ticket.ts";
import type { Language, PageOptions, Visitor } from "../../context.ts";
import { type Html, page } from "../../layout.ts";
import { riskBadge } from "../parts/badges.ts";
import { accountLabel } from "../parts/accounts.ts";
import { factsOf } from "../parts/facts.ts";
import { partyOf } from "../parts/people.ts";
import { timeOf } from "../parts/time.ts";
import { type Slip, again, answerForms } from "./forms.ts";
import { questionOf } from "./question.ts";
import { statusOf } from "./status.ts";
import { undoLinks } from "./undo.ts";

/** What the visitor just tried, and what became of it. */
export interface News {
  /** Stands above everything else. */
  readonly notice?: Html;
  readonly slip?: Slip;
}

/** A ticket: what is asked, where it stands, and the forms to answer it. */
export async function ticketPage(
  visitor: Visitor,
  ticket: Ticket,
  { gate, now }: Pick<PageOptions, "gate" | "now">,
  { notice, slip }: News = {},
): Promise<Html> {
  const { language, actor } = visitor;
  const bar = await gate.barTo(ticket, actor);
  const isRequester = gate.isSameHuman(ticket.requester, actor);
  const standing = { bar, isRequester, approvers: gate.approversOf(ticket) };
  const isOpen = ticket.state === "open";
  const next = nextOf(ticket, bar === undefined, language);
  const body = html`${notice ?? ""} ${statusOf(ticket, { gate, language, now: now() }, next)}
  ${undoLinks(ticket, isRequester, language)} ${questionOf(ticket, language)}
  ${isOpen ? answerForms(visitor, ticket, standing, slip) : ""} ${aboutOf(ticket, language)}`;
  return page(visitor, {
    title: { en: sentenceOf(ticket, "en"), ja: sentenceOf(ticket, "ja") },
    body,
    here: `/tickets/${ticket.id}`,
  });
}

/** The next step from the top of the page. It never reloads by itself: that would empty a form, and lose a reader's place. */
function nextOf({ id, state }: Ticket, mayAnswer: boolean, language: Language): Html | "" {
  if (state !== "open" && state !== "approved" && state !== "running") return "";
  return state === "open" && mayAnswer
    ? html`<p class="actions"><a class="button" href="#answer">${texts.toAnswer[language]}</a></p>`
    : html`<p class="actions"><a class="button" href="/tickets/${id}">${again[language]}</a></p>`;
}

function aboutOf(ticket: Ticket, language: Language): Html {
  const { id, account, requester, createdAt, expiresAt, rule, consent, question } = ticket;
  const operation = operationOf(ticket);
  const link = html`<a href="/operations/${operation.name}">${operation.title[language]}</a>`;
  return html`<section class="card">
    <h2>${texts.about[language]}</h2>
    ${factsOf([
      ...(account === undefined
        ? []
        : [[accountLabel[language], html`<strong>${account}</strong>`] as const]),
      [
        texts.operation[language],
        html`${link} <code>${operation.name}</code> ${riskBadge(operation.risk, language)}`,
      ],
      [texts.requester[language], partyOf(requester, language)],
      [texts.asked[language], timeOf(createdAt, language)],
      [texts.until[language], timeOf(expiresAt, language)],
      [texts.consent[language], `${texts[consent][language]}${texts[question.wanted][language]}`],
      [texts.rule[language], html`<code>${plain(rule)}</code>`],
      [texts.ticket[language], html`<code>${id}</code>`],
    ])}
    <p><a href="/audit?ticket=${encodeURIComponent(id)}">${texts.audit[language]}</a></p>
  </section>`;
}

const texts = {
  toAnswer: { en: "To your answer", ja: "回答へ進む" },
  about: { en: "About this ticket", ja: "このチケットについて" },
  operation: { en: "Operation", ja: "操作" },
  requester: { en: "Requested by", ja: "依頼者" },
  asked: { en: "Requested", ja: "依頼日時" },
  until: { en: "Expires", ja: "有効期限" },
  consent: { en: "Takes", ja: "必要な同意" },
  self: { en: "whoever asked: ", ja: "依頼者本人: " },
  second: { en: "a second person: ", ja: "別の人: " },
  yes: { en: "a yes", ja: "確認" },
  name: { en: "the name, typed out", ja: "名前の入力" },
  rule: { en: "By the rule", ja: "適用された規則" },
  ticket: { en: "Ticket", ja: "チケットID" },
  audit: { en: "What is on record about it", ja: "このチケットの監査ログ" },
} as const satisfies Record<string, Text>;
