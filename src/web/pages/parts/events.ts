import { operationNamed } from "../../../../tools/index.ts";
import { html } from "hono/html";
import type { Text } from "../../../../tools/operation.ts";
import { plain } from "../../../gate/plain.ts";
import type { AuditRow } from "../../../store/records.ts";
import type { Language } from "../../context.ts";
import type { Html } from "../../layout.ts";
import { badge } from "./badges.ts";
import type { Tone } from "./notice.ts";

/** What an audit row says happened, in a word or two. */
export function eventBadge({ event, details }: AuditRow, language: Language): Html {
  const word = details["decision"] ?? details["outcome"];
  const known = typeof word === "string" && Object.hasOwn(endings, word) ? endings[word] : undefined;
  const [tone, text] = known ?? events[event];
  return badge(tone, text[language]);
}

/** What an operation is called: by its title with a link to its page, where there is (still) one of that name. */
export function operationTitle(name: string, language: Language): Html {
  const operation = operationNamed(name);
  if (operation === undefined) return html`${operationName(name, language)}`;
  return html`<a href="/operations/${operation.name}">${operation.title[language]}</a>`;
}

/** What an operation is called, or what else is put on record. */
export function operationName(name: string, language: Language): Html | string {
  const title = operationNamed(name)?.title ?? (Object.hasOwn(own, name) ? own[name] : undefined);
  return title === undefined ? html`<code>${plain(name)}</code>` : title[language];
}

type Word = readonly [tone: Tone | "", text: Text];

const events: Readonly<Record<AuditRow["event"], Word>> = {
  asked: ["", { en: "Requested", ja: "依頼" }],
  decided: ["", { en: "On record", ja: "記録" }],
  called: ["", { en: "Started", ja: "実行開始" }],
  ended: ["", { en: "Ended", ja: "終了" }],
};

const endings: Readonly<Record<string, Word>> = {
  approved: ["good", { en: "Approved", ja: "承認" }],
  denied: ["", { en: "Denied", ja: "却下" }],
  cancelled: ["", { en: "Cancelled", ja: "取り消し" }],
  deny: ["", { en: "Refused by the policy", ja: "ポリシーにより拒否" }],
  shown: ["busy", { en: "Secret shown", ja: "秘密情報を表示" }],
  done: ["good", { en: "Done", ja: "完了" }],
  failed: ["bad", { en: "Failed", ja: "失敗" }],
  unknown: ["bad", { en: "Outcome unknown", ja: "結果不明" }],
  expired: ["", { en: "Expired", ja: "期限切れ" }],
};

/** What is put on record beside the operations of SSS. */
const own: Readonly<Record<string, Text>> = {
  link: { en: "Link to a user of SSS", ja: "SSSユーザーとの紐付け" },
  sign_in: { en: "Sign in to the console", ja: "コンソールへのサインイン" },
  reveal: { en: "Showing of a secret", ja: "秘密情報の表示" },
};
