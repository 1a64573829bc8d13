import type { DeniedCode } from "./outcome.ts";
import { isTyped } from "./question.ts";
import type { Question } from "./ticket.ts";

/**
 * What a person answered to a ticket's question. It is no answer that they put the question away without one
 * (`dismissed`), or that their client did not show it to them (`unshown`).
 */
export type Consent =
  | { readonly kind: "declined" }
  | { readonly kind: "dismissed" | "unshown" }
  | { readonly kind: "given"; readonly yes?: unknown; readonly name?: unknown };

/** What keeps an answer from being the consent that the question wants; undefined when it is. */
export interface Doubt {
  readonly code: Extract<DeniedCode, "not_confirmed" | "wrong_name" | "cannot_ask">;
  readonly message: string;
}

/** Whether the answer is the consent that the question wants. An acceptance without the wanted field is none. */
export function doubtAbout(consent: Consent, { wanted, name }: Question): Doubt | undefined {
  if (consent.kind === "unshown") {
    return {
      code: "cannot_ask",
      message: "The client did not show the question to anybody. Nothing was done.",
    };
  }
  if (consent.kind !== "given") {
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
