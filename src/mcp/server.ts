import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  createRequestStateCodec,
} from "@modelcontextprotocol/server";
import type {
  CallToolRequest,
  ClientCapabilities,
  Implementation,
  ServerContext,
} from "@modelcontextprotocol/server";
import { catalog, operationNamed } from "../../tools/index.ts";
import type { Caller } from "../access/caller.ts";
import type { Actor } from "../gate/actor.ts";
import type { Asking } from "../gate/doors.ts";
import type { Request } from "../gate/request.ts";
import type { Gate } from "../gate/gate.ts";
import type { Outcome, Pending } from "../gate/outcome.ts";
import type { Ticket } from "../gate/ticket.ts";
import { toConsent, toForm } from "./form.ts";
import { afterLink, isAskedByLink, toLink } from "./link.ts";
import { instructionsFor } from "./instructions.ts";
import { toResult } from "./result.ts";
import { ticketTools } from "./ticket-tools.ts";
import type { TicketContext } from "./wait.ts";
import { toTool } from "./tool.ts";

/** Longer than any ticket lives, so that a late answer reaches the gate and is told that it is late. */
const stateLifeSeconds = 30 * 86_400;
const listCache = { ttlMs: 3_600_000, cacheScope: "private" } as const;

/** What an MCP server needs of the house. */
export interface McpOptions {
  readonly gate: Gate;
  readonly version: string;
  /** One sentence on what the server is attached to, for the model. */
  readonly account: string;
  /** At least 32 bytes, the same for all replicas; signs what a client carries between question and answer. */
  readonly stateKey: () => Promise<Uint8Array>;
}

/** What tells callers apart, beside all that is the same for them. */
export interface ServerOptions extends McpOptions {
  /** Who is behind a request, as the transport authenticated them. */
  readonly callerOf: (context: ServerContext) => Caller;
}

/** Makes MCP servers, one for each connection or request, for both protocol eras. */
export function createServerFactory(options: ServerOptions): () => Server {
  const operations = catalog.map((operation) => ({ operation, tool: toTool(operation) }));
  const codec = async () =>
    createRequestStateCodec<string>({
      key: await options.stateKey(),
      ttlSeconds: stateLifeSeconds,
      bind: (context) => options.callerOf(context).principal,
    });
  return () => {
    const server = new Server(
      { name: "sss-ops", title: "SSS operations", version: options.version },
      {
        capabilities: { tools: { listChanged: false } },
        instructions: instructionsFor(options.account),
        cacheHints: { "tools/list": listCache, "server/discover": listCache },
        requestState: { verify: async (state, context) => (await codec()).verify(state, context) },
      },
    );
    server.setRequestHandler("tools/list", (_request, context) => {
      const { principal, scopes } = options.callerOf(context);
      const actor = actorOf(server, context, principal);
      const offered = operations.filter(
        ({ operation }) => scopes.includes(`sss:${operation.risk}`) && options.gate.mayEver(operation, actor),
      );
      return { tools: [...offered, ...ticketTools.values()].map(({ tool }) => tool) };
    });
    server.setRequestHandler("tools/call", async ({ params }, context) => {
      const actor = actorOf(server, context, options.callerOf(context).principal);
      const ticketTool = ticketTools.get(params.name);
      if (ticketTool !== undefined)
        return ticketTool.run(params.arguments ?? {}, contextOf(actor, context, options));
      const outcome = await put(
        requestOf(params, actor, context),
        context,
        contextOf(actor, context, options),
      );
      const mint = async ({ id }: Ticket) => (await codec()).mint(id, context);
      if (outcome.kind === "asking") return toForm(outcome.ticket, await mint(outcome.ticket));
      return isLinked(outcome, actor) ? toLink(outcome, await mint(outcome.ticket)) : toResult(outcome);
    });
    return server;
  };
}

/** Puts a call to the gate, or the answer to the question that an earlier round of the same call asked. */
async function put(request: Request, { mcpReq }: ServerContext, tickets: TicketContext): Promise<Outcome> {
  const { gate, actor } = tickets;
  const ticketId = mcpReq.requestState<string>();
  if (ticketId === undefined) return gate.ask(request);
  const ticket = await gate.find(ticketId, actor.principal);
  const afterwards =
    ticket !== undefined && isAskedByLink(ticket)
      ? await afterLink(ticket, mcpReq.inputResponses, tickets)
      : undefined;
  return afterwards ?? gate.answer(ticketId, toConsent(mcpReq.inputResponses), request);
}

/** Whether the person in front of the client is to be sent to the page of a ticket: it is theirs to answer. */
function isLinked(outcome: Outcome, { asking }: Actor): outcome is Pending & { readonly link: string } {
  if (outcome.kind !== "pending" || outcome.link === undefined) return false;
  return asking === "url" && isAskedByLink(outcome.ticket);
}

function contextOf(actor: Actor, { mcpReq }: ServerContext, { gate }: McpOptions): TicketContext {
  const progressToken = mcpReq._meta?.progressToken;
  return {
    gate,
    actor,
    signal: mcpReq.signal,
    onProgress: async (progress, total) => {
      if (progressToken === undefined) return;
      await mcpReq.notify({ method: "notifications/progress", params: { progressToken, progress, total } });
    },
  };
}

function requestOf(params: CallToolRequest["params"], actor: Actor, { mcpReq }: ServerContext): Request {
  const operation = operationNamed(params.name);
  if (operation === undefined) {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${params.name}`);
  }
  return { operation, input: params.arguments ?? {}, actor, signal: mcpReq.signal };
}

function actorOf(server: Server, { mcpReq }: ServerContext, principal: string): Actor {
  const client = envelopeOf(mcpReq)[CLIENT_INFO_META_KEY] ?? server.getClientVersion();
  return {
    principal,
    face: "mcp",
    ...(client === undefined ? {} : { client: { name: client.name, version: client.version } }),
    asking: askingOf(envelopeOf(mcpReq)[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities()),
  };
}

/** What a modern client declares of itself with each request; empty for an older one, which did so at the start. */
interface Envelope {
  readonly [CLIENT_INFO_META_KEY]?: Implementation;
  readonly [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities;
}

function envelopeOf({ envelope }: ServerContext["mcpReq"]): Envelope {
  return envelope ?? {};
}

/** `elicitation: {}` means forms, as it did before there were other modes. */
function askingOf(capabilities: ClientCapabilities | undefined): Asking {
  const elicitation = capabilities?.elicitation;
  if (elicitation === undefined) return "none";
  if (elicitation.url === undefined) return "form";
  return elicitation.form === undefined ? "url" : "both";
}
