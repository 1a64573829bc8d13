import type { Text } from "../../../tools/operation.ts";
import { type Consent, doubtAbout } from "../../gate/consent.ts";
import type { Ending, Pending } from "../../gate/outcome.ts";
import { operationOf } from "../../gate/operation-of.ts";
import type { Ticket } from "../../gate/ticket.ts";
import { type Message, literal, mention, moment, saying } from "../views/blocks.ts";
import { denyModal, detailsModal, nameModal, tellModal } from "./consent-views.ts";
import type { Desk } from "../desk.ts";
import type { Language } from "../views/language.ts";
import type { ClickPayload, ViewPayload } from "../payloads.ts";
import type { Standing } from "../people/people.ts";
import { type Reply, replyOf, tell } from "../people/reply.ts";
import { tellEnding } from "../results/result.ts";

type Known = Extract<Standing, { readonly kind: "known" }>;

/** Does what a button on a ticket says, and tells whoever pressed it what came of it. */
export async function pressTicket(desk: Desk, click: ClickPayload, person: Known): Promise<void> {
  const { language, actor } = person;
  const reply = replyTo(click);
  const ticket = await desk.gate.find(click.value);
  if (ticket === undefined) return tell(desk, reply, saying(texts.unknown[language]));
  const bar = await desk.gate.barTo(ticket, actor);
  if (click.action === "ticket:details") {
    await desk.surface.open(click.triggerId, detailsModal(ticket, language));
  } else if (click.action === "ticket:cancel") {
    const told = await desk.gate.cancel(ticket.id, actor);
    const how = { replace: isOwnQuestion(click) };
    await tell(desk, reply, cancelled(desk, ticket, told, language), how);
  } else if (bar !== undefined) {
    await tell(desk, reply, await tellDecision(desk, ticket.id, bar, language));
  } else {
    await openOrDecide(desk, click, ticket, person);
  }
  if (click.message !== undefined && !click.message.isEphemeral) desk.redraw(click.message, ticket.id);
}

async function openOrDecide(
  desk: Desk,
  click: ClickPayload,
  ticket: Ticket,
  { actor, language }: Known,
): Promise<void> {
  if (click.action === "ticket:deny") {
    return void (await desk.surface.open(click.triggerId, denyModal(ticket, language)));
  }
  if (ticket.question.wanted === "name") {
    const by = click.action === "ticket:confirm" ? "self" : "second";
    return void (await desk.surface.open(click.triggerId, nameModal(ticket, language, by)));
  }
  const told = await desk.gate.decide(ticket.id, { kind: "given", yes: true }, actor);
  await tell(desk, replyTo(click), await tellDecision(desk, ticket.id, told, language), {
    replace: isOwnQuestion(click),
  });
}

/** Takes the name that somebody typed into the modal of a ticket. */
export async function submitName(desk: Desk, { view, caller }: ViewPayload, person: Known): Promise<void> {
  const { language, actor } = person;
  const ticket = await desk.gate.find(view.metadata);
  if (ticket === undefined) return showIn(desk, view.id, saying(texts.unknown[language]), language);
  const consent: Consent = { kind: "given", name: view.state["name"]?.["value"]?.value ?? "" };
  const bar = await desk.gate.barTo(ticket, actor);
  if (bar === undefined && doubtAbout(consent, ticket.question) !== undefined) {
    // A slip of the finger, seen before it counts as the answer: the person is asked again.
    const by = view.callback === "confirm" ? "self" : "second";
    return desk.surface.show(view.id, nameModal(ticket, language, by, texts.wrongName[language]));
  }
  const told = bar ?? (await desk.gate.decide(ticket.id, consent, actor));
  const message = await tellDecision(desk, ticket.id, told, language);
  await showIn(desk, view.id, message, language);
  if (view.callback === "confirm") {
    await tell(desk, await replyOf(desk, ticket.id, caller.userId), message, { replace: true });
  }
}

/** Takes a denial with its reason. */
export async function submitDenial(
  desk: Desk,
  { view }: ViewPayload,
  { actor, language }: Known,
): Promise<void> {
  const typed = view.state["reason"]?.["value"]?.value ?? "";
  const reason = typed.trim() === "" ? undefined : typed.trim();
  const told = await desk.gate.decide(view.metadata, { kind: "declined" }, actor, reason);
  const isDenied = told?.kind === "denied" && told.code === "not_confirmed";
  const message = isDenied
    ? saying(texts.denied[language])
    : await tellDecision(desk, view.metadata, told, language);
  await showIn(desk, view.id, message, language);
}

/** Takes a ticket back whose question its requester closed without an answer. */
export async function closeQuestion(
  desk: Desk,
  { view, caller }: ViewPayload,
  { actor, language }: Known,
): Promise<void> {
  const ticket = await desk.gate.find(view.metadata);
  if (ticket === undefined || ticket.state !== "open") return;
  const told = await desk.gate.cancel(ticket.id, actor);
  await tell(desk, await replyOf(desk, ticket.id, caller.userId), cancelled(desk, ticket, told, language), {
    replace: true,
  });
}

/** What came of an answer to a ticket; where somebody else was faster, who, when and how it stands. */
export async function tellDecision(
  desk: Pick<Desk, "gate">,
  ticketId: string,
  told: Ending | Pending | undefined,
  language: Language,
): Promise<Message> {
  const ticket = await desk.gate.find(ticketId);
  if (told === undefined || ticket === undefined) return saying(texts.unknown[language]);
  if (told.kind === "denied" && told.code.startsWith("ticket_")) return saying(standingOf(ticket, language));
  const approvers = desk.gate.approversOf(ticket);
  const { input } = ticket;
  const message = tellEnding(told, operationOf(ticket), { language, input, approvers });
  if (told.kind !== "denied" || !wantsAnApprover.includes(told.code)) return message;
  const who = approvers.map(mention).join(", ");
  return { ...message, blocks: [...message.blocks, ...saying(`${texts.approvers[language]} ${who}`).blocks] };
}

const wantsAnApprover: readonly string[] = ["own_request", "not_an_approver", "not_yours"];

function standingOf({ state, decided, expiresAt, endedAt }: Ticket, language: Language): string {
  const by = decided === undefined ? "" : mention(decided.by.principal);
  const at = moment(decided?.at ?? endedAt ?? expiresAt);
  const reason = decided?.reason === undefined ? "" : ` — ${literal(decided.reason)}`;
  return `${fill(states[state][language], by, at)}${reason}`;
}

function fill(text: string, by: string, at: string): string {
  return text.replace("{by}", () => by).replace("{at}", () => at);
}

function cancelled({ gate }: Desk, ticket: Ticket, told: Ending | undefined, language: Language): Message {
  if (told === undefined) return saying(`${texts.notYours[language]} ${mention(ticket.requester.principal)}`);
  if (told.kind === "denied" && told.code === "ticket_cancelled") return saying(texts.cancelled[language]);
  return tellEnding(told, operationOf(ticket), {
    language,
    input: ticket.input,
    approvers: gate.approversOf(ticket),
  });
}

function showIn(desk: Desk, viewId: string, message: Message, language: Language): Promise<void> {
  return desk.surface.show(viewId, tellModal(message, language));
}

/** A question to its requester, shown to nobody else, is replaced by its answer; a card is redrawn from its ticket. */
function isOwnQuestion({ message }: ClickPayload): boolean {
  return message?.isEphemeral === true;
}

function replyTo({ caller, responseUrl }: ClickPayload): Reply {
  return { userId: caller.userId, ...(responseUrl === undefined ? {} : { url: responseUrl }) };
}

const states: Readonly<Record<Ticket["state"], Text>> = {
  open: { en: "It still waits for an answer.", ja: "まだ回答を待っています。" },
  approved: {
    en: "{by} approved it at {at}; it is about to run.",
    ja: "{by} が {at} に承認しました。まもなく実行されます。",
  },
  running: { en: "{by} approved it at {at}; it is running.", ja: "{by} が {at} に承認し、実行中です。" },
  done: { en: "{by} approved it at {at}; it is done.", ja: "{by} が {at} に承認し、完了しました。" },
  failed: {
    en: "{by} approved it at {at}; it was not done.",
    ja: "{by} が {at} に承認しましたが、実行されませんでした。",
  },
  unknown: {
    en: "{by} approved it at {at}; nobody knows whether it was done. Read the target before anything else.",
    ja: "{by} が {at} に承認しましたが、実行されたかどうか確認できていません。まず対象の状態を確認してください。",
  },
  denied: { en: "{by} denied it at {at}.", ja: "{by} が {at} に却下しました。" },
  cancelled: { en: "It was cancelled at {at}.", ja: "{at} に取り消されました。" },
  expired: {
    en: "It expired at {at}. Nothing was done.",
    ja: "{at} に期限切れになりました。実行していません。",
  },
};

const texts = {
  unknown: {
    en: "This request is not known here any more: it is from before this server was set up anew. Nothing was done.",
    ja: "この依頼はここではもう分かりません（サーバーの再構築前のものです）。実行していません。",
  },
  denied: { en: "Denied. Whoever asked is told.", ja: "却下しました。依頼者に通知されます。" },
  cancelled: { en: "Cancelled. Nothing was done.", ja: "取り消しました。実行していません。" },
  notYours: { en: "Only whoever asked can cancel it:", ja: "取り消せるのは依頼者だけです:" },
  approvers: { en: "Who may approve it:", ja: "承認できる人:" },
  wrongName: {
    en: "That is not the name. Nothing was done; type it exactly as shown.",
    ja: "名前が一致しません。実行していません。表示どおりに入力してください。",
  },
} as const satisfies Record<string, Text>;
