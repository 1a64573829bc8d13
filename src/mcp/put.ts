import type { ServerContext } from "@modelcontextprotocol/server";
import type { Actor } from "../gate/actor.ts";
import type { Outcome, Pending } from "../gate/outcome.ts";
import type { Request } from "../gate/request.ts";
import type { Ticket } from "../gate/ticket.ts";
import { toConsent, toForm } from "./form.ts";
import { afterLink, isAskedByLink, toLink } from "./link.ts";
import { toAnswer, toResult } from "./result.ts";
import type { Putting, ToolAnswer, ToolCall } from "./tools/mcp-tool.ts";
import type { TicketContext } from "./wait.ts";

/** How a call is put to the gate. */
export interface PutOptions extends TicketContext {
  readonly mcpReq: ServerContext["mcpReq"];
  /** Seals the id of a ticket, for the client to carry between question and answer. */
  readonly mint: (ticketId: string) => Promise<string>;
}

/** A way to put calls to the gate, and to ask the person in front of the client what it asks. */
export function createPut(options: PutOptions): Pick<ToolCall, "put" | "asked"> {
  const { gate, actor, mint, mcpReq, onProgress } = options;
  return {
    async put(operation, input, { show = toAnswer, undoes } = {}) {
      const request: Request = {
        operation,
        input,
        actor,
        signal: mcpReq.signal,
        onProgress: (done, total, message) => void onProgress(done, total, message).catch(() => undefined),
        ...(undoes === undefined ? {} : { undoes }),
      };
      return toToolAnswer(await outcomeOf(request, options), actor, mint, show);
    },
    async asked() {
      const ticketId = mcpReq.requestState<string>();
      return ticketId === undefined ? undefined : gate.find(ticketId, actor.principal);
    },
  };
}

async function toToolAnswer(
  outcome: Outcome,
  actor: Actor,
  mint: PutOptions["mint"],
  show: NonNullable<Putting["show"]>,
): Promise<ToolAnswer> {
  if (outcome.kind === "asking") return toForm(outcome.ticket, await mint(outcome.ticket.id));
  if (isLinked(outcome, actor)) return toLink(outcome, await mint(outcome.ticket.id));
  return outcome.kind === "done" ? show(outcome.answer) : toResult(outcome);
}

/** What the gate says to a call, or to the answer to the question that an earlier round of the same call asked. */
async function outcomeOf(request: Request, options: PutOptions): Promise<Outcome> {
  const { gate, actor, mcpReq } = options;
  const ticketId = mcpReq.requestState<string>();
  if (ticketId === undefined) return gate.ask(request);
  const ticket = await gate.find(ticketId, actor.principal);
  const afterwards = await afterVisit(ticket, options);
  return afterwards ?? gate.answer(ticketId, toConsent(mcpReq.inputResponses), request);
}

async function afterVisit(ticket: Ticket | undefined, options: PutOptions): Promise<Outcome | undefined> {
  if (ticket === undefined || !isAskedByLink(ticket)) return undefined;
  return afterLink(ticket, options.mcpReq.inputResponses, options);
}

/** Whether the person in front of the client is to be sent to the page of a ticket: it is theirs to answer. */
function isLinked(outcome: Outcome, { asking }: Actor): outcome is Pending & { readonly link: string } {
  if (outcome.kind !== "pending" || outcome.link === undefined) return false;
  return asking === "url" && isAskedByLink(outcome.ticket);
}
