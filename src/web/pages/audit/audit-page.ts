import { html } from "hono/html";
import { catalog } from "../../../../tools/index.ts";
import type { Text } from "../../../../tools/operation.ts";
import type { AuditTrail } from "../../../store/port.ts";
import type { AuditRow } from "../../../store/records.ts";
import type { Language, Visitor } from "../../context.ts";
import { type Html, page } from "../../layout.ts";
import { aside } from "../parts/aside.ts";
import { notice } from "../parts/notice.ts";
import { zones } from "../parts/time.ts";
import { chainStatus } from "./chain.ts";
import { type AuditQuery, addressOf, shownTime, toAuditFilter } from "./query.ts";
import { auditTable } from "./rows.ts";

/** How many rows a page shows. */
export const rowsOnPage = 50;

/** The audit trail, newest first, as far as it fits the query; and whether its chain holds. */
export async function auditPage(
  visitor: Visitor,
  audit: AuditTrail,
  query: AuditQuery,
  isAll: boolean,
): Promise<{ readonly page: Html; readonly status: 200 | 422 }> {
  const { language } = visitor;
  const filter = toAuditFilter(query);
  const isFault = "fault" in filter;
  const check = addressOf("/audit", query, { verify: "yes" });
  const chain = await chainStatus(audit, language, { isWanted: query.verify === "yes", check });
  const found = isFault
    ? notice("bad", filter.fault[language])
    : rowsOf(await newest(audit, filter), query, language);
  const body = html`${chain} ${filterForm(query, isAll, language)} ${found}
  ${isFault ? "" : exportsOf(query, language)}`;
  return { page: page(visitor, { title: texts.title, body, here: "/audit" }), status: isFault ? 422 : 200 };
}

/** One more than a page shows, as far as there are. */
async function newest(
  audit: AuditTrail,
  filter: Parameters<AuditTrail["read"]>[0],
): Promise<readonly AuditRow[]> {
  const rows: AuditRow[] = [];
  for await (const row of audit.read({ ...filter, last: rowsOnPage + 1 })) rows.push(row);
  return rows.toReversed();
}

function rowsOf(rows: readonly AuditRow[], query: AuditQuery, language: Language): Html {
  const shown = rows.slice(0, rowsOnPage);
  const last = shown.at(-1);
  if (last === undefined) return html`<p class="card">${texts.none[language]}</p>`;
  const older = addressOf("/audit", query, { before: String(last.seq) });
  const newestOnes = addressOf("/audit", query, { before: "" });
  return html`${auditTable(shown, language)}
    <p class="actions">
      ${query.before === "" ? "" : html`<a class="button" href="${newestOnes}">${texts.newest[language]}</a>`}
      ${rows.length > rowsOnPage ? html`<a class="button" href="${older}">${texts.older[language]}</a>` : ""}
    </p>`;
}

function filterForm(query: AuditQuery, isAll: boolean, language: Language): Html {
  const { name: zone, offset } = zones[language];
  const time = (name: "since" | "until") =>
    html`<div class="field">
      <label for="${name}">${texts[name][language]}${aside(zone, language)}</label>
      <input
        id="${name}"
        name="${name}"
        type="datetime-local"
        value="${shownTime(query[name], query, language)}"
      />
    </div>`;
  return html`<form method="get" action="/audit" class="filters" role="search">
    ${isAll ? textField("actor", texts.actor[language], query.actor) : ""}
    ${textField("operation", texts.operation[language], query.operation, "operations")}
    ${textField("ticket", texts.ticket[language], query.ticket)} ${time("since")} ${time("until")}
    <input type="hidden" name="zone" value="${offset}" />
    <datalist id="operations">
      ${catalog.map(({ name, title }) => html`<option value="${name}">${title[language]}</option>`)}
    </datalist>
    <button>${texts.filter[language]}</button>
    <a class="button" href="/audit">${texts.all[language]}</a>
  </form>`;
}

function textField(name: string, label: string, value: string, list?: string): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      value="${value}"
      size="12"
      spellcheck="false"
      ${list === undefined ? "" : html`list="${list}"`}
    />
  </div>`;
}

function exportsOf(query: AuditQuery, language: Language): Html {
  const whole = { before: "" };
  return html`<p>
    ${texts.export[language]}
    <a href="${addressOf("/audit.jsonl", query, whole)}" download>JSON Lines</a>,
    <a href="${addressOf("/audit.csv", query, whole)}" download>CSV</a>
  </p>`;
}

const texts = {
  title: { en: "Audit", ja: "監査ログ" },
  actor: { en: "Who", ja: "実行者" },
  operation: { en: "Operation", ja: "操作" },
  ticket: { en: "Ticket", ja: "チケット" },
  since: { en: "From", ja: "開始" },
  until: { en: "Until", ja: "終了" },
  filter: { en: "Filter", ja: "絞り込む" },
  all: { en: "Show all", ja: "すべて表示" },
  none: { en: "Nothing on record fits.", ja: "該当する記録はありません。" },
  older: { en: "Older", ja: "古い記録へ" },
  newest: { en: "Newest", ja: "最新の記録へ" },
  export: { en: "Export what fits:", ja: "該当する記録の書き出し:" },
} as const satisfies Record<string, Text>;
