import { randomUUID } from "node:crypto";
import {
  type McpRequestContext,
  type Server,
  WebStandardStreamableHTTPServerTransport,
  isInitializeRequest,
  legacyStatelessFallback,
} from "@modelcontextprotocol/server";
import type { Handed } from "./endpoint.ts";
import { refusal } from "./refusal.ts";

const sessionsKept = 1_000;
/** As long as a question may wait for its person, its session is not thrown out. */
const busyMs = 600_000;
const sessionHeader = "mcp-session-id";

/** The sessions of clients older than 2026-07-28: without one, such a client cannot be asked for consent over HTTP. */
export interface Sessions {
  handle(request: Request, handed: Handed): Promise<Response>;
  close(): Promise<void>;
}

interface Session {
  /** Who began it; nobody else may go on with it. */
  readonly principal: string;
  /** The account that they are held to. */
  readonly account: unknown;
  readonly transport: WebStandardStreamableHTTPServerTransport;
  readonly usedAt: number;
}

/** Keeps a server for each session, at most a thousand: one that was idle for ten minutes makes room, or none is begun. */
export function createSessions(
  factory: (handed: Pick<McpRequestContext, "authInfo">) => Server,
  onError: (error: Error) => void,
): Sessions {
  const byId = new Map<string, Session>();
  const stateless = legacyStatelessFallback(factory, onError);

  const begin = async (request: Request, handed: Handed): Promise<Response> => {
    const { clientId: principal, extra } = handed.authInfo;
    const account = extra?.["account"];
    if (!(await makeRoom(byId))) return refusal(503, "Too many sessions");
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) =>
        void byId.set(id, { principal, account, transport, usedAt: performance.now() }),
      onsessionclosed: (id) => void byId.delete(id),
    });
    await factory(handed).connect(transport);
    return transport.handleRequest(request, handed);
  };

  return {
    async handle(request, handed) {
      const id = request.headers.get(sessionHeader);
      if (id === null) {
        return isInitializeRequest(handed.parsedBody) ? begin(request, handed) : stateless(request, handed);
      }
      const session = byId.get(id);
      // The status that tells a client to begin a new session.
      if (session === undefined || !isOf(session, handed)) return refusal(404, "Session not found");
      // A map keeps the order of insertion: the session used last goes to the end.
      byId.delete(id);
      byId.set(id, { ...session, usedAt: performance.now() });
      return session.transport.handleRequest(request, handed);
    },
    async close() {
      await Promise.all([...byId.values()].map(({ transport }) => transport.close()));
      byId.clear();
    },
  };
}

/** Whether a request may go on with a session: it is by the same caller, and as before held to one account or to none. */
function isOf({ principal, account }: Session, { authInfo: { clientId, extra } }: Handed): boolean {
  return principal === clientId && account === extra?.["account"];
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
