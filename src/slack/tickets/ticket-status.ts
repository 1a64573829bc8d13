import type { Text } from "../../../tools/operation.ts";
import { dataLines } from "../../gate/data-lines.ts";
import { operationOf } from "../../gate/operation-of.ts";
import { oneLine } from "../../gate/plain.ts";
import type { Ticket } from "../../gate/ticket.ts";
import { cut, literal, mention, moment } from "../views/blocks.ts";
import { endingOf, meaningFor, meaningOf } from "../../gate/meanings/meanings.ts";
import { filled } from "../views/filled.ts";
import type { Language } from "../views/language.ts";

/** A ticket as it stands now: one whose time is over has expired, even before anybody writes that down. */
export function asOf(ticket: Ticket, now: number): Ticket {
  return ticket.state === "open" && ticket.expiresAt <= now ? { ...ticket, state: "expired" } : ticket;
}

/** Where a ticket stands, in a word or two. */
export function stateWordOf({ state, consent }: Ticket, language: Language): string {
  const isUnconfirmed = state === "open" && consent === "self";
  return (isUnconfirmed ? texts.unconfirmed : states[state])[language];
}

/** Who decided a ticket, when and why, and what came of it; in mrkdwn, and empty while it is open. */
export function statusOf(ticket: Ticket, language: Language): string {
  const lines = [decisionOf(ticket, language), endOf(ticket, language)];
  return lines.filter((line) => line !== "").join("\n");
}

function decisionOf({ state, decided, requester }: Ticket, language: Language): string {
  if (decided === undefined) return "";
  const { by, at, reason } = decided;
  const isRequester = by.principal === requester.principal;
  const verb = state === "denied" || state === "cancelled" ? state : isRequester ? "confirmed" : "approved";
  const who = by.face === "gate" ? "sss-ops" : mention(by.principal);
  const line = filled(verbs[verb][language], { who, at: moment(at) });
  const why = reason === undefined ? "" : whyOf(reason, language);
  return why === "" ? line : `${line}\n${texts.reason[language]} ${why}`;
}

/** What somebody gave as their reason; where they gave none the gate has put down a code. */
function whyOf(reason: string, language: Language): string {
  if (reason === "not_confirmed") return "";
  return meaningOf(reason)?.what[language] ?? told(reason);
}

function endOf(ticket: Ticket, language: Language): string {
  const { state, endedAt, expiresAt } = ticket;
  switch (state) {
    case "open":
    case "denied":
    case "cancelled":
      return "";
    case "approved":
    case "running":
      return texts.running[language];
    case "expired":
      return filled(texts.expired[language], { at: moment(expiresAt) });
    case "done":
      return filled(texts.done[language], { at: moment(endedAt ?? expiresAt) });
    case "failed":
    case "unknown":
      return `*${verdictOf(ticket, state)[language]}* ${causeOf(ticket, language)}`.trim();
  }
}

function verdictOf({ outcome }: Ticket, state: "failed" | "unknown"): Text {
  return outcome?.["code"] === "partly_done" ? texts.partly : texts[state];
}

/** Why it did not succeed and what to do about it, in the reader's language; below it the gate's own words. */
function causeOf(ticket: Ticket, language: Language): string {
  const ending = endingOf(ticket);
  if (ending === undefined || ending.kind === "done") return told(ticket.outcome?.["message"]);
  const { what, next } = meaningFor(ending, operationOf(ticket));
  const facts = dataLines(ending.data, language)
    .slice(0, mostFacts)
    .map((line) => `\n${literal(cut(line, 100))}`);
  return `${what[language]} ${next[language]}\n${told(ending.message)}${facts.join("")}`.trim();
}

/** A card has little room. */
const mostFacts = 4;

/** Words of others, cut to what stands well in a card. */
function told(words: unknown): string {
  return literal(cut(oneLine(words ?? ""), 500));
}

const states = {
  open: { en: "Waiting for approval", ja: "承認待ち" },
  approved: { en: "Approved", ja: "承認済み" },
  running: { en: "Running", ja: "実行中" },
  done: { en: "Done", ja: "完了" },
  denied: { en: "Denied", ja: "却下" },
  cancelled: { en: "Cancelled", ja: "取り消し" },
  expired: { en: "Expired", ja: "期限切れ" },
  failed: { en: "Failed", ja: "失敗" },
  unknown: { en: "Outcome unknown", ja: "結果不明" },
} as const satisfies Record<Ticket["state"], Text>;

const verbs = {
  approved: { en: "Approved by {who}, {at}.", ja: "承認: {who}（{at}）" },
  confirmed: { en: "Confirmed by {who}, {at}.", ja: "確認: {who}（{at}）" },
  denied: { en: "Denied by {who}, {at}.", ja: "却下: {who}（{at}）" },
  cancelled: { en: "Cancelled by {who}, {at}.", ja: "取り消し: {who}（{at}）" },
} as const satisfies Record<string, Text>;

const texts = {
  unconfirmed: { en: "Waiting for confirmation", ja: "確認待ち" },
  reason: { en: "Reason:", ja: "理由:" },
  running: { en: "Running since then.", ja: "実行中です。" },
  expired: {
    en: "Nobody answered by {at}. Nothing was done.",
    ja: "{at} までに回答がありませんでした。何も実行していません。",
  },
  done: { en: "Done, {at}.", ja: "完了しました（{at}）。" },
  failed: { en: "It was not done.", ja: "実行できませんでした。" },
  partly: { en: "It was done in part.", ja: "一部だけ実行されました。" },
  unknown: { en: "Nobody knows whether it was done.", ja: "実行されたかどうか不明です。" },
} as const satisfies Record<string, Text>;
