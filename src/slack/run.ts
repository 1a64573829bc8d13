import type { Desk } from "./desk.ts";
import type { Errand } from "./errand.ts";
import { withSssUsers } from "./people/mentions.ts";
import { rememberReply, showIfOpen, showOrTell, tell } from "./people/reply.ts";
import { firstPage } from "./results/list-pages.ts";
import { nameModal, openingMessage, yesMessage } from "./tickets/consent-views.ts";
import type { Ticket } from "../gate/ticket.ts";
import { aboutAccount } from "./views/about-account.ts";
import { type Message, saying } from "./views/blocks.ts";
import { messageModal } from "./views/modals.ts";

/** Puts an operation to the gate, and shows what it says: the answer, the question, or why not. */
export async function run(desk: Desk, errand: Errand): Promise<void> {
  const { operation, actor, language } = errand;
  const named = await withSssUsers(operation, errand.input, desk.people);
  if ("fault" in named) return show(desk, errand, saying(named.fault[language]));
  const { input } = named;
  const outcome = await desk.gate.ask({ operation, input, actor });
  return outcome.kind === "asking"
    ? askRequester(desk, errand, outcome.ticket)
    : show(desk, errand, await firstPage(desk, outcome, { ...errand, input }));
}

async function show(desk: Desk, errand: Errand, told: Message): Promise<void> {
  const { actor, language, viewId, reply } = errand;
  const message = aboutAccount(told, actor.account, language);
  if (viewId !== undefined) await showIfOpen(desk, viewId, messageModal(message, language));
  await tell(desk, reply, message, errand.public === true ? { public: true } : { replace: true });
}

async function askRequester(desk: Desk, { language, viewId, reply }: Errand, ticket: Ticket): Promise<void> {
  await rememberReply(desk, ticket.id, reply);
  if (ticket.question.wanted === "yes") {
    return tell(desk, reply, yesMessage(ticket, language), { replace: true });
  }
  const opening = openingMessage(ticket, language);
  return viewId === undefined
    ? tell(desk, reply, opening, { replace: true })
    : showOrTell(desk, viewId, nameModal(ticket, language, "self"), reply, opening);
}
