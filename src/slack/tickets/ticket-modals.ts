import type { Text } from "../../../tools/operation.ts";
import { type Consent, doubtAbout } from "../../gate/consent.ts";
import type { Desk } from "../desk.ts";
import type { ViewPayload } from "../payloads.ts";
import type { KnownPerson } from "../people/people.ts";
import { rememberedReply, tell } from "../people/reply.ts";
import { saying } from "../views/blocks.ts";
import { messageModal, typedIn } from "../views/modals.ts";
import { nameModal } from "./consent-views.ts";
import { tellCancellation, tellDecision, unknownTicket } from "./tell-decision.ts";

/** Takes the name that somebody typed into the modal of a ticket. */
export async function submitName(
  desk: Desk,
  { view, caller }: ViewPayload,
  { actor, language }: KnownPerson,
): Promise<void> {
  const { gate, surface } = desk;
  const by = view.callback === "confirm" ? "self" : "second";
  const ticket = await gate.find(view.metadata);
  if (ticket === undefined) return surface.show(view.id, messageModal(unknownTicket(language), language));
  const consent: Consent = { kind: "given", name: typedIn(view.state, "name") };
  const bar = await gate.barTo(ticket, actor);
  if (bar === undefined && doubtAbout(consent, ticket.question) !== undefined) {
    // A slip of the finger, seen before it counts as the answer: the person is asked again.
    return surface.show(view.id, nameModal(ticket, language, by, texts.wrongName[language]));
  }
  const told = bar ?? (await gate.decide(ticket.id, consent, actor));
  const message = await tellDecision(desk, ticket.id, told, language);
  await surface.show(view.id, messageModal(message, language));
  if (by === "second") return;
  await tell(desk, await rememberedReply(desk, ticket.id, caller.userId), message, { replace: true });
}

/** Takes a denial with its reason. */
export async function submitDenial(
  desk: Desk,
  { view }: ViewPayload,
  { actor, language }: KnownPerson,
): Promise<void> {
  const reason = typedIn(view.state, "reason").trim() || undefined;
  const told = await desk.gate.decide(view.metadata, { kind: "declined" }, actor, reason);
  const isDenied = told?.kind === "denied" && told.code === "not_confirmed";
  const message = isDenied
    ? saying(texts.denied[language])
    : await tellDecision(desk, view.metadata, told, language);
  await desk.surface.show(view.id, messageModal(message, language));
}

/** Takes a ticket back whose question its requester closed without an answer. */
export async function closeQuestion(
  desk: Desk,
  { view, caller }: ViewPayload,
  { actor, language }: KnownPerson,
): Promise<void> {
  const ticket = await desk.gate.find(view.metadata);
  if (ticket === undefined || ticket.state !== "open") return;
  const told = await desk.gate.cancel(ticket.id, actor);
  const message = tellCancellation(desk, ticket, told, language);
  await tell(desk, await rememberedReply(desk, ticket.id, caller.userId), message, { replace: true });
}

const texts = {
  denied: { en: "Denied. Whoever asked is told.", ja: "却下しました。依頼者に通知されます。" },
  wrongName: {
    en: "That is not the name. Nothing was done; type it exactly as shown.",
    ja: "名前が一致しません。実行していません。表示どおりに入力してください。",
  },
} as const satisfies Record<string, Text>;
