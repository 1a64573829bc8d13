import type { DeniedCode } from "./outcome.ts";
import { isTyped } from "./question.ts";
import type { Question } from "./ticket.ts";

/** What a person answered to a ticket's question. */
export type Consent =
  | { readonly kind: "declined" }
  | { readonly kind: "given"; readonly yes?: unknown; readonly name?: unknown };

/** What keeps an answer from being the consent that the question wants; undefined when it is. */
export interface Doubt {
  readonly code: Extract<DeniedCode, "not_confirmed" | "wrong_name">;
  readonly message: string;
}

/** Whether the answer is the consent that the question wants. An acceptance without the wanted field is none. */
export function doubtAbout(consent: Consent, { wanted, name }: Question): Doubt | undefined {
  if (consent.kind === "declined") {
    return { code: "not_confirmed", message: "It was not confirmed. Nothing was done." };
  }
  if (wanted === "name" && !isTyped(consent.name, name)) {
    return { code: "wrong_name", message: "What was typed is not the target's name. Nothing was done." };
  }
  if (wanted === "yes" && consent.yes !== true) {
    return { code: "not_confirmed", message: "The confirmation was not ticked. Nothing was done." };
  }
  return undefined;
}
