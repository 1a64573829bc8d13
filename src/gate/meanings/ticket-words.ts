import type { Text } from "../../../tools/operation.ts";
import type { Party, TicketState } from "../../store/records.ts";
import { oneLine } from "../plain.ts";
import type { Ticket } from "../ticket.ts";
import { meaningOf } from "./meanings.ts";

/** A sentence about a ticket. Whoever tells it puts people and times in place of `{who}` and `{at}`, in their own way. */
export interface Sentence {
  readonly text: Text;
  readonly who: Party;
  /** In milliseconds since the epoch. */
  readonly at: number;
}

/** What the states of a ticket are called. */
export const stateWords: Readonly<Record<TicketState, Text>> = {
  open: { en: "Waiting for an answer", ja: "回答待ち" },
  approved: { en: "Approved", ja: "承認済み" },
  running: { en: "Running", ja: "実行中" },
  done: { en: "Done", ja: "完了" },
  denied: { en: "Denied", ja: "却下" },
  cancelled: { en: "Cancelled", ja: "取り消し" },
  expired: { en: "Expired", ja: "期限切れ" },
  failed: { en: "Failed", ja: "失敗" },
  unknown: { en: "Outcome unknown", ja: "結果不明" },
};

/** Where a ticket stands, in a word or two; of an open one also whose answer it waits for. */
export function stateWordOf({ state, consent }: Ticket, language: keyof Text): string {
  return (state === "open" ? waits[consent] : stateWords[state])[language];
}

/** Who decided a ticket and when; undefined while nobody has. */
export function decisionOf({ state, decided, requester }: Ticket): Sentence | undefined {
  if (decided === undefined) return undefined;
  const { by, at } = decided;
  const isRequester = by.principal === requester.principal;
  const verb = state === "denied" || state === "cancelled" ? state : isRequester ? "confirmed" : "approved";
  return { text: verbs[verb], who: by.face === "gate" ? { principal: "sss-ops", face: "gate" } : by, at };
}

/** Why a ticket was decided so, on one line: what somebody wrote, or what the gate's code means. Empty where nobody gave a reason. */
export function reasonOf({ decided }: Ticket, language: keyof Text): string {
  const reason = decided?.reason ?? "not_confirmed";
  if (reason === "not_confirmed") return "";
  return meaningOf(reason)?.what[language] ?? oneLine(reason);
}

/** What came of a ticket, and when; undefined where its decision says all, or there is none yet. */
export function endOf({ state, endedAt, expiresAt, requester, outcome }: Ticket): Sentence | undefined {
  const text = outcome?.["code"] === "partly_done" ? partly : ends[state];
  const at = state === "expired" ? expiresAt : (endedAt ?? expiresAt);
  return text === undefined ? undefined : { text, who: requester, at };
}

const waits: Readonly<Record<Ticket["consent"], Text>> = {
  self: { en: "Waiting for confirmation", ja: "確認待ち" },
  second: { en: "Waiting for approval", ja: "承認待ち" },
};

const verbs = {
  approved: { en: "Approved by {who}, {at}.", ja: "{who}が承認しました（{at}）。" },
  confirmed: { en: "Confirmed by {who}, {at}.", ja: "{who}が確認しました（{at}）。" },
  denied: {
    en: "Denied by {who}, {at}. Nothing was done.",
    ja: "{who}が却下しました（{at}）。何も実行していません。",
  },
  cancelled: {
    en: "Cancelled by {who}, {at}. Nothing was done.",
    ja: "{who}が取り消しました（{at}）。何も実行していません。",
  },
} as const satisfies Record<string, Text>;

/** A workflow that was stopped: some of its steps are done. */
const partly: Text = { en: "It was done in part ({at}).", ja: "一部だけ実行されました（{at}）。" };

const ends: Readonly<Partial<Record<TicketState, Text>>> = {
  approved: { en: "It is about to run.", ja: "まもなく実行されます。" },
  running: { en: "It is running.", ja: "実行中です。" },
  expired: {
    en: "Nobody answered by {at}. Nothing was done.",
    ja: "{at} までに回答がありませんでした。何も実行していません。",
  },
  done: { en: "It was done, {at}.", ja: "完了しました（{at}）。" },
  failed: { en: "It was not done ({at}).", ja: "実行できませんでした（{at}）。" },
  unknown: {
    en: "Nobody knows whether it was done ({at}).",
    ja: "実行されたかどうか確認できていません（{at}）。",
  },
};
