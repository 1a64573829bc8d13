import { html } from "hono/html";
import type { Text } from "../../../../tools/operation.ts";
import { oneLine } from "../../../gate/plain.ts";
import type { AuditRow } from "../../../store/records.ts";
import type { Language } from "../../context.ts";
import type { Html } from "../../layout.ts";
import { eventBadge, operationTitle } from "../parts/events.ts";
import { answerOf } from "../parts/facts.ts";
import { partyOf } from "../parts/people.ts";
import { tableOf } from "../parts/table.ts";
import { exactTimeOf } from "../parts/time.ts";

/** Audit rows as a table, with all that is on record of each to unfold. */
export function auditTable(rows: readonly AuditRow[], language: Language): Html {
  const columns = [texts.row, texts.at, texts.event, texts.operation, texts.actor, texts.more].map(
    (text) => text[language],
  );
  return tableOf(
    texts.name[language],
    columns,
    rows.map((row) => [
      html`<span class="number">${row.seq}</span>`,
      exactTimeOf(row.at, language),
      eventBadge(row, language),
      html`${operationTitle(row.operation, language)}${ticketLink(row, language)}`,
      partyOf(row.actor, language),
      detailsOf(row, language),
    ]),
  );
}

function ticketLink({ ticketId }: AuditRow, language: Language): Html | "" {
  if (ticketId === undefined) return "";
  const path = `/tickets/${encodeURIComponent(ticketId)}`;
  return html`<br /><a class="soft" href="${path}"
      >${texts.ticket[language]} <code>${oneLine(ticketId).slice(0, 8)}</code></a
    >`;
}

function detailsOf({ details, actor, hash }: AuditRow, language: Language): Html {
  const { principal: _principal, face: _face, client: _client, ...where } = actor;
  return html`<details>
    <summary>${texts.details[language]}</summary>
    ${answerOf({ ...details, ...where }, language)}
    <p class="soft">${texts.hash[language]} <code>${oneLine(hash)}</code></p>
  </details>`;
}

const texts = {
  name: { en: "Audit trail", ja: "監査ログ" },
  row: { en: "Row", ja: "行" },
  at: { en: "When", ja: "日時" },
  event: { en: "What happened", ja: "できごと" },
  operation: { en: "Operation", ja: "操作" },
  actor: { en: "Who", ja: "実行者" },
  more: { en: "On record", ja: "記録" },
  details: { en: "Details", ja: "詳細" },
  ticket: { en: "Ticket", ja: "チケット" },
  hash: { en: "Hash:", ja: "ハッシュ:" },
} as const satisfies Record<string, Text>;
