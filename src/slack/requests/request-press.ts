import { getApprovalRequest } from "../../../tools/approval/get-approval-request.ts";
import { updateApprovalRequest } from "../../../tools/approval/update-approval-request.ts";
import type { Text } from "../../../tools/operation.ts";
import { meaning } from "../../gate/actor.ts";
import type { Desk } from "../desk.ts";
import type { ClickPayload } from "../payloads.ts";
import type { KnownPerson } from "../people/people.ts";
import { replyTo, showOrTell, tell } from "../people/reply.ts";
import { read } from "../../gate/read.ts";
import { tellEnding } from "../results/result.ts";
import { tellDecision } from "../tickets/tell-decision.ts";
import { type Message, saying } from "../views/blocks.ts";
import { messageModal } from "../views/modals.ts";
import { requestDetails } from "./request-card.ts";
import { readPressed } from "./request-buttons.ts";
import { type RequestRef, refOf } from "./request-key.ts";

/** Does what a button on the card of an approval request of SSS says, and tells whoever pressed it what came of it. */
export async function pressRequest(desk: Desk, click: ClickPayload, person: KnownPerson): Promise<void> {
  const status = statuses[click.action];
  if (status === undefined) return showDetails(desk, click, person);
  const { key, isFor } = readPressed(click.value);
  const { request, presser } = pressedIn(desk, key, person);
  const message = await decideRequest(desk, { request_id: request.id, status }, isFor, presser);
  desk.closeRequest(request);
  await tell(desk, replyTo(click), message);
}

/** The request that is known by a key, and the person as they press for its account. */
function pressedIn(
  { gate }: Desk,
  key: string,
  person: KnownPerson,
): { readonly request: RequestRef; readonly presser: KnownPerson } {
  const request = refOf(key, gate.accounts);
  return { request, presser: { ...person, actor: meaning(person.actor, request.account) } };
}

const statuses: Readonly<Record<string, string>> = {
  "request:approve": "approved",
  "request:deny": "denied",
  "request:cancel": "cancelled",
};

/**
 * The yes that Slack let the person confirm counts for the request as its card showed it: where it reads otherwise now,
 * nothing is done.
 */
async function decideRequest(
  desk: Desk,
  input: { readonly request_id: string; readonly status: string },
  isFor: (request: Record<string, unknown>) => boolean,
  { actor, language }: KnownPerson,
): Promise<Message> {
  const { gate } = desk;
  const outcome = await gate.ask({ operation: updateApprovalRequest, input, actor });
  if (outcome.kind !== "asking") return tellEnding(outcome, updateApprovalRequest, { language, input });
  const { id, before } = outcome.ticket;
  if (!isFor(before)) {
    await gate.cancel(id, actor);
    return saying(texts.moved[language]);
  }
  return tellDecision(desk, id, await gate.decide(id, { kind: "given", yes: true }, actor), language);
}

async function showDetails(desk: Desk, click: ClickPayload, person: KnownPerson): Promise<void> {
  const { gate, surface, now } = desk;
  const { triggerId, value } = click;
  const { request, presser } = pressedIn(desk, value, person);
  const { actor, language } = presser;
  const viewId = await surface.open(triggerId, messageModal(saying(texts.reading[language]), language));
  const input = { request_id: request.id };
  const ending = await read(gate, getApprovalRequest, input, actor);
  const message =
    ending.kind === "done"
      ? requestDetails(ending.answer, { language, now: now(), ...request })
      : tellEnding(ending, getApprovalRequest, { language, input });
  await showOrTell({ surface }, viewId, messageModal(message, language), replyTo(click), message);
}

const texts = {
  reading: { en: "Reading…", ja: "読み込んでいます…" },
  moved: {
    en: "Nothing was done: this card does not show the request as it is now. Look at it again, then press.",
    ja: "実行していません。カードの表示が現在の許可リクエストと異なります。内容を確認し直してから押してください。",
  },
} as const satisfies Record<string, Text>;
