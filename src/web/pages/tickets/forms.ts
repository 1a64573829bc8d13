import { html } from "hono/html";
import type { Text } from "../../../../tools/operation.ts";
import type { Ending } from "../../../gate/outcome.ts";
import type { Ticket } from "../../../gate/ticket.ts";
import { meaningFor } from "../../../gate/meanings/meanings.ts";
import { operationOf } from "../../../gate/operation-of.ts";
import type { Language, Visitor } from "../../context.ts";
import { type Html, postForm } from "../../layout.ts";
import { filled } from "../parts/fill.ts";
import { namesOf } from "../parts/people.ts";

/** Leads to the page as it is now. */
export const again: Text = { en: "Look again", ja: "最新の状態を表示" };

/** Characters that a reason may have. */
export const longestReason = 500;

/** What was wrong with a form as it was sent, and what was typed into it. */
export interface Slip {
  readonly answer: "confirm" | "deny";
  readonly typed: string;
  readonly text: Text;
}

/** What the visitor may do about an open ticket. */
export interface Standing {
  /** Why their answer would not count; undefined when it would. */
  readonly bar: Ending | undefined;
  readonly isRequester: boolean;
  readonly approvers: readonly string[];
}

/** The forms in which the visitor answers an open ticket, or why they cannot. */
export function answerForms(visitor: Visitor, ticket: Ticket, standing: Standing, slip?: Slip): Html {
  const { bar, isRequester } = standing;
  const { language } = visitor;
  const answers =
    bar === undefined
      ? html`${confirmForm(visitor, ticket, isRequester, slip)}
        ${isRequester ? "" : denyForm(visitor, ticket, slip)}`
      : barred(bar, ticket, standing, language);
  return html`<section class="card" id="answer">
    <h2>${texts.answer[language]}</h2>
    ${answers} ${isRequester ? cancelForm(visitor, ticket) : ""} ${newsOfTime(ticket, language)}
  </section>`;
}

/** Where the console's script says that the time is almost over, or over. */
function newsOfTime({ id }: Ticket, language: Language): Html {
  return html`<p
      class="news"
      role="status"
      data-soon="${texts.soon[language]}"
      data-over="${texts.over[language]}"
    ></p>
    <p class="actions" data-again hidden>
      <a class="button" href="/tickets/${id}">${again[language]}</a>
    </p>`;
}

function confirmForm(visitor: Visitor, ticket: Ticket, isRequester: boolean, slip?: Slip): Html {
  const { language } = visitor;
  const { wanted } = ticket.question;
  const error = slip?.answer === "confirm" ? slip : undefined;
  const word = (isRequester ? texts.run : texts.approve)[language];
  const body = html`<input type="hidden" name="answer" value="confirm" />
    ${wanted === "name" ? nameField(ticket, language, error) : yesField(language, error)}
    <div class="actions"><button class="${wanted === "name" ? "danger" : "primary"}">${word}</button></div>`;
  return postForm(visitor, `/tickets/${ticket.id}`, body);
}

function nameField({ question }: Ticket, language: Language, error: Slip | undefined): Html {
  return html`<div class="field">
    <label for="name">${filled(texts.type[language], { name: html`<code>${question.name}</code>` })}</label>
    <input
      id="name"
      name="name"
      value="${error?.typed ?? ""}"
      required
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      ${describedBy(error)}
    />
    ${errorOf(error, language)}
  </div>`;
}

function yesField(language: Language, error: Slip | undefined): Html {
  return html`<label class="box"
      ><input type="checkbox" name="yes" value="yes" required ${describedBy(error)} />
      ${texts.yes[language]}</label
    >
    ${errorOf(error, language)}`;
}

function denyForm(visitor: Visitor, ticket: Ticket, slip?: Slip): Html {
  const { language } = visitor;
  const error = slip?.answer === "deny" ? slip : undefined;
  const body = html`<input type="hidden" name="answer" value="deny" />
    <div class="field">
      <label for="reason">${texts.reason[language]}</label>
      <textarea id="reason" name="reason" maxlength="${longestReason}" ${describedBy(error)}>
${error?.typed ?? ""}</textarea>
      ${errorOf(error, language)}
    </div>
    <div class="actions"><button>${texts.deny[language]}</button></div>`;
  return html`<hr />
    ${postForm(visitor, `/tickets/${ticket.id}`, body)}`;
}

function cancelForm(visitor: Visitor, ticket: Ticket): Html {
  const body = html`<input type="hidden" name="answer" value="cancel" />
    <div class="actions"><button class="plain">${texts.cancel[visitor.language]}</button></div>`;
  return postForm(visitor, `/tickets/${ticket.id}`, body);
}

function barred(bar: Ending, ticket: Ticket, { approvers }: Standing, language: Language): Html {
  if (bar.kind === "done") return html``;
  const { what, next } = meaningFor(bar, operationOf(ticket));
  const who =
    approvers.length === 0 ? "" : html`<p>${texts.approvers[language]} ${namesOf(approvers, language)}</p>`;
  return html`<p><strong>${what[language]}</strong> ${next[language]}</p>
    ${who}`;
}

function describedBy(error: Slip | undefined): Html | "" {
  return error === undefined ? "" : html`aria-invalid="true" aria-describedby="error" autofocus`;
}

function errorOf(error: Slip | undefined, language: Language): Html | "" {
  return error === undefined
    ? ""
    : html`<p class="error" id="error" role="alert">${error.text[language]}</p>`;
}

const texts = {
  answer: { en: "Your answer", ja: "あなたの回答" },
  type: { en: "To confirm, type this name: {name}", ja: "確認のため、次の名前を入力してください: {name}" },
  yes: { en: "I have read it, and it is to be done.", ja: "内容を確認しました。実行に同意します。" },
  run: { en: "Run it", ja: "実行する" },
  approve: { en: "Approve and run it", ja: "承認して実行する" },
  reason: {
    en: "Why not? Whoever asked is told. (optional)",
    ja: "却下の理由（任意。依頼者に通知されます）",
  },
  deny: { en: "Deny", ja: "却下する" },
  cancel: { en: "Cancel the request", ja: "依頼を取り消す" },
  soon: { en: "Less than a minute is left to answer.", ja: "回答期限まで1分を切りました。" },
  over: {
    en: "The time is over: no answer is taken any more.",
    ja: "回答期限を過ぎたため、回答できません。",
  },
  approvers: { en: "Who may approve it:", ja: "承認できる人:" },
} as const satisfies Record<string, Text>;
