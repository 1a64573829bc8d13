import { refusal } from "./refusal.ts";
import {
  type AuthInfo,
  type ServerContext,
  createMcpHandler,
  isLegacyRequest,
} from "@modelcontextprotocol/server";
import { type Profile, parseProfile } from "../../tools/profile.ts";
import { type Caller, scopesAmong } from "../access/caller.ts";
import type { ProtectedResource } from "./metadata.ts";
import { createFactories } from "./factories.ts";
import { accountOf } from "./held.ts";
import type { McpOptions } from "./server.ts";
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
  const { gate, protectedBy, profile, onError } = options;
  const factoryFor = createFactories({ ...options, callerOf });
  const serverFor = ({ authInfo }: { readonly authInfo?: AuthInfo }) => {
    const { account, profiles } = callerIn(authInfo);
    const factory = factoryFor(account);
    if (factory === undefined) throw new Error("a request was let in for an account that is not there");
    return factory(profiles);
  };
  const modern = createMcpHandler(serverFor, { legacy: "reject", onerror: onError });
  const sessions = createSessions(serverFor, onError);
  return {
    async fetch(request, known) {
      const wished = parseProfile(new URL(request.url).searchParams.getAll("profile").join(","));
      if ("fault" in wished) return refusal(400, `profile: ${wished.fault}.`);
      const meant = accountOf(request, known, gate.accounts);
      if (meant instanceof Response) return meant;
      const caller = { ...known, ...meant, profiles: [profile, ...known.profiles, wished.profile] };
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
function toAuthInfo({ principal, claims = [], scopes, profiles, account }: Caller): AuthInfo {
  return { token: "", clientId: principal, scopes: [...scopes], extra: { profiles, claims, account } };
}

function callerOf({ http }: ServerContext): Caller {
  return callerIn(http?.authInfo);
}

function callerIn(authInfo: AuthInfo | undefined): Caller {
  if (authInfo === undefined) throw new Error("a request came without its caller");
  const { clientId: principal, scopes, extra } = authInfo;
  // As `toAuthInfo` put it there, in this process.
  const profiles = extra?.["profiles"] as readonly Profile[];
  const claims = extra?.["claims"] as NonNullable<Caller["claims"]>;
  const account = extra?.["account"] as Caller["account"];
  const held = account === undefined ? {} : { account };
  return { principal, claims, scopes: scopesAmong(scopes), profiles, ...held };
}
