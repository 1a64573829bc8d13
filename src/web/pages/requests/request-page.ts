import { html } from "hono/html";
import type { Text } from "../../../../tools/operation.ts";
import { plain } from "../../../gate/plain.ts";
import {
  type ApprovalRequest,
  descriptionIn,
  digestOfRequest,
  readRequest,
} from "../../../gate/approval-request.ts";
import type { Language, Visitor } from "../../context.ts";
import { type Html, page, postForm } from "../../layout.ts";
import { accountLine, pathAbout } from "../parts/accounts.ts";
import { calledOf, requestFacts } from "./request-view.ts";

/** One approval request of SSS: what would be called, and while it waits the form that SSS lets this account send. */
export function requestPage(
  visitor: Visitor,
  id: string,
  answer: Record<string, unknown>,
  { now, notice }: { readonly now: number; readonly notice?: Html },
): Html {
  const { language } = visitor;
  const asked = readRequest(answer);
  const decisions = decisionsFor(asked);
  const body = html`${notice ?? ""} ${accountLine(visitor)}
    <p>${descriptionIn(asked, language)}</p>
    <section class="card">${requestFacts(asked, now, language)}</section>
    <section class="card">
      <h2>${texts.called[language]}</h2>
      ${calledOf(asked, language)}
    </section>
    ${decisions.length === 0 ? noForm(asked, language) : form(visitor, id, digestOfRequest(answer), decisions)}`;
  const name = plain(asked.service ?? "-");
  return page(visitor, {
    title: { en: `${texts.title.en}: ${name}`, ja: `${texts.title.ja}: ${name}` },
    body,
    here: `/approval-requests/${id}`,
  });
}

/** A decision on a request, as SSS takes it. */
export type Decision = keyof typeof words;

/** Whether a text is a decision that SSS takes. */
export function isDecision(text: string | undefined): text is Decision {
  return text !== undefined && Object.hasOwn(words, text);
}

/** What this account may do about a request that waits, as SSS tells. */
function decisionsFor({ status, approver, request_user }: ApprovalRequest): readonly Decision[] {
  if (status !== "registered") return [];
  return [
    ...(approver === true ? (["approved", "denied"] as const) : []),
    ...(request_user === true ? (["cancelled"] as const) : []),
  ];
}

function form(visitor: Visitor, id: string, shown: string, decisions: readonly Decision[]): Html {
  const { language } = visitor;
  const body = html`<input type="hidden" name="shown" value="${shown}" />
    <fieldset>
      <legend>${texts.decide[language]}</legend>
      ${decisions.map((decision) => choice(decision, language))}
    </fieldset>
    <label class="box"
      ><input type="checkbox" name="yes" value="yes" required /> ${texts.final[language]}</label
    >
    <div class="actions"><button class="primary">${texts.send[language]}</button></div>`;
  return html`<section class="card">
    <h2>${texts.answer[language]}</h2>
    ${postForm(visitor, pathAbout(`/approval-requests/${encodeURIComponent(id)}`, visitor), body)}
  </section>`;
}

function choice(decision: Decision, language: Language): Html {
  return html`<label class="box"
    ><input type="radio" name="status" value="${decision}" required /> ${words[decision][language]}</label
  >`;
}

function noForm({ status }: ApprovalRequest, language: Language): Html {
  const text = status === "registered" ? texts.notYours : texts.over;
  return html`<p class="notice">${text[language]}</p>`;
}

const words = {
  approved: { en: "Approve", ja: "承認する" },
  denied: { en: "Deny", ja: "却下する" },
  cancelled: { en: "Take it back", ja: "取り下げる" },
} as const satisfies Record<string, Text>;

const texts = {
  title: { en: "Approval request", ja: "許可リクエスト" },
  called: { en: "What will be called once it is approved", ja: "承認されると実行される内容" },
  answer: { en: "Your answer", ja: "あなたの回答" },
  decide: { en: "What do you decide?", ja: "回答を選択してください" },
  final: {
    en: "I have read it. The answer goes to SSS and cannot be taken back.",
    ja: "内容を確認しました。回答はSSSに送られ、あとから変更できないことを了承します。",
  },
  send: { en: "Send the answer", ja: "回答を送信する" },
  notYours: {
    en: "It waits, but SSS does not let this account answer it.",
    ja: "回答待ちですが、このアカウントでは回答できません。",
  },
  over: {
    en: "It is not waiting any more, so that there is nothing to answer.",
    ja: "このリクエストは回答待ちではないため、回答できません。",
  },
} as const satisfies Record<string, Text>;
