import type { Text } from "../../../tools/operation.ts";
import type { Ticket } from "../../gate/ticket.ts";
import type { ButtonOptions } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import { words } from "../views/words.ts";
import { sentenceOf } from "../../gate/question.ts";

/** Approves somebody else's ticket: after a dialog, or through the modal where the target's name is typed. */
export function approveButton(ticket: Ticket, language: Language): ButtonOptions {
  const base = { action: "ticket:approve", value: ticket.id, label: words.approve[language] } as const;
  return ticket.question.wanted === "name"
    ? { ...base, style: "danger" }
    : { ...base, style: "primary", confirm: dialogOf(ticket, language, words.approve) };
}

/** Says yes to one's own ticket, after a dialog. */
export function yesButton(ticket: Ticket, language: Language): ButtonOptions {
  return {
    action: "ticket:yes",
    value: ticket.id,
    label: texts.run[language],
    style: "primary",
    confirm: dialogOf(ticket, language, texts.run),
  };
}

/** Opens the modal where the name of one's own ticket's target is typed. */
export function confirmButton({ id }: Ticket, language: Language): ButtonOptions {
  return { action: "ticket:confirm", value: id, label: texts.confirm[language], style: "danger" };
}

/** Opens the modal that asks for the reason. */
export function denyButton({ id }: Ticket, language: Language): ButtonOptions {
  return { action: "ticket:deny", value: id, label: words.deny[language] };
}

/** Takes one's own ticket back. */
export function cancelButton({ id }: Ticket, language: Language): ButtonOptions {
  return { action: "ticket:cancel", value: id, label: texts.cancel[language] };
}

/** Shows the ticket whole. */
export function detailsButton({ id }: Ticket, language: Language): ButtonOptions {
  return { action: "ticket:details", value: id, label: words.details[language] };
}

function dialogOf(ticket: Ticket, language: Language, yes: Text): NonNullable<ButtonOptions["confirm"]> {
  return {
    title: texts.sure[language],
    text: sentenceOf(ticket, language),
    yes: yes[language],
    no: words.back[language],
  };
}

const texts = {
  run: { en: "Run", ja: "実行" },
  confirm: { en: "Confirm…", ja: "確認する…" },
  cancel: { en: "Cancel request", ja: "依頼を取り消す" },
  sure: { en: "Are you sure?", ja: "よろしいですか？" },
} as const satisfies Record<string, Text>;
