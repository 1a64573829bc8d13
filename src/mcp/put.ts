import type { CallToolResult, ServerContext } from "@modelcontextprotocol/server";
import type { Actor } from "../gate/actor.ts";
import type { Ending, Outcome, Pending } from "../gate/outcome.ts";
import type { Request } from "../gate/request.ts";
import { toConsent, toForm } from "./form.ts";
import { afterLink, toLink } from "./link.ts";
import { toAnswer, toResult } from "./result.ts";
import type { Round } from "./rounds.ts";
import type { Putting, ToolAnswer, ToolCall } from "./tools/mcp-tool.ts";
import type { TicketContext } from "./wait.ts";

/** How a call is put to the gate. */
export interface PutOptions extends TicketContext {
  readonly mcpReq: ServerContext["mcpReq"];
  /** Seals what is asked of whom, for the client to carry between question and answer. */
  readonly mint: (round: Round) => Promise<string>;
}

type Show = NonNullable<Putting["show"]>;

/** A way to put calls to the gate, and to ask the person in front of the client what it asks. */
export function createPut(options: PutOptions): Pick<ToolCall, "put" | "asked"> {
  const { gate, actor, mcpReq, onProgress } = options;
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
      const round = mcpReq.requestState<Round>();
      return round === undefined
        ? toQuestion(await gate.ask(request), show, options)
        : toLastResult(await outcomeAfter(round, request, options), show);
    },
    async asked() {
      const round = mcpReq.requestState<Round>();
      return round === undefined ? undefined : gate.find(round.ticketId, actor.principal);
    },
  };
}

/** What the first round of a call is answered with: where a person has to be asked, as this client can ask them. */
async function toQuestion(outcome: Outcome, show: Show, { actor, mint }: PutOptions): Promise<ToolAnswer> {
  if (outcome.kind === "asking") {
    return toForm(outcome.ticket, await mint({ ticketId: outcome.ticket.id, by: "form" }));
  }
  if (isLinked(outcome, actor))
    return toLink(outcome, await mint({ ticketId: outcome.ticket.id, by: "page" }));
  return toLastResult(outcome, show);
}

/** Whether the person in front of the client is to be sent to the page of a ticket: it is theirs to answer. */
function isLinked(outcome: Outcome, { asking }: Actor): outcome is Pending & { readonly link: string } {
  if (outcome.kind !== "pending" || outcome.link === undefined) return false;
  return asking === "url" && outcome.ticket.consent === "self";
}

/** What the gate says to the answer to what an earlier round of the same call asked. */
async function outcomeAfter(
  { ticketId, by }: Round,
  request: Request,
  options: PutOptions,
): Promise<Ending | Pending> {
  const { gate, mcpReq } = options;
  if (by === "form") return gate.answer(ticketId, toConsent(mcpReq.inputResponses), request);
  const afterwards = await afterLink(ticketId, mcpReq.inputResponses, request, options);
  return afterwards ?? gate.answer(ticketId, { kind: "declined" }, request);
}

function toLastResult(outcome: Ending | Pending, show: Show): CallToolResult {
  return outcome.kind === "done" ? show(outcome.answer) : toResult(outcome);
}
