import type { Hono } from "hono";
import { html } from "hono/html";
import type { Text } from "../../../tools/operation.ts";
import { oneLine } from "../../gate/plain.ts";
import type { Issued, Revealed } from "../../store/secrets.ts";
import type { Language, PageOptions, Visitor, WebEnv } from "../context.ts";
import { type Html, htmlResponse, page, postForm } from "../layout.ts";
import { aside } from "./parts/aside.ts";
import { operationTitle } from "./parts/events.ts";
import { type Fact, factsOf } from "./parts/facts.ts";
import { filled } from "./parts/fill.ts";
import { notice } from "./parts/notice.ts";
import { nameOf, partyOf } from "./parts/people.ts";
import { refuseOthers } from "./parts/routes.ts";
import { leftOf, timeOf } from "./parts/time.ts";

/** The page that shows issued secrets once, to whom they belong. Only its button does: previews of links burn nothing. */
export function registerReveal(app: Hono<WebEnv>, { gate, now }: PageOptions): void {
  app.get("/reveal/:id", async (context) => {
    const visitor = context.get("visitor");
    const issued = await gate.lookAt(context.req.param("id"), visitor.actor);
    if (issued === undefined) return tell(visitor, texts.unknown, 404);
    if (issued.seen !== undefined) return tellSeen(visitor, issued);
    return issued.until <= now() ? tellExpired(visitor, issued) : offer(visitor, issued, now());
  });
  app.post("/reveal/:id", async (context) => {
    const visitor = context.get("visitor");
    return tellRevealed(visitor, await gate.reveal(context.req.param("id"), visitor.actor));
  });
  refuseOthers(app, "/reveal/:id", "GET, HEAD, POST");
}

function offer(visitor: Visitor, issued: Issued, now: number): Promise<Response> {
  const { language } = visitor;
  const { until } = issued;
  const left = html`${timeOf(until, language)}${aside(leftOf(until, now, language), language)}`;
  const button = html`<button class="primary">${texts.show[language]}</button>`;
  return answer(
    visitor,
    html`<section class="card">
      <p>${texts.once[language]}</p>
      ${factsOf([...aboutOf(issued, language), [texts.until[language], left]])}
      ${postForm(visitor, `/reveal/${issued.id}`, button)}
    </section>`,
  );
}

function tellRevealed(visitor: Visitor, revealed: Revealed): Promise<Response> {
  switch (revealed.kind) {
    case "shown":
      return show(visitor, revealed.secrets, revealed.issued);
    case "seen":
      return tellSeen(visitor, revealed.issued);
    case "expired":
      return tellExpired(visitor, revealed.issued);
    case "not_yours":
    case "unknown":
      return tell(visitor, texts.unknown, 404);
  }
}

function show(
  visitor: Visitor,
  secrets: Readonly<Record<string, unknown>>,
  issued: Issued,
): Promise<Response> {
  const { language } = visitor;
  return answer(
    visitor,
    html`${notice("busy", texts.copy[language])}
      <section class="card">
        ${Object.entries(secrets).map(([name, value], index) => secretField(name, value, index, language))}
        ${factsOf(aboutOf(issued, language))}
      </section>`,
  );
}

/** A field whose whole value is selected when it is reached with the tab key. */
function secretField(name: string, value: unknown, index: number, language: Language): Html {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const id = `secret-${index}`;
  // -- an input would drop the ends of lines.
  const field = /[\r\n]/.test(text)
    ? html`<textarea id="${id}" readonly rows="8" spellcheck="false">${`\n${text}`}</textarea>`
    : html`<input id="${id}" readonly value="${text}" autocomplete="off" spellcheck="false" />`;
  return html`<div class="field">
    <label for="${id}">${oneLine(name)}</label>${field}
    <button type="button" hidden data-copies="${id}" data-copied="${texts.copied[language]}">
      ${texts.copyOne[language]}
    </button>
  </div>`;
}

function tellSeen(visitor: Visitor, issued: Issued): Promise<Response> {
  const { language } = visitor;
  const { by, at } = issued.seen ?? { by: issued.owner, at: issued.until };
  const words = filled(texts.seen[language], { who: partyOf(by, language), at: timeOf(at, language) });
  return gone(visitor, issued, words);
}

function tellExpired(visitor: Visitor, issued: Issued): Promise<Response> {
  const { language } = visitor;
  return gone(visitor, issued, filled(texts.expired[language], { at: timeOf(issued.until, language) }));
}

function gone(visitor: Visitor, issued: Issued, words: Html): Promise<Response> {
  const { language } = visitor;
  const about = html`<section class="card">${factsOf(aboutOf(issued, language))}</section>`;
  return answer(visitor, html`${notice("busy", words, texts.anew[language])} ${about}`, 410);
}

function aboutOf({ operation, owner, keptAt }: Issued, language: Language): readonly Fact[] {
  return [
    [texts.operation[language], operationTitle(operation, language)],
    [texts.owner[language], nameOf(owner.principal)],
    [texts.issued[language], timeOf(keptAt, language)],
  ];
}

function tell(visitor: Visitor, text: Text, status: number): Promise<Response> {
  return answer(visitor, notice("busy", text[visitor.language]), status);
}

async function answer(visitor: Visitor, body: Html, status = 200): Promise<Response> {
  const response = await htmlResponse(page(visitor, { title: texts.title, body }), status);
  // Wherever this page is mounted, no cache may keep it.
  response.headers.set("cache-control", "no-store");
  return response;
}

const texts = {
  title: { en: "Secret, shown once", ja: "秘密情報の表示（1回限り）" },
  once: {
    en: "What SSS issued can be shown here once. Have a place ready to keep it.",
    ja: "SSSが発行した秘密情報を、1回だけ表示できます。保管先を用意してから表示してください。",
  },
  show: { en: "Show it once", ja: "1回だけ表示する" },
  copyOne: { en: "Copy", ja: "コピー" },
  copied: { en: "Copied", ja: "コピーしました" },
  copy: {
    en: "Copy it now: it is gone from here, and cannot be shown again.",
    ja: "今すぐ保管してください。サーバーからは削除済みで、もう一度表示することはできません。",
  },
  seen: {
    en: "It is gone: {who} saw it, {at}.",
    ja: "すでに{who}が表示しました（{at}）。もう一度表示することはできません。",
  },
  expired: {
    en: "It is gone: its time was over, {at}, and nobody saw it.",
    ja: "表示されないまま期限（{at}）を過ぎたため、削除されました。",
  },
  anew: {
    en: "If that was not you, or it is needed again, have a new one issued.",
    ja: "心当たりがない場合や、再度必要な場合は、新しく発行してください。",
  },
  unknown: {
    en: "There is nothing to show here: it is not known (any more), or belongs to somebody else.",
    ja: "表示できるものがありません。すでに存在しないか、ほかの人のものです。",
  },
  operation: { en: "Issued by", ja: "発行した操作" },
  owner: { en: "Belongs to", ja: "受け取る人" },
  issued: { en: "Issued", ja: "発行日時" },
  until: { en: "Can be shown until", ja: "表示期限" },
} as const satisfies Record<string, Text>;
