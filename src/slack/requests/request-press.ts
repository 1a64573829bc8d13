import { operationNamed } from "../../../tools/index.ts";
import type { Text } from "../../../tools/operation.ts";
import type { Ending, Pending } from "../../gate/outcome.ts";
import type { Ticket } from "../../gate/ticket.ts";
import { saying } from "../views/blocks.ts";
import { tellModal } from "../tickets/consent-views.ts";
import { tellDecision } from "../tickets/decisions.ts";
import type { Desk } from "../desk.ts";
import type { ClickPayload } from "../payloads.ts";
import type { Standing } from "../people/people.ts";
import { tell } from "../people/reply.ts";
import { digestOfRequest } from "./request.ts";
import { requestDetails } from "./request-card.ts";
import { tellEnding } from "../results/result.ts";

type Known = Extract<Standing, { readonly kind: "known" }>;

const statuses: Readonly<Record<string, string>> = {
  "request:approve": "approved",
  "request:deny": "denied",
  "request:cancel": "cancelled",
};

/**
 * Takes a press on the card of an approval request of SSS, which Slack let the person confirm. It decides the request as
 * the card showed it: where it reads otherwise now, nothing is done.
 */
export async function pressRequest(desk: Desk, click: ClickPayload, person: Known): Promise<void> {
  const { actor, language } = person;
  const reply = {
    userId: click.caller.userId,
    ...(click.responseUrl === undefined ? {} : { url: click.responseUrl }),
  };
  const request_id = click.value;
  const status = statuses[click.action];
  if (status === undefined) return showDetails(desk, click, person);
  const operation = operationNamed("update_approval_request");
  if (operation === undefined) throw new Error("the catalog has no update_approval_request");
  const shown = (await desk.requests.get(request_id))?.more["asked"];
  const outcome = await desk.gate.ask({ operation, input: { request_id, status }, actor });
  const told = outcome.kind === "asking" ? await answerAsShown(desk, outcome.ticket, shown, actor) : outcome;
  desk.showRequest(request_id);
  if (told === "moved") return tell(desk, reply, saying(texts.moved[language]));
  const message =
    outcome.kind === "asking"
      ? await tellDecision(desk, outcome.ticket.id, told, language)
      : tellEnding(outcome, operation, { language, input: { request_id, status }, approvers: [] });
  await tell(desk, reply, message);
}

/** The yes that was given in Slack's dialog counts for what the card showed, and for nothing else. */
async function answerAsShown(
  { gate }: Desk,
  ticket: Ticket,
  shown: unknown,
  actor: Known["actor"],
): Promise<Ending | Pending | undefined | "moved"> {
  if (shown === digestOfRequest(ticket.before)) {
    return gate.decide(ticket.id, { kind: "given", yes: true }, actor);
  }
  await gate.cancel(ticket.id, actor);
  return "moved";
}

async function showDetails(desk: Desk, click: ClickPayload, { actor, language }: Known): Promise<void> {
  const viewId = await desk.surface.open(
    click.triggerId,
    tellModal(saying(texts.reading[language]), language),
  );
  const operation = operationNamed("get_approval_request");
  if (operation === undefined) throw new Error("the catalog has no get_approval_request");
  const input = { request_id: click.value };
  const outcome = await desk.gate.ask({ operation, input, actor });
  if (outcome.kind === "asking") throw new Error("get_approval_request is no read");
  const message =
    outcome.kind === "done"
      ? requestDetails(outcome.answer, { language, now: desk.now() })
      : tellEnding(outcome, operation, { language, input, approvers: [] });
  await desk.surface.show(viewId, tellModal(message, language));
}

const texts = {
  reading: { en: "Reading…", ja: "読み込んでいます…" },
  moved: {
    en: "Nothing was done: this card does not show the request as it is now. Look at it again, then press.",
    ja: "実行していません。カードの表示が現在のリクエストと異なります。内容を確認し直してから押してください。",
  },
} as const satisfies Record<string, Text>;
