import * as z from "zod";
import type { Ticket } from "../../gate/ticket.ts";
import { stepRecordsOf } from "../../gate/workflow/states.ts";
import { withoutEmpties } from "../answers/empties.ts";
import { toAnswer, toResult } from "../result.ts";
import { waitForEnd } from "../wait.ts";
import { defineTool } from "./define-tool.ts";
import type { McpTool } from "./mcp-tool.ts";
import { noTicket, ticketId } from "./ticket-id.ts";

const longestWaitSeconds = 50;
const ticketAnswer = z.looseObject({ ticket_id: z.string(), state: z.string() });

/** The tools that look after the requester's own tickets. None of them can approve. */
export const ticketTools: readonly McpTool[] = [
  defineTool({
    name: "list_tickets",
    command: "tickets list",
    title: { en: "List tickets", ja: "チケット一覧" },
    summary: {
      en: "List your own requests that wait for a person's consent or have ended, newest first.",
      ja: "承認待ちや終了済みの自分の依頼を、新しい順に一覧します。",
    },
    risk: "read",
    isOpenWorld: false,
    input: z.strictObject({}),
    output: z.looseObject({ tickets: z.array(ticketAnswer) }),
    run: async (_input, { gate, actor }) => {
      const tickets = await gate.list({ principal: actor.principal });
      return toAnswer({ tickets: tickets.map(toTicketAnswer) });
    },
  }),
  defineTool({
    name: "get_ticket",
    command: "tickets show",
    title: { en: "Get ticket", ja: "チケット参照" },
    summary: {
      en: "Show one of your tickets, with the steps of a workflow; with wait_seconds (at most 50) wait for its decision or end.",
      ja: "自分のチケットを、ワークフローの各手順とともに1件表示します。wait_seconds（最大50）を指定すると、判断または終了まで待ちます。",
    },
    risk: "read",
    isOpenWorld: false,
    input: z.strictObject({
      ticket_id: ticketId,
      wait_seconds: z.int().min(0).max(longestWaitSeconds).default(0),
    }),
    output: ticketAnswer,
    run: async ({ ticket_id: id, wait_seconds: seconds }, call) => {
      const ticket = await waitForEnd(id, seconds, call);
      return ticket === undefined ? noTicket(id) : toAnswer(toWholeAnswer(ticket));
    },
  }),
  defineTool({
    name: "cancel_ticket",
    command: "tickets cancel",
    title: { en: "Cancel ticket", ja: "チケット取消" },
    summary: {
      en: "Take back one of your tickets that nobody has answered yet.",
      ja: "まだ誰も回答していない自分のチケットを取り消します。",
    },
    risk: "change",
    isOpenWorld: false,
    input: z.strictObject({ ticket_id: ticketId }),
    output: ticketAnswer,
    run: async ({ ticket_id: id }, { gate, actor }) => {
      const outcome = await gate.cancel(id, actor);
      if (outcome === undefined) return noTicket(id);
      const ticket = await gate.find(id, actor.principal);
      return ticket?.state === "cancelled" ? toAnswer(toTicketAnswer(ticket)) : toResult(outcome);
    },
  }),
];

/** A ticket with where each step of its workflow stands. */
function toWholeAnswer(ticket: Ticket): Record<string, unknown> {
  const steps = stepRecordsOf(ticket);
  return { ...toTicketAnswer(ticket), ...(steps.length === 0 ? {} : { steps }) };
}

/** A ticket as its requester is shown it among others. */
function toTicketAnswer(ticket: Ticket): Record<string, unknown> {
  const { id, operation, account, state, consent, createdAt, expiresAt, decided, outcome } = ticket;
  return {
    ticket_id: id,
    operation,
    ...(account === undefined ? {} : { account }),
    state,
    waits_for: consent === "second" ? "a second person" : "the requester",
    created_at: new Date(createdAt).toISOString(),
    expires_at: new Date(expiresAt).toISOString(),
    ...(decided === undefined ? {} : { decided_by: decided.by.principal, reason: decided.reason }),
    ...(outcome === undefined ? {} : withoutEmpties({ outcome: withoutSteps(outcome) })),
  };
}

/** The steps stand in one place of an answer. */
function withoutSteps({ steps: _steps, ...outcome }: Record<string, unknown>): Record<string, unknown> {
  const inner = ["answer", "data"].flatMap((place) => {
    const told = outcome[place];
    return typeof told === "object" && told !== null ? [[place, withoutSteps({ ...told })] as const] : [];
  });
  return { ...outcome, ...Object.fromEntries(inner) };
}
