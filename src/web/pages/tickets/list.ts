import { html } from "hono/html";
import { sentenceOf } from "../../../gate/question.ts";
import type { Text } from "../../../../tools/operation.ts";
import type { Gate } from "../../../gate/gate.ts";
import { stateWords } from "../../../gate/meanings/ticket-words.ts";
import { operationOf } from "../../../gate/operation-of.ts";
import type { Ticket } from "../../../gate/ticket.ts";
import type { TicketState } from "../../../store/records.ts";
import type { Language, Visitor } from "../../context.ts";
import { type Html, page } from "../../layout.ts";
import { seesAll } from "../../sight.ts";
import { stateBadge } from "../parts/badges.ts";
import { partyOf } from "../parts/people.ts";
import { timeOf } from "../parts/time.ts";
import { tableOf } from "../parts/table.ts";

/** What the list of tickets is asked for, as it stands in the address. */
export interface TicketQuery {
  readonly state?: string | undefined;
  /** `mine` for one's own. */
  readonly of?: string | undefined;
}

/** How many tickets the list shows. */
export const mostTickets = 100;

/** The newest tickets, in every state or one: the visitor's own, or those of everybody whose they may see. */
export async function ticketList(visitor: Visitor, gate: Gate, query: TicketQuery): Promise<Html> {
  const state = Object.keys(stateWords).find((one): one is TicketState => one === query.state);
  const isAll = seesAll(visitor.actor, gate);
  const isMine = !isAll || query.of === "mine";
  const tickets = await ticketsFor(gate, isMine ? namesOf(visitor, gate) : [undefined], state);
  const shown = tickets.slice(0, mostTickets);
  const body = html`${filters(visitor, state, { isAll, isMine })}
  ${shown.length === 0 ? none(visitor) : table(visitor, shown)}
  ${tickets.length > mostTickets ? html`<p class="soft">${texts.more[visitor.language]}</p>` : ""}`;
  return page(visitor, { title: texts.title, body, here: "/tickets" });
}

/** Newest first, one more than are shown, as far as there are. */
async function ticketsFor(
  gate: Gate,
  principals: readonly (string | undefined)[],
  state: TicketState | undefined,
): Promise<readonly Ticket[]> {
  const states = state === undefined ? {} : { states: [state] };
  const lists = await Promise.all(
    principals.map((principal) =>
      gate.list({ ...states, ...(principal === undefined ? {} : { principal }), limit: mostTickets + 1 }),
    ),
  );
  return lists.flat().toSorted((left, right) => right.createdAt - left.createdAt);
}

/** All the names under which the visitor may have asked. */
function namesOf({ actor }: Visitor, gate: Gate): readonly string[] {
  const known = gate.person(actor.principal);
  const names = known === undefined ? [] : [known.principal, ...(known.alsoKnownAs ?? [])];
  return [...new Set([actor.principal, ...names])];
}

function filters(
  { language }: Visitor,
  state: TicketState | undefined,
  { isAll, isMine }: { readonly isAll: boolean; readonly isMine: boolean },
): Html {
  const states = Object.entries(stateWords);
  return html`<form method="get" action="/tickets" class="filters">
    <div class="field">
      <label for="state">${texts.state[language]}</label>
      <select id="state" name="state">
        <option value="">${texts.any[language]}</option>
        ${states.map(([value, word]) => option(value, word[language], value === state))}
      </select>
    </div>
    ${isAll ? whoseField(isMine, language) : ""}
    <button>${texts.show[language]}</button>
  </form>`;
}

function whoseField(isMine: boolean, language: Language): Html {
  return html`<div class="field">
    <label for="of">${texts.by[language]}</label>
    <select id="of" name="of">
      ${option("", texts.all[language], !isMine)} ${option("mine", texts.mine[language], isMine)}
    </select>
  </div>`;
}

function option(value: string, word: string, isChosen: boolean): Html {
  return html`<option value="${value}" ${isChosen ? "selected" : ""}>${word}</option>`;
}

function table({ language }: Visitor, tickets: readonly Ticket[]): Html {
  const columns = [texts.request, texts.state, texts.by, texts.asked].map((text) => text[language]);
  const rows = tickets.map((ticket) => [
    html`<a href="/tickets/${ticket.id}">${sentenceOf(ticket, language)}</a><br /><span class="soft"
        >${operationOf(ticket).title[language]}</span
      >`,
    stateBadge(ticket, language),
    partyOf(ticket.requester, language),
    timeOf(ticket.createdAt, language),
  ]);
  return tableOf(texts.title[language], columns, rows);
}

function none({ language }: Visitor): Html {
  return html`<p class="card">${texts.none[language]}</p>`;
}

const texts = {
  title: { en: "Tickets", ja: "チケット" },
  state: { en: "State", ja: "状態" },
  any: { en: "Any", ja: "すべて" },
  by: { en: "Requested by", ja: "依頼者" },
  all: { en: "Anybody", ja: "全員" },
  mine: { en: "Me", ja: "自分" },
  show: { en: "Show", ja: "表示" },
  request: { en: "Request", ja: "依頼" },
  asked: { en: "Requested", ja: "依頼日時" },
  none: {
    en: "There are none. A ticket is made when somebody asks for a change.",
    ja: "該当するチケットはありません。変更の操作が依頼されると、チケットが作成されます。",
  },
  more: {
    en: `The newest ${mostTickets} are shown. Choose a state to find older ones.`,
    ja: `新しい順に${mostTickets}件を表示しています。古いものは状態で絞り込んでください。`,
  },
} as const satisfies Record<string, Text>;
