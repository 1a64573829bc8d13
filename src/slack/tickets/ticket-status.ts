import type { Text } from "../../../tools/operation.ts";
import { dataLines } from "../../gate/data-lines.ts";
import { endingOf, meaningFor } from "../../gate/meanings/meanings.ts";
import { type Sentence, decisionOf, endOf, reasonOf } from "../../gate/meanings/ticket-words.ts";
import { operationOf } from "../../gate/operation-of.ts";
import { oneLine } from "../../gate/plain.ts";
import type { Ticket } from "../../gate/ticket.ts";
import { cut, literal, mention, moment } from "../views/blocks.ts";
import { filled } from "../views/filled.ts";
import type { Language } from "../views/language.ts";

/** A ticket as it stands now: one whose time is over has expired, even before anybody writes that down. */
export function asOf(ticket: Ticket, now: number): Ticket {
  return ticket.state === "open" && ticket.expiresAt <= now ? { ...ticket, state: "expired" } : ticket;
}

/** Who decided a ticket, when and why, and what came of it; in mrkdwn, and empty while it is open. */
export function statusOf(ticket: Ticket, language: Language): string {
  const why = told(reasonOf(ticket, language));
  const lines = [
    said(decisionOf(ticket), language),
    why === "" ? "" : `${texts.reason[language]} ${why}`,
    howItEnded(ticket, language),
  ];
  return lines.filter((line) => line !== "").join("\n");
}

function howItEnded(ticket: Ticket, language: Language): string {
  const end = said(endOf(ticket), language);
  const isBad = ticket.state === "failed" || ticket.state === "unknown";
  return isBad ? `*${end}* ${causeOf(ticket, language)}`.trim() : end;
}

function said(sentence: Sentence | undefined, language: Language): string {
  if (sentence === undefined) return "";
  const { text, who, at } = sentence;
  return filled(text[language], { who: mention(who.principal), at: moment(at) });
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
function told(text: unknown): string {
  return literal(cut(oneLine(text ?? ""), 500));
}

const texts = {
  reason: { en: "Reason:", ja: "理由:" },
} as const satisfies Record<string, Text>;
