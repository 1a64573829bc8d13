import { html } from "hono/html";
import type { Text } from "../../tools/operation.ts";
import type { Language } from "./context.ts";
import { type Html, plainPage } from "./layout.ts";

/** The page through which people come in: a button for a code, a link to the provider, or how to get a code. */
export function signInPage(
  language: Language,
  {
    code,
    returnTo,
    isLoopback,
    oidc,
  }: {
    readonly code: string | undefined;
    readonly returnTo: string;
    readonly isLoopback: boolean;
    readonly oidc: boolean;
  },
): Html {
  const ways = [
    ...(code === undefined ? [] : [codeForm(language, code, returnTo)]),
    ...(oidc ? [providerLink(language, returnTo, code === undefined)] : []),
    ...(code === undefined && isLoopback ? [html`<p>${texts.how[language]}</p>`, command] : []),
    ...(oidc || isLoopback ? [] : [html`<p>${texts.noWay[language]}</p>`]),
  ];
  return plainPage(language, texts.title, html`${ways}`);
}

/** Why somebody did not get in, and how they do. */
export function refusalPage(language: Language, why: "used" | "unknown" | "unproven"): Html {
  const again =
    why === "unproven"
      ? html`<p><a href="/sign-in">${texts.again[language]}</a></p>`
      : html`<p>${texts.how[language]}</p>
          ${command}`;
  const body = html`<p>${reasons[why][language]}</p>
    ${again}`;
  return plainPage(language, texts.refused, body);
}

/** Tells somebody whom the provider knows and the policy does not by which name it would. */
export function strangerPage(language: Language, principal: string): Html {
  const body = html`<p>${texts.stranger[language]}</p>
    <pre>
people:
  - principal: ${JSON.stringify(principal)}</pre>
    <p><a href="/sign-in">${texts.again[language]}</a></p>`;
  return plainPage(language, texts.refused, body);
}

/** Tells how long to wait after too many attempts. */
export function waitPage(language: Language, seconds: number): Html {
  const body = html`<p>${texts.tooMany[language].replace("{seconds}", String(seconds))}</p>`;
  return plainPage(language, texts.refused, body);
}

/** Asks for a path of this server as one of its own pages, where the cookies go with the request. */
export function passingPage(language: Language, path: string): Html {
  const body = html`<p><a href="${path}">${texts.goOn[language]}</a></p>`;
  return plainPage(language, texts.title, body, html`<meta http-equiv="refresh" content="0; url=${path}" />`);
}

function codeForm(language: Language, code: string, returnTo: string): Html {
  return html`<form method="post" action="/sign-in">
    <input type="hidden" name="code" value="${code}" />
    <input type="hidden" name="return" value="${returnTo}" />
    <p>${texts.once[language]}</p>
    <button class="primary">${texts.title[language]}</button>
  </form>`;
}

function providerLink(language: Language, returnTo: string, isOnly: boolean): Html {
  const path = `/sign-in/start?${new URLSearchParams({ return: returnTo }).toString()}`;
  return html`<p>
    <a class="button ${isOnly ? "primary" : ""}" href="${path}">${texts.provider[language]}</a>
  </p>`;
}

const command = html`<pre>sss-ops console</pre>`;

const reasons = {
  used: {
    en: "This link was used already. Each one works once.",
    ja: "このリンクはすでに使われています。リンクは1回だけ有効です。",
  },
  unknown: {
    en: "This link is not good: it is older than 10 minutes, or not whole.",
    ja: "このリンクは無効です。発行から10分が過ぎたか、リンクの一部が欠けています。",
  },
  unproven: {
    en: "The sign-in took too long, was broken off, or did not begin in this browser.",
    ja: "サインインが時間切れになったか、中断されたか、このブラウザーから始められていません。",
  },
} as const satisfies Record<string, Text>;

const texts = {
  title: { en: "Sign in", ja: "サインイン" },
  refused: { en: "Not signed in", ja: "サインインできませんでした" },
  once: {
    en: "This link signs you in once. The session ends after 30 minutes without a visit.",
    ja: "このリンクで1回だけサインインできます。30分間操作がないとサインアウトされます。",
  },
  provider: { en: "Sign in with your organization", ja: "組織のアカウントでサインイン" },
  how: {
    en: "On the machine that the server runs on, this command prints a link that works once:",
    ja: "サーバーが動いているマシンで次のコマンドを実行すると、1回だけ使えるリンクが表示されます。",
  },
  noWay: {
    en: "No way to sign in is set up. Whoever runs this server can set SSS_OPS_OIDC_ISSUER and SSS_OPS_OIDC_CLIENT_ID.",
    ja: "サインインの方法が設定されていません。サーバーの管理者が SSS_OPS_OIDC_ISSUER と SSS_OPS_OIDC_CLIENT_ID を設定すると利用できます。",
  },
  stranger: {
    en: "The policy does not know you. Whoever runs this server can add you to its people:",
    ja: "ポリシーに登録されていません。サーバーの管理者に、ポリシーの people への追加を依頼してください。",
  },
  again: { en: "Sign in again", ja: "もう一度サインイン" },
  tooMany: {
    en: "There were too many attempts. Please wait {seconds} seconds.",
    ja: "試行回数が多すぎます。{seconds}秒お待ちください。",
  },
  goOn: { en: "Go on", ja: "続ける" },
} as const satisfies Record<string, Text>;
