import type { Hono } from "hono";
import type { Text } from "../../../../tools/operation.ts";
import type { Gate } from "../../../gate/gate.ts";
import { operationOf } from "../../../gate/operation-of.ts";
import type { Ticket } from "../../../gate/ticket.ts";
import type { PageOptions, Visitor, WebEnv } from "../../context.ts";
import { htmlResponse } from "../../layout.ts";
import { seesAll } from "../../sight.ts";
import { problemNotice } from "../parts/ending.ts";
import { fieldsOf } from "../parts/form.ts";
import { notice } from "../parts/notice.ts";
import { notFound, refuseOthers } from "../parts/routes.ts";
import { type Answered, answer } from "./answer.ts";
import { ticketList } from "./list.ts";
import { type News, ticketPage } from "./ticket-page.ts";
import { registerUndo } from "./undo.ts";

/** The list of tickets, and each ticket's page, where it is answered. */
export function registerTickets(app: Hono<WebEnv>, options: PageOptions): void {
  const { gate } = options;
  app.get("/tickets", async (context) => {
    const { state, of } = context.req.query();
    return htmlResponse(await ticketList(context.get("visitor"), gate, { state, of }));
  });
  app.get("/tickets/:id", async (context) => {
    const visitor = context.get("visitor");
    const ticket = await ticketFor(visitor, context.req.param("id"), gate);
    if (ticket === undefined) return notFound(visitor);
    return htmlResponse(await ticketPage(visitor, ticket, options));
  });
  app.post("/tickets/:id", async (context) => {
    const visitor = context.get("visitor");
    const ticket = await ticketFor(visitor, context.req.param("id"), gate);
    if (ticket === undefined) return notFound(visitor);
    const answered = await answer(gate, ticket, visitor, await fieldsOf(context));
    // Another page, so that loading it anew sends nothing again.
    if (answered.kind === "counts") return context.redirect(`/tickets/${ticket.id}`, 303);
    return tellAnswer(visitor, ticket, answered, options);
  });
  registerUndo(app, options);
  refuseOthers(app, "/tickets", "GET, HEAD");
  refuseOthers(app, "/tickets/:id", "GET, HEAD, POST");
}

/** A ticket that the visitor may see: they asked for it, or see what others asked for. */
async function ticketFor({ actor }: Visitor, id: string, gate: Gate): Promise<Ticket | undefined> {
  const ticket = await gate.find(id);
  const isTheirs = ticket !== undefined && gate.isSameHuman(ticket.requester, actor);
  return isTheirs || seesAll(actor, gate) ? ticket : undefined;
}

/** The page of a ticket whose answer did not count, as the ticket is now. */
async function tellAnswer(
  visitor: Visitor,
  ticket: Ticket,
  answered: Exclude<Answered, { readonly kind: "counts" }>,
  options: PageOptions,
): Promise<Response> {
  const current = (await options.gate.find(ticket.id)) ?? ticket;
  const { status, ...news } = newsOf(visitor, current, answered);
  return htmlResponse(await ticketPage(visitor, current, options, news), status);
}

function newsOf(
  { language }: Visitor,
  ticket: Ticket,
  answered: Exclude<Answered, { readonly kind: "counts" }>,
): News & { readonly status: number } {
  switch (answered.kind) {
    case "slip":
      return { slip: answered.slip, status: 422 };
    case "not_understood":
      return { notice: notice("bad", texts.notUnderstood[language]), status: 422 };
    case "not_yours":
      return { notice: notice("busy", texts.notYours[language]), status: 403 };
    case "refused": {
      // What happened meanwhile, by whom and when, is what the page itself tells.
      const isLate = answered.told.code.startsWith("ticket_");
      return isLate
        ? { notice: notice("busy", texts.late[language]), status: 409 }
        : { notice: problemNotice(answered.told, operationOf(ticket), language), status: 403 };
    }
  }
}

const texts = {
  late: {
    en: "Your answer came too late and changed nothing. Below is what happened before it.",
    ja: "この依頼はすでに決着しているため、あなたの回答は反映されていません。経緯は以下のとおりです。",
  },
  notYours: {
    en: "Nothing was done: only whoever asked can cancel it.",
    ja: "取り消しできるのは依頼者だけです。何も実行していません。",
  },
  notUnderstood: {
    en: "Nothing was done: the form was not complete. Answer with a form on this page.",
    ja: "フォームの内容が不足しています。何も実行していません。このページのフォームから回答してください。",
  },
} as const satisfies Record<string, Text>;
