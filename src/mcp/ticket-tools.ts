import type { CallToolResult, Tool } from "@modelcontextprotocol/server";
import * as z from "zod";
import { toldOf } from "../gate/outcome.ts";
import type { Ticket } from "../gate/ticket.ts";
import { toJsonSchema } from "../../tools/json-schema.ts";
import { toAnswer, toError, toResult } from "./result.ts";
import { type TicketContext, waitForEnd } from "./wait.ts";

/** A tool that is no operation of SSS: it looks after the requester's own tickets. None of them can approve. */
export interface TicketTool {
  readonly tool: Tool;
  readonly run: (input: unknown, context: TicketContext) => Promise<CallToolResult>;
}

const longestWaitSeconds = 50;
const ticketId = z.string().min(1).max(64);
const ticketAnswer = z.looseObject({ ticket_id: z.string(), state: z.string() });

/** The ticket tools by name. */
export const ticketTools: ReadonlyMap<string, TicketTool> = new Map(
  [
    define({
      name: "list_tickets",
      title: "List tickets",
      description: "List your own requests that wait for a person's consent or have ended, newest first.",
      input: z.strictObject({}),
      output: z.looseObject({ tickets: z.array(ticketAnswer) }),
      readOnly: true,
      run: async (_input, { gate, actor }) => {
        const tickets = await gate.list({ principal: actor.principal });
        return toAnswer({ tickets: tickets.map(toTicketAnswer) });
      },
    }),
    define({
      name: "get_ticket",
      title: "Get ticket",
      description: "Show one of your tickets; with wait_seconds (at most 50) wait for its decision or end.",
      input: z.strictObject({
        ticket_id: ticketId,
        wait_seconds: z.int().min(0).max(longestWaitSeconds).default(0),
      }),
      output: ticketAnswer,
      readOnly: true,
      run: async ({ ticket_id: id, wait_seconds: seconds }, context) => {
        const ticket = await waitForEnd(id, seconds, context);
        return ticket === undefined ? notFound(id) : toAnswer(toTicketAnswer(ticket));
      },
    }),
    define({
      name: "cancel_ticket",
      title: "Cancel ticket",
      description: "Take back one of your tickets that nobody has answered yet.",
      input: z.strictObject({ ticket_id: ticketId }),
      output: ticketAnswer,
      readOnly: false,
      run: async ({ ticket_id: id }, { gate, actor }) => {
        const outcome = await gate.cancel(id, actor);
        if (outcome === undefined) return notFound(id);
        const ticket = await gate.find(id, actor.principal);
        return ticket?.state === "cancelled" ? toAnswer(toTicketAnswer(ticket)) : toResult(outcome);
      },
    }),
  ].map((ticketTool) => [ticketTool.tool.name, ticketTool]),
);

/** A ticket as its requester is shown it. */
export function toTicketAnswer(ticket: Ticket): Record<string, unknown> {
  const { id, operation, state, consent, createdAt, expiresAt, decided, outcome } = ticket;
  return {
    ticket_id: id,
    operation,
    state,
    waits_for: consent === "second" ? "a second person" : "the requester",
    created_at: new Date(createdAt).toISOString(),
    expires_at: new Date(expiresAt).toISOString(),
    ...(decided === undefined ? {} : { decided_by: decided.by.principal, reason: decided.reason }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

interface Definition<Input extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly output: z.ZodObject;
  readonly readOnly: boolean;
  readonly run: (input: z.output<Input>, context: TicketContext) => Promise<CallToolResult>;
}

function define<Input extends z.ZodObject>(definition: Definition<Input>): TicketTool {
  const { name, title, description, input, output, readOnly, run } = definition;
  return {
    tool: {
      name,
      title,
      description,
      inputSchema: toJsonSchema(input, "input") as Tool["inputSchema"],
      outputSchema: toJsonSchema(output, "output") as NonNullable<Tool["outputSchema"]>,
      annotations: {
        readOnlyHint: readOnly,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    run: async (raw, context) => {
      const parsed = input.safeParse(raw);
      if (!parsed.success) return invalid(name, z.prettifyError(parsed.error));
      return run(parsed.data, context).catch((error: unknown) => toError(toldOf(error)));
    },
  };
}

function notFound(id: string): CallToolResult {
  return toError(`failed (not_found): you have no ticket ${id}. list_tickets shows those you have.`);
}

function invalid(name: string, faults: string): CallToolResult {
  return toError(`failed (invalid_request): ${name} was not run: ${faults.replaceAll("\n", " ")}`);
}
