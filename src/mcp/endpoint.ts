import {
  type AuthInfo,
  type ServerContext,
  createMcpHandler,
  isLegacyRequest,
} from "@modelcontextprotocol/server";
import { type Caller, scopesAmong } from "../access/caller.ts";
import type { ProtectedResource } from "./metadata.ts";
import { type McpOptions, createServerFactory } from "./server.ts";
import { createSessions } from "./sessions.ts";
import { stepUp } from "./step-up.ts";

/** MCP over Streamable HTTP, for callers who were let in. */
export interface McpEndpoint {
  fetch(request: Request, caller: Caller): Promise<Response>;
  /** Ends all sessions and streams. */
  close(): Promise<void>;
}

/** What the endpoint works with. */
export interface EndpointOptions extends McpOptions {
  /** Present where an authorization server gives out tokens. */
  readonly protectedBy?: ProtectedResource;
  readonly onError: (error: Error) => void;
}

/** What an endpoint hands on of a request: who calls, and its body, read once for all who look at it. */
export interface Handed {
  readonly authInfo: AuthInfo;
  readonly parsedBody?: unknown;
}

/** Serves clients of both protocol eras. A call that takes more scope than the caller has is answered with a challenge. */
export function createEndpoint(options: EndpointOptions): McpEndpoint {
  const { protectedBy, onError } = options;
  const factory = createServerFactory({ ...options, callerOf });
  const modern = createMcpHandler(factory, { legacy: "reject", onerror: onError });
  const sessions = createSessions(factory, onError);
  return {
    async fetch(request, caller) {
      const handed = { authInfo: toAuthInfo(caller), ...(await bodyOf(request)) };
      const challenge = stepUp(handed.parsedBody, caller, protectedBy);
      if (challenge !== undefined) return challenge;
      return (await isLegacyRequest(request, handed.parsedBody))
        ? sessions.handle(request, handed)
        : modern.fetch(request, handed);
    },
    close: async () => void (await Promise.all([modern.close(), sessions.close()])),
  };
}

/** Nothing for a body that is no JSON: the SDK says what is wrong with it. */
async function bodyOf(request: Request): Promise<{ readonly parsedBody?: unknown }> {
  if (request.method !== "POST") return {};
  try {
    return { parsedBody: await request.clone().json() };
  } catch {
    return {};
  }
}

/** The caller under the names of the SDK. The token stays outside: nothing in here could pass it on. */
function toAuthInfo({ principal, scopes }: Caller): AuthInfo {
  return { token: "", clientId: principal, scopes: [...scopes] };
}

function callerOf({ http }: ServerContext): Caller {
  if (http?.authInfo === undefined) throw new Error("a request came without its caller");
  return { principal: http.authInfo.clientId, scopes: scopesAmong(http.authInfo.scopes) };
}
