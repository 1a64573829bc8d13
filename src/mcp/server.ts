import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  ProtocolError,
  ProtocolErrorCode,
  Server,
} from "@modelcontextprotocol/server";
import type { ClientCapabilities, Implementation, ServerContext } from "@modelcontextprotocol/server";
import { type Profile, shapeOf } from "../../tools/profile.ts";
import type { Caller } from "../access/caller.ts";
import type { Actor } from "../gate/actor.ts";
import type { Asking } from "../gate/doors.ts";
import type { Gate } from "../gate/gate.ts";
import { createPages } from "./answers/pages.ts";
import { toReply } from "./answers/reply.ts";
import { cacheHintsBesideTools, capabilitiesBesideTools, createBesideTools } from "./beside-tools.ts";
import { instructionsFor } from "./instructions.ts";
import { askInCall } from "./ask-in-call.ts";
import { type ObserveMcp, observed } from "./observer.ts";
import { createPut } from "./put.ts";
import { toError } from "./result.ts";
import { createRounds } from "./rounds.ts";
import { partAccount } from "./tools/account-argument.ts";
import type { ToolCall } from "./tools/mcp-tool.ts";
import { createToolbox } from "./tools/toolbox.ts";
import { type AccountTold, toldIn } from "./told.ts";
import { createVisitor } from "./visitor.ts";
import type { TicketContext } from "./wait.ts";

const firstWithRounds = "2026-07-28";
const listCache = { ttlMs: 3_600_000, cacheScope: "private" } as const;

/** What an MCP server needs of the house. */
export interface McpOptions {
  readonly gate: Gate;
  readonly version: string;
  /** One sentence on what the server is attached to, for the model. */
  readonly account: string;
  /** The same of each account by itself. */
  readonly accounts?: readonly AccountTold[];
  /** At least 32 bytes, the same for all replicas; signs what a client carries between question and answer. */
  readonly stateKey: () => Promise<Uint8Array>;
  /** What of the operations is left to every caller. */
  readonly profile: Profile;
  /** What a reply costs at most, in tokens. Default 4,000. */
  readonly replyTokens?: number;
  /** Aborted when the process is told to stop. */
  readonly stopping?: AbortSignal | undefined;
  /** Runs around every request. */
  readonly observe?: ObserveMcp | undefined;
}

/** What tells callers apart, beside all that is the same for them. */
export interface ServerOptions extends Omit<McpOptions, "profile"> {
  /** Who is behind a request, as the transport authenticated them. */
  readonly callerOf: (context: ServerContext) => Caller;
}

/** Makes a server for what is left to somebody of the operations. */
export type ServerFactory = (profiles: readonly Profile[]) => Server;

/** Makes MCP servers, one for each connection or request, for both protocol eras. */
export function createServerFactory(options: ServerOptions): ServerFactory {
  const { gate, account, accounts, version, callerOf, replyTokens = 4_000, stopping } = options;
  const toolbox = createToolbox(gate);
  const furnish = createBesideTools({ gate, account, accounts, now: Date.now });
  const pages = createPages();
  const { mint, verify } = createRounds(options.stateKey, (context) => callerOf(context).principal);
  const toCall = (caller: Caller, actor: Actor, context: ServerContext): ToolCall => {
    const tickets = { ...contextOf(actor, context, gate), stopping };
    return {
      ...tickets,
      ...createPut({ ...tickets, mcpReq: context.mcpReq, mint: (round) => mint(round, context) }),
      pages,
      replyTokens,
      reach: toolbox.reachOf(caller, actor),
    };
  };
  return (profiles) => {
    const server = new Server(
      { name: "sss-ops", title: "SSS operations", version },
      {
        capabilities: { tools: { listChanged: false }, ...capabilitiesBesideTools },
        instructions: instructionsFor(toldIn(gate.accounts, account), shapeOf(profiles)),
        cacheHints: { "tools/list": listCache, "server/discover": listCache, ...cacheHintsBesideTools },
        requestState: { verify },
        // Older clients are asked by `askInCall`: the SDK would answer with what a client says when it fails to ask.
        inputRequired: { legacyShim: false },
      },
    );
    const heard = observed(server, options.observe);
    heard.setRequestHandler("tools/list", (_request, context) => {
      const caller = callerOf(context);
      const offered = toolbox.offeredTo(caller, actorOf(server, context, caller));
      return { tools: offered.map(({ tool }) => tool) };
    });
    heard.setRequestHandler("tools/call", async ({ params }, context) => {
      const caller = callerOf(context);
      const actor = actorOf(server, context, caller);
      const tool = toolbox.find(params.name, caller, actor);
      if (tool === undefined) {
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${params.name}`);
      }
      if ("instead" in tool)
        return toReply(toError(`denied (operation_denied): ${tool.instead}`), replyTokens);
      const parted = partAccount(tool, params.arguments ?? {}, gate.accounts);
      if ("fault" in parted) return toReply(parted.fault, replyTokens);
      const { rest, ...meant } = parted;
      const run = (round: ServerContext) => tool.run(rest, toCall(caller, { ...actor, ...meant }, round));
      const answer = isOld(server) ? await askInCall(run, context, verify, stopping) : await run(context);
      return toReply(answer, replyTokens);
    });
    furnish(heard, (context) => {
      const caller = callerOf(context);
      const actor = actorOf(server, context, caller);
      return createVisitor({ caller, actor }, { gate, toolbox, replyTokens });
    });
    return server;
  };
}

/** Whether the client's protocol has no rounds: it is asked while its call waits. */
function isOld(server: Server): boolean {
  return (server.getNegotiatedProtocolVersion() ?? "") < firstWithRounds;
}

function contextOf(actor: Actor, { mcpReq }: ServerContext, gate: Gate): TicketContext {
  const progressToken = mcpReq._meta?.progressToken;
  return {
    gate,
    actor,
    signal: mcpReq.signal,
    onProgress: async (progress, total, message) => {
      if (progressToken === undefined) return;
      const told = { progressToken, progress, total, ...(message === undefined ? {} : { message }) };
      await mcpReq.notify({ method: "notifications/progress", params: told });
    },
  };
}

function actorOf(server: Server, { mcpReq }: ServerContext, { principal, claims = [] }: Caller): Actor {
  const client = envelopeOf(mcpReq)[CLIENT_INFO_META_KEY] ?? server.getClientVersion();
  return {
    principal,
    ...(claims.length === 0 ? {} : { claims }),
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
