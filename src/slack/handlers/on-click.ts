import { operationNamed } from "../../../tools/index.ts";
import type { Desk } from "../desk.ts";
import { beginForm, emptyDraft, reopenForm } from "../forms/drafts.ts";
import type { ClickPayload } from "../payloads.ts";
import { asKnown } from "../people/as-known.ts";
import type { KnownPerson } from "../people/people.ts";
import { replyTo, tell } from "../people/reply.ts";
import { pressRequest } from "../requests/request-press.ts";
import { turnPage } from "../results/list-pages.ts";
import { pressTicket } from "../tickets/ticket-press.ts";
import { unknownAction } from "./unknown-action.ts";

/** Does what a button says, by the first word of its action. */
export function onClick(desk: Desk, click: ClickPayload): Promise<void> {
  const applicant = { caller: click.caller, reply: replyTo(click), where: whereOf(click) };
  return asKnown(desk, applicant, (person) => press(desk, click, person));
}

function press(desk: Desk, click: ClickPayload, person: KnownPerson): Promise<void> {
  const [subject = ""] = click.action.split(":");
  switch (subject) {
    case "ticket":
      return pressTicket(desk, click, person);
    case "request":
      return pressRequest(desk, click, person);
    case "page":
      return turnPage(desk, click, person);
    case "form":
      return reopenForm(desk, click, person);
    case "home":
      return pressHome(desk, click, person);
    default:
      return tell(desk, replyTo(click), unknownAction(person.language));
  }
}

/** Starts an operation from the home tab; any other button there shows it anew. */
function pressHome(desk: Desk, click: ClickPayload, { actor, language }: KnownPerson): Promise<void> {
  const operation = click.action === "home:run" ? operationNamed(click.value) : undefined;
  if (operation === undefined) return desk.homes.open(click.caller);
  const draft = emptyDraft(operation, actor.principal, replyTo(click), desk.accounts.names);
  return beginForm(desk, draft, click.triggerId, language);
}

function whereOf({ message, actionTs }: ClickPayload): Record<string, string> {
  const place = message === undefined ? {} : { channel: message.channel, message_ts: message.ts };
  return { ...place, action_ts: actionTs };
}
