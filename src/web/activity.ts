import { html } from "hono/html";
import type { Text } from "../../tools/operation.ts";
import type { AuditRow } from "../store/records.ts";
import type { Language, PageOptions, Visitor } from "./context.ts";
import type { Html } from "./layout.ts";
import { eventBadge, operationName } from "./pages/parts/events.ts";
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
  const what = operationName(operation, language);
  return html`<li>
    <div>
      ${ticketId === undefined ? what : html`<a href="/tickets/${ticketId}">${what}</a>`}<br />
      <span class="soft">${timeOf(at, language)} · ${partyOf(actor, language)}</span>
    </div>
    ${eventBadge(row, language)}
  </li>`;
}

const texts = {
  nothing: { en: "Nothing yet.", ja: "まだありません。" },
} as const satisfies Record<string, Text>;
