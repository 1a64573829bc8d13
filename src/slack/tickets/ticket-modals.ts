import type { Text } from "../../../tools/operation.ts";
import { type Consent, doubtAbout } from "../../gate/consent.ts";
import type { Ticket } from "../../gate/ticket.ts";
import type { Desk } from "../desk.ts";
import type { ViewPayload } from "../payloads.ts";
import type { KnownPerson } from "../people/people.ts";
import { rememberedReply, showIfOpen, showOrTell, tell } from "../people/reply.ts";
import { type Message, saying } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import { messageModal, typedIn } from "../views/modals.ts";
import { nameModal } from "./consent-views.ts";
import { tellCancellation, tellDecision, unknownTicket } from "./tell-decision.ts";

/** Takes the name that somebody typed into the modal of a ticket. */
export async function submitName(
  desk: Desk,
  payload: ViewPayload,
  { actor, language }: KnownPerson,
): Promise<void> {
  const { gate } = desk;
  const { view, caller } = payload;
  const ticket = await gate.find(view.metadata);
  if (ticket === undefined) return answer(desk, payload, unknownTicket(language), language);
  const consent: Consent = { kind: "given", name: typedIn(view.state, "name") };
  const bar = await gate.barTo(ticket, actor);
  // A slip of the finger, seen before it counts as the answer: the person is asked again.
  const isSlip = bar === undefined && doubtAbout(consent, ticket.question) !== undefined;
  if (isSlip) return askAgain(desk, payload, ticket, language);
  const told = bar ?? (await gate.decide(ticket.id, consent, actor));
  const message = await tellDecision(desk, ticket.id, told, language);
  if (byOf(payload) === "second") return answer(desk, payload, message, language);
  await showIfOpen(desk, view.id, messageModal(message, language));
  await tell(desk, await rememberedReply(desk, ticket.id, caller.userId), message, { replace: true });
}

/** Takes a denial with its reason. */
export async function submitDenial(
  desk: Desk,
  payload: ViewPayload,
  { actor, language }: KnownPerson,
): Promise<void> {
  const { metadata, state } = payload.view;
  const reason = typedIn(state, "reason").trim() || undefined;
  const told = await desk.gate.decide(metadata, { kind: "declined" }, actor, reason);
  const isDenied = told?.kind === "denied" && told.code === "not_confirmed";
  const message = isDenied
    ? saying(texts.denied[language])
    : await tellDecision(desk, metadata, told, language);
  await answer(desk, payload, message, language);
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

function askAgain(desk: Desk, payload: ViewPayload, ticket: Ticket, language: Language): Promise<void> {
  const note = texts.wrongName[language];
  const again = nameModal(ticket, language, byOf(payload), note);
  return showOrTell(desk, payload.view.id, again, { userId: payload.caller.userId }, saying(note));
}

/** In the modal, which waits for it. */
function answer(
  desk: Desk,
  { view, caller }: ViewPayload,
  message: Message,
  language: Language,
): Promise<void> {
  return showOrTell(desk, view.id, messageModal(message, language), { userId: caller.userId }, message);
}

function byOf({ view }: ViewPayload): "self" | "second" {
  return view.callback === "confirm" ? "self" : "second";
}

const texts = {
  denied: { en: "Denied. Whoever asked is told.", ja: "却下しました。依頼者に通知されます。" },
  wrongName: {
    en: "That is not the name. Nothing was done; type it exactly as shown.",
    ja: "名前が一致しません。実行していません。表示どおりに入力してください。",
  },
} as const satisfies Record<string, Text>;
