import { getApprovalRequest } from "../../../tools/approval/get-approval-request.ts";
import { updateApprovalRequest } from "../../../tools/approval/update-approval-request.ts";
import type { Text } from "../../../tools/operation.ts";
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

/** Does what a button on the card of an approval request of SSS says, and tells whoever pressed it what came of it. */
export async function pressRequest(desk: Desk, click: ClickPayload, person: KnownPerson): Promise<void> {
  const status = statuses[click.action];
  if (status === undefined) return showDetails(desk, click, person);
  const { requestId, isFor } = readPressed(click.value);
  const message = await decideRequest(desk, { request_id: requestId, status }, isFor, person);
  desk.closeRequest(requestId);
  await tell(desk, replyTo(click), message);
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

async function showDetails(
  { gate, surface, now }: Desk,
  click: ClickPayload,
  { actor, language }: KnownPerson,
): Promise<void> {
  const { triggerId, value: request_id } = click;
  const viewId = await surface.open(triggerId, messageModal(saying(texts.reading[language]), language));
  const input = { request_id };
  const ending = await read(gate, getApprovalRequest, input, actor);
  const message =
    ending.kind === "done"
      ? requestDetails(ending.answer, { language, now: now() })
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
