import { randomUUID } from "node:crypto";
import {
  type Server,
  WebStandardStreamableHTTPServerTransport,
  isInitializeRequest,
  legacyStatelessFallback,
} from "@modelcontextprotocol/server";

const sessionsKept = 1_000;
const sessionHeader = "mcp-session-id";

/** The sessions of clients older than 2026-07-28: without one, such a client cannot be asked for consent over HTTP. */
export interface Sessions {
  handle(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/** Keeps a server for each session, at most a thousand: the one unused for longest makes room. */
export function createSessions(factory: () => Server, onError: (error: Error) => void): Sessions {
  const byId = new Map<string, WebStandardStreamableHTTPServerTransport>();
  const stateless = legacyStatelessFallback(factory, onError);

  const begin = async (request: Request): Promise<Response> => {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: async (id) => {
        byId.set(id, transport);
        await closeLeastRecent(byId);
      },
      onsessionclosed: (id) => void byId.delete(id),
    });
    await factory().connect(transport);
    return transport.handleRequest(request);
  };

  return {
    async handle(request) {
      const id = request.headers.get(sessionHeader);
      if (id === null) return (await isInitialize(request)) ? begin(request) : stateless(request);
      const transport = byId.get(id);
      if (transport === undefined) return sessionNotFound();
      // A map keeps the order of insertion: the session used last goes to the end.
      byId.delete(id);
      byId.set(id, transport);
      return transport.handleRequest(request);
    },
    async close() {
      await Promise.all([...byId.values()].map((transport) => transport.close()));
      byId.clear();
    },
  };
}

async function closeLeastRecent(byId: Map<string, WebStandardStreamableHTTPServerTransport>): Promise<void> {
  const [oldest] = byId;
  if (byId.size <= sessionsKept || oldest === undefined) return;
  const [id, transport] = oldest;
  byId.delete(id);
  await transport.close();
}

async function isInitialize(request: Request): Promise<boolean> {
  if (request.method !== "POST") return false;
  try {
    return isInitializeRequest(await request.clone().json());
  } catch {
    return false;
  }
}

/** The status that tells a client to start a new session. */
function sessionNotFound(): Response {
  return Response.json(
    { jsonrpc: "2.0", error: { code: -32_001, message: "Session not found" }, id: null },
    { status: 404 },
  );
}
