import { randomUUID } from "node:crypto";
import {
  type Server,
  WebStandardStreamableHTTPServerTransport,
  isInitializeRequest,
  legacyStatelessFallback,
} from "@modelcontextprotocol/server";

const sessionsKept = 1_000;
/** As long as a question may wait for its person, its session is not thrown out. */
const busyMs = 600_000;
const sessionHeader = "mcp-session-id";

/** The sessions of clients older than 2026-07-28: without one, such a client cannot be asked for consent over HTTP. */
export interface Sessions {
  handle(request: Request): Promise<Response>;
  close(): Promise<void>;
}

interface Session {
  readonly transport: WebStandardStreamableHTTPServerTransport;
  readonly usedAt: number;
}

/** Keeps a server for each session, at most a thousand: one that was idle for ten minutes makes room, or none is begun. */
export function createSessions(factory: () => Server, onError: (error: Error) => void): Sessions {
  const byId = new Map<string, Session>();
  const stateless = legacyStatelessFallback(factory, onError);

  const begin = async (request: Request): Promise<Response> => {
    if (!(await makeRoom(byId))) return refusal(503, "Too many sessions");
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void byId.set(id, { transport, usedAt: performance.now() }),
      onsessionclosed: (id) => void byId.delete(id),
    });
    await factory().connect(transport);
    return transport.handleRequest(request);
  };

  return {
    async handle(request) {
      const id = request.headers.get(sessionHeader);
      if (id === null) return (await isInitialize(request)) ? begin(request) : stateless(request);
      const session = byId.get(id);
      // The status that tells a client to begin a new session.
      if (session === undefined) return refusal(404, "Session not found");
      // A map keeps the order of insertion: the session used last goes to the end.
      byId.delete(id);
      byId.set(id, { ...session, usedAt: performance.now() });
      return session.transport.handleRequest(request);
    },
    async close() {
      await Promise.all([...byId.values()].map(({ transport }) => transport.close()));
      byId.clear();
    },
  };
}

/** Whether there is room for one more session, after closing the one unused for longest where that may be done. */
async function makeRoom(byId: Map<string, Session>): Promise<boolean> {
  const [oldest] = byId;
  if (byId.size < sessionsKept || oldest === undefined) return true;
  const [id, { transport, usedAt }] = oldest;
  if (performance.now() - usedAt < busyMs) return false;
  byId.delete(id);
  await transport.close();
  return true;
}

async function isInitialize(request: Request): Promise<boolean> {
  if (request.method !== "POST") return false;
  try {
    return isInitializeRequest(await request.clone().json());
  } catch {
    return false;
  }
}

function refusal(status: number, message: string): Response {
  return Response.json({ jsonrpc: "2.0", error: { code: -32_001, message }, id: null }, { status });
}
