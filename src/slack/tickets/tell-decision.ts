import type { Text } from "../../../tools/operation.ts";
import type { Ending, Pending } from "../../gate/outcome.ts";
import { operationOf } from "../../gate/operation-of.ts";
import type { Ticket } from "../../gate/ticket.ts";
import type { Desk } from "../desk.ts";
import { tellEnding } from "../results/result.ts";
import { type Message, mention, saying, section } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import { labels } from "./ticket-labels.ts";
import { peopleOf } from "./ticket-parts.ts";
import { asOf, statusOf } from "./ticket-status.ts";

/** What came of an answer to a ticket; where somebody else was faster, who it was and what became of it. */
export async function tellDecision(
  { gate, now }: Pick<Desk, "gate" | "now">,
  ticketId: string,
  told: Ending | Pending | undefined,
  language: Language,
): Promise<Message> {
  const ticket = await gate.find(ticketId);
  if (told === undefined || ticket === undefined) return unknownTicket(language);
  const isLate = told.kind === "denied" && told.code.startsWith("ticket_");
  const status = isLate ? statusOf(asOf(ticket, now()), language) : "";
  if (status !== "") return saying(status);
  const approvers = gate.approversOf(ticket);
  const message = tellEnding(told, operationOf(ticket), { language, input: ticket.input, approvers });
  if (told.kind !== "denied" || !wantsAnApprover.includes(told.code)) return message;
  const who = section(`${labels.approvers[language]} ${peopleOf(approvers, language)}`);
  return { ...message, blocks: [...message.blocks, who] };
}

const wantsAnApprover: readonly string[] = ["own_request", "not_an_approver", "not_yours"];

/** What came of taking a ticket back. */
export function tellCancellation(
  { gate }: Pick<Desk, "gate">,
  ticket: Ticket,
  told: Ending | undefined,
  language: Language,
): Message {
  if (told === undefined) return saying(`${texts.notYours[language]} ${mention(ticket.requester.principal)}`);
  if (told.kind === "denied" && told.code === "ticket_cancelled") return saying(texts.cancelled[language]);
  const approvers = gate.approversOf(ticket);
  return tellEnding(told, operationOf(ticket), { language, input: ticket.input, approvers });
}

/** What to say of a ticket that is not there. */
export function unknownTicket(language: Language): Message {
  return saying(texts.unknown[language]);
}

const texts = {
  unknown: {
    en: "This request is not known here any more: it is from before this server was set up anew. Nothing was done.",
    ja: "この依頼は見つかりません（サーバーを再構築する前のものです）。実行していません。",
  },
  cancelled: { en: "Cancelled. Nothing was done.", ja: "取り消しました。実行していません。" },
  notYours: { en: "Only whoever asked can cancel it:", ja: "取り消せるのは依頼者だけです:" },
} as const satisfies Record<string, Text>;
