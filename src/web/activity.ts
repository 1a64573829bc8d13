import { html } from "hono/html";
import { operationNamed } from "../../tools/index.ts";
import type { Text } from "../../tools/operation.ts";
import { oneLine } from "../gate/plain.ts";
import type { AuditRow } from "../store/records.ts";
import type { Language, PageOptions, Visitor } from "./context.ts";
import type { Html } from "./layout.ts";
import { badge } from "./pages/parts/badges.ts";
import type { Tone } from "./pages/parts/notice.ts";
import { partyOf } from "./pages/parts/people.ts";
import { timeOf } from "./pages/parts/time.ts";
import { seesAll } from "./sight.ts";

const shownRows = 8;

/** What happened last, newest first, of what somebody may see. */
export async function renderActivity(
  { actor, language }: Visitor,
  { gate, store }: PageOptions,
): Promise<Html> {
  const whose = seesAll(actor, gate) ? {} : { principal: actor.principal };
  const rows: AuditRow[] = [];
  for await (const row of (await store()).audit.read({ ...whose, last: shownRows })) rows.push(row);
  if (rows.length === 0) return html`<p class="soft">${texts.nothing[language]}</p>`;
  return html`<div class="card">
    <ul class="list">
      ${rows.toReversed().map((row) => renderRow(row, language))}
    </ul>
  </div>`;
}

function renderRow(row: AuditRow, language: Language): Html {
  const { at, actor, operation, ticketId } = row;
  const meaning = meaningOf(row);
  const name = operationNamed(operation)?.title ?? own[operation];
  const what = name === undefined ? oneLine(operation) : name[language];
  return html`<li>
    <div>
      ${ticketId === undefined ? what : html`<a href="/tickets/${ticketId}">${what}</a>`}<br />
      <span class="soft">${timeOf(at, language)} · ${partyOf(actor, language)}</span>
    </div>
    ${meaning === undefined ? "" : badge(meaning[0], meaning[1][language])}
  </li>`;
}

/** What an event came to, in a word, and how good that is. */
function meaningOf({ event, details }: AuditRow): Meaning | undefined {
  const key = event === "decided" ? details["decision"] : event === "ended" ? details["outcome"] : event;
  return typeof key === "string" && Object.hasOwn(meanings, key) ? meanings[key] : undefined;
}

type Meaning = readonly [tone: Tone | "", word: Text];

const meanings: Readonly<Record<string, Meaning>> = {
  asked: ["busy", { en: "Asked", ja: "依頼" }],
  called: ["busy", { en: "Started", ja: "実行開始" }],
  approved: ["good", { en: "Approved", ja: "承認" }],
  denied: ["", { en: "Denied", ja: "却下" }],
  cancelled: ["", { en: "Cancelled", ja: "取り消し" }],
  deny: ["", { en: "Refused by the policy", ja: "ポリシーにより拒否" }],
  done: ["good", { en: "Done", ja: "完了" }],
  failed: ["bad", { en: "Failed", ja: "失敗" }],
  unknown: ["bad", { en: "Outcome unknown", ja: "結果不明" }],
  expired: ["", { en: "Expired", ja: "期限切れ" }],
};

/** What is put on record beside the operations of SSS. */
const own: Readonly<Record<string, Text>> = {
  link: { en: "Link to a user of SSS", ja: "SSSユーザーとのひも付け" },
  sign_in: { en: "Sign in to the console", ja: "コンソールへのサインイン" },
};

const texts = {
  nothing: { en: "Nothing yet.", ja: "まだありません。" },
} as const satisfies Record<string, Text>;
