import type { Text } from "../../../../tools/operation.ts";
import { type Consent, doubtAbout } from "../../../gate/consent.ts";
import type { Gate } from "../../../gate/gate.ts";
import type { Ending, Pending } from "../../../gate/outcome.ts";
import type { Ticket } from "../../../gate/ticket.ts";
import type { Visitor } from "../../context.ts";
import type { Fields } from "../parts/form.ts";
import { type Slip, longestReason } from "./forms.ts";

/** What became of a posted answer: it counts, it was refused, or the form was not filled in as it has to be. */
export type Answered =
  | { readonly kind: "counts" }
  | { readonly kind: "refused"; readonly told: Exclude<Ending, { readonly kind: "done" }> }
  | { readonly kind: "slip"; readonly slip: Slip }
  | { readonly kind: "not_yours" }
  | { readonly kind: "not_understood" };

/** Takes the visitor's answer to a ticket, as the form on its page sends it. */
export async function answer(
  gate: Gate,
  ticket: Ticket,
  { actor }: Visitor,
  fields: Fields,
): Promise<Answered> {
  switch (fields["answer"] ?? "") {
    case "confirm":
      return confirm(gate, ticket, actor, fields);
    case "deny":
      return deny(gate, ticket, actor, (fields["reason"] ?? "").trim());
    case "cancel": {
      const told = await gate.cancel(ticket.id, actor);
      return told === undefined ? { kind: "not_yours" } : outcomeOf(told, "ticket_cancelled");
    }
    default:
      return { kind: "not_understood" };
  }
}

async function confirm(
  gate: Gate,
  ticket: Ticket,
  actor: Visitor["actor"],
  { name = "", yes }: Fields,
): Promise<Answered> {
  const consent: Consent = { kind: "given", name, yes: yes === "yes" };
  const bar = await gate.barTo(ticket, actor);
  if (bar !== undefined) return outcomeOf(bar);
  if (doubtAbout(consent, ticket.question) !== undefined) {
    // A slip of the finger, seen before it counts as the answer: the person is asked again.
    const text = ticket.question.wanted === "name" ? texts.wrongName : texts.noYes;
    return { kind: "slip", slip: { answer: "confirm", typed: name.slice(0, longestReason), text } };
  }
  return outcomeOf(await gate.decide(ticket.id, consent, actor));
}

async function deny(gate: Gate, ticket: Ticket, actor: Visitor["actor"], reason: string): Promise<Answered> {
  if (reason.length > longestReason) {
    const typed = reason.slice(0, longestReason);
    return { kind: "slip", slip: { answer: "deny", typed, text: texts.tooLong } };
  }
  const told = await gate.decide(ticket.id, { kind: "declined" }, actor, reason === "" ? undefined : reason);
  return outcomeOf(told, "not_confirmed");
}

/** What was told; `wanted` is what the answer comes to when it counts. A call that ran and failed was answered as well. */
function outcomeOf(told: Ending | Pending | undefined, wanted?: string): Answered {
  if (told?.kind !== "denied" || told.code === wanted) return { kind: "counts" };
  return { kind: "refused", told };
}

const texts = {
  wrongName: {
    en: "That is not the name. Nothing was done; type it exactly as it is shown.",
    ja: "名前が一致しません。実行していません。表示どおりに入力してください。",
  },
  noYes: {
    en: "Tick the box to confirm. Nothing was done.",
    ja: "確認のチェックを入れてください。実行していません。",
  },
  tooLong: {
    en: `The reason is too long: give at most ${longestReason} characters. It was cut; nothing was done.`,
    ja: `理由は${longestReason}文字以内で入力してください。超えた部分を省きました。まだ却下していません。`,
  },
} as const satisfies Record<string, Text>;
