import type { Server, ServerContext } from "@modelcontextprotocol/server";

/** A request of an MCP client, without its arguments. */
export interface McpRequest {
  readonly method: string;
  /** The tool or prompt that it names. */
  readonly target?: string;
  readonly transport: "pipe" | "tcp";
  readonly protocolVersion?: string;
  /** The trace that the client goes on with, in the form of W3C Trace Context. */
  readonly traceparent?: string;
  readonly tracestate?: string;
}

/** Runs around each request, and gives or throws what `act` does. */
export type ObserveMcp = (request: McpRequest, act: () => Promise<unknown>) => Promise<unknown>;

type Handle = (request: { readonly params?: object }, context: ServerContext) => unknown;

/** Where handlers are put on a server, so that each of their requests is observed. */
export function observed(server: Server, observe: ObserveMcp | undefined): Pick<Server, "setRequestHandler"> {
  if (observe === undefined) return server;
  // The handlers' own types are those that the server gives to each method; nothing of a request is changed here.
  const put = server.setRequestHandler.bind(server) as (method: string, handle: Handle) => void;
  const setRequestHandler = (method: string, handle: Handle) =>
    put(method, (request, context) =>
      observe(toRequest(method, request, context, server), async () => handle(request, context)),
    );
  return { setRequestHandler: setRequestHandler as Server["setRequestHandler"] };
}

/** What no tool or prompt could be called is the client's own words. */
const name = /^[a-z][a-z_-]{0,63}$/;

function toRequest(
  method: string,
  { params = {} }: { readonly params?: object },
  { http, mcpReq }: ServerContext,
  server: Server,
): McpRequest {
  const { traceparent, tracestate } = mcpReq._meta ?? {};
  const protocolVersion = server.getNegotiatedProtocolVersion();
  return {
    method,
    transport: http === undefined ? "pipe" : "tcp",
    ...("name" in params && typeof params.name === "string" && name.test(params.name)
      ? { target: params.name }
      : {}),
    ...(protocolVersion === undefined ? {} : { protocolVersion }),
    ...(typeof traceparent === "string" ? { traceparent } : {}),
    ...(typeof tracestate === "string" ? { tracestate } : {}),
  };
}
