import { html } from "hono/html";
import type { Risk, Role, Text } from "../../../../tools/operation.ts";
import { stateWordOf } from "../../../gate/meanings/ticket-words.ts";
import type { Ticket } from "../../../gate/ticket.ts";
import type { TicketState } from "../../../store/records.ts";
import type { Language } from "../../context.ts";
import type { Html } from "../../layout.ts";
import type { Tone } from "./notice.ts";

/** A word that says how something is; the colour only repeats it. */
export function badge(tone: Tone | "", word: string): Html {
  return html`<span class="badge ${tone}">${word}</span>`;
}

/** Where a ticket stands. */
export function stateBadge(ticket: Ticket, language: Language): Html {
  return badge(tones[ticket.state], stateWordOf(ticket, language));
}

/** How much consent an operation takes. */
export function riskBadge(risk: Risk, language: Language): Html {
  return badge(risk === "destroy" ? "bad" : risk === "change" ? "busy" : "good", risks[risk][language]);
}

/** Who SSS lets do it. */
export function roleWord(role: Role, language: Language): string {
  return roles[role][language];
}

const tones: Readonly<Record<TicketState, Tone | "">> = {
  open: "busy",
  approved: "busy",
  running: "busy",
  done: "good",
  denied: "",
  cancelled: "",
  expired: "",
  failed: "bad",
  unknown: "bad",
};

const risks: Readonly<Record<Risk, Text>> = {
  read: { en: "Only reads", ja: "参照のみ" },
  change: { en: "Change: takes a yes", ja: "変更（確認が必要）" },
  destroy: { en: "Destructive: takes the typed name", ja: "破壊的（名前の入力が必要）" },
};

const roles: Readonly<Record<Role, Text>> = {
  any: { en: "Anybody", ja: "全ユーザー" },
  super_user: { en: "Contract owner or super user", ja: "契約代表ユーザー" },
  partner: { en: "Partner's users", ja: "パートナーのユーザー" },
};
