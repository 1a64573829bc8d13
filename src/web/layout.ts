import { html } from "hono/html";
import type { Text } from "../../tools/operation.ts";
import type { Language, Visitor } from "./context.ts";
import { scriptPath } from "./script.ts";
import { iconPath, stylePath } from "./style.ts";

/** Markup in which every value is escaped. */
export type Html = ReturnType<typeof html>;

/** What a page shows. */
export interface PageContent {
  /** The heading of the page, and its name in the browser's tab. */
  readonly title: Text;
  /** What stands below the heading; its own headings begin at the second level. */
  readonly body: Html;
  /** The path of the page, by which the navigation marks where one is. */
  readonly here?: string;
}

/** A whole page for somebody who is signed in. */
export function page(visitor: Visitor, { title, body, here }: PageContent): Html {
  const { language } = visitor;
  const content = html`<h1>${title[language]}</h1>
    ${body}`;
  return frame(language, title, "", html`${navigation(visitor, here)} ${account(visitor)}`, content);
}

/** A page for whoever comes without being signed in: one narrow card, without navigation. */
export function plainPage(language: Language, title: Text, body: Html, head: Html | "" = ""): Html {
  const content = html`<div class="card narrow">
    <h1>${title[language]}</h1>
    ${body}
  </div>`;
  return frame(language, title, head, html`<div class="you">${languageLink(language)}</div>`, content);
}

/** The answer to a request that cannot be met: a page that says why, in the visitor's language, with its HTTP status. */
export async function refusePage(
  to: Visitor | Language,
  status: number,
  title: Text,
  text: Text,
): Promise<Response> {
  const language = typeof to === "string" ? to : to.language;
  const body = html`<p>${text[language]}</p>
    <p><a href="/">${texts.home[language]}</a></p>`;
  const whole = typeof to === "string" ? plainPage(to, title, body) : page(to, { title, body });
  return htmlResponse(whole, status);
}

/** A page as an answer. */
export async function htmlResponse(whole: Html, status = 200): Promise<Response> {
  return new Response(String(await whole), {
    status,
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}

/** A form that posts, with the token without which a post is refused. */
export function postForm({ csrf }: Visitor, action: string, body: Html): Html {
  return html`<form method="post" action="${action}">
    <input type="hidden" name="csrf" value="${csrf}" />
    ${body}
  </form>`;
}

function frame(language: Language, title: Text, head: Html | "", top: Html, content: Html): Html {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${head}
        <title>${title[language]} | sss-ops</title>
        <link rel="stylesheet" href="${stylePath}" />
        <link rel="icon" type="image/svg+xml" href="${iconPath}" />
        <script src="${scriptPath}" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">${texts.skip[language]}</a>
        <header class="top">
          <div><a class="brand" href="/">sss-ops</a> ${top}</div>
        </header>
        <main id="main" tabindex="-1">${content}</main>
      </body>
    </html>`;
}

function navigation({ language }: Visitor, here: string | undefined): Html {
  return html`<nav aria-label="${texts.navigation[language]}">
    <ul>
      ${places.map(
        ([path, name]) => html`<li><a href="${path}" ${markOf(path, here)}>${name[language]}</a></li>`,
      )}
    </ul>
  </nav>`;
}

/** The place one is at, or the one that the page stands below. */
function markOf(path: string, here: string | undefined): Html | "" {
  if (here === path) return html`aria-current="page"`;
  return path !== "/" && here?.startsWith(`${path}/`) === true ? html`aria-current="true"` : "";
}

function account(visitor: Visitor): Html {
  const { actor, language } = visitor;
  return html`<div class="you">
    <span>${actor.principal}</span>
    ${languageLink(language)}
    ${postForm(visitor, "/sign-out", html`<button>${texts.signOut[language]}</button>`)}
  </div>`;
}

/** Leads to the same page in the other language, named in that language. */
function languageLink(language: Language): Html {
  const other = language === "ja" ? "en" : "ja";
  return html`<a href="/language/${other}" lang="${other}" hreflang="${other}">${names[other]}</a>`;
}

const names = { en: "English", ja: "日本語" } as const satisfies Record<Language, string>;

const places: readonly (readonly [path: string, name: Text])[] = [
  ["/", { en: "Overview", ja: "概要" }],
  ["/tickets", { en: "Tickets", ja: "チケット" }],
  ["/approval-requests", { en: "Approval requests", ja: "許可リクエスト" }],
  ["/operations", { en: "Operations", ja: "操作一覧" }],
  ["/audit", { en: "Audit", ja: "監査ログ" }],
];

const texts = {
  skip: { en: "Skip to the content", ja: "本文へ移動" },
  navigation: { en: "Pages", ja: "ページ" },
  signOut: { en: "Sign out", ja: "サインアウト" },
  home: { en: "To the overview", ja: "概要へ戻る" },
} as const satisfies Record<string, Text>;
