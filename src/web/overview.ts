import { html } from "hono/html";
import type { Text } from "../../tools/operation.ts";
import { sentenceOf } from "../gate/question.ts";
import type { Ticket } from "../gate/ticket.ts";
import { renderActivity } from "./activity.ts";
import type { Health, Language, PageOptions, Visitor } from "./context.ts";
import { type Html, page, postForm } from "./layout.ts";
import { badge } from "./pages/parts/badges.ts";
import { factsOf } from "./pages/parts/facts.ts";
import { nameOf } from "./pages/parts/people.ts";
import { timeOf } from "./pages/parts/time.ts";
import { seesAll } from "./sight.ts";

const shownTickets = 5;
const mostTickets = 200;

/** The first page: what the server is attached to and how that is, what waits, what happened, and how hosts are attached. */
export async function showOverview(visitor: Visitor, options: PageOptions): Promise<Html> {
  const [health, tickets, activity] = await Promise.all([
    options.health(),
    openTickets(visitor, options),
    renderActivity(visitor, options),
  ]);
  const { language } = visitor;
  const body = html`<div class="grid">
      ${renderAccount(visitor, options)} ${renderHealth(health, language)}
    </div>
    <h2>${texts.open[language]} <span class="soft">${tickets.length}</span></h2>
    ${await renderTickets(tickets, visitor, options)}
    <h2>${texts.activity[language]}</h2>
    ${activity}
    <h2>${texts.hosts[language]}</h2>
    ${renderHosts(options, language)}`;
  return page(visitor, { title: texts.title, body, here: "/" });
}

async function openTickets({ actor }: Visitor, { gate }: PageOptions): Promise<readonly Ticket[]> {
  const open = await gate.list({ states: ["open"], limit: mostTickets });
  return seesAll(actor, gate) ? open : open.filter(({ requester }) => gate.isSameHuman(requester, actor));
}

function renderAccount(visitor: Visitor, { account, version, gate }: PageOptions): Html {
  const { actor, language } = visitor;
  const isApprover = gate.isApprover(actor);
  return html`<section class="card">
    <h2>${texts.account[language]}</h2>
    <p>${account[language]}</p>
    ${factsOf([
      [
        texts.you[language],
        html`${nameOf(actor.principal)} ${isApprover ? badge("good", texts.approver[language]) : ""}`,
      ],
      [texts.version[language], `sss-ops ${version}`],
    ])}
    ${postForm(visitor, "/sign-out/everywhere", html`<button class="plain">${texts.everywhere[language]}</button>`)}
  </section>`;
}

function renderHealth(health: readonly Health[], language: Language): Html {
  return html`<section class="card">
    <h2>${texts.health[language]}</h2>
    <ul class="list">
      ${health.map(
        ({ name, state, detail }) =>
          html`<li>
            <div><strong>${name}</strong><br />${renderDetail(detail, language)}</div>
            ${badge(tones[state], states[state][language])}
          </li>`,
      )}
    </ul>
  </section>`;
}

function renderDetail(detail: Health["detail"], language: Language): Html {
  return typeof detail === "string"
    ? html`<span class="soft" lang="en">${detail}</span>`
    : html`<span class="soft">${detail[language]}</span>`;
}

async function renderTickets(
  tickets: readonly Ticket[],
  visitor: Visitor,
  { gate }: PageOptions,
): Promise<Html> {
  const { actor, language } = visitor;
  if (tickets.length === 0) return html`<p class="soft">${texts.nothing[language]}</p>`;
  const shown = await Promise.all(
    tickets.slice(0, shownTickets).map(async (ticket) => {
      const isForThem = (await gate.barTo(ticket, actor)) === undefined;
      return renderTicket(ticket, isForThem, language);
    }),
  );
  return html`<div class="card">
    <ul class="list">
      ${shown}
    </ul>
    ${tickets.length > shownTickets ? html`<p><a href="/tickets">${texts.all[language]}</a></p>` : ""}
  </div>`;
}

function renderTicket(ticket: Ticket, isForThem: boolean, language: Language): Html {
  const { id, requester, expiresAt } = ticket;
  return html`<li>
    <div>
      <a href="/tickets/${id}">${sentenceOf(ticket, language)}</a><br />
      <span class="soft"
        >${nameOf(requester.principal)} · ${texts.until[language]} ${timeOf(expiresAt, language)}</span
      >
    </div>
    ${isForThem ? badge("busy", texts.yours[language]) : ""}
  </li>`;
}

function renderHosts({ hosts }: PageOptions, language: Language): Html {
  return html`<div class="card">
    <p>${texts.paste[language]}</p>
    ${hosts.map(
      ({ host, where, paste }) =>
        html`<details>
          <summary>${host} <span class="soft">${where}</span></summary>
          <pre tabindex="0">${paste}</pre>
        </details>`,
    )}
  </div>`;
}

const tones = { ok: "good", off: "", faulty: "bad" } as const;

const states = {
  ok: { en: "OK", ja: "正常" },
  off: { en: "Off", ja: "オフ" },
  faulty: { en: "Faulty", ja: "異常" },
} as const satisfies Record<Health["state"], Text>;

const texts = {
  title: { en: "Overview", ja: "概要" },
  account: { en: "Connected to", ja: "接続先" },
  you: { en: "You are", ja: "あなた" },
  approver: { en: "Approver", ja: "承認者" },
  version: { en: "Version", ja: "バージョン" },
  everywhere: { en: "Sign out everywhere", ja: "すべての端末からサインアウト" },
  health: { en: "Health", ja: "稼働状況" },
  open: { en: "Open tickets", ja: "未処理のチケット" },
  nothing: { en: "Nothing is waiting.", ja: "待っているものはありません。" },
  all: { en: "All tickets", ja: "すべてのチケット" },
  until: { en: "until", ja: "期限" },
  yours: { en: "Waits for you", ja: "あなたの回答待ち" },
  activity: { en: "Recent activity", ja: "最近の操作" },
  hosts: { en: "Connect an assistant", ja: "AIアシスタントの接続" },
  paste: {
    en: "Copy the lines for your MCP host and paste them where they belong.",
    ja: "お使いのMCPホストの設定をコピーして、所定の場所に貼り付けてください。",
  },
} as const satisfies Record<string, Text>;
