import {
  type AuthInfo,
  OAuthError,
  OAuthErrorCode,
  bearerAuthChallengeResponse,
  verifyBearerToken,
} from "@modelcontextprotocol/server";
import { type Caller, scopesAmong } from "../access/caller.ts";
import type { Verify } from "../access/verify.ts";
import { type ProtectedResource, pointerTo } from "./metadata.ts";

/** How callers show who they are. */
export interface BearerOptions {
  readonly verify: Verify;
  /** Present where an authorization server gives out tokens. */
  readonly protectedBy?: ProtectedResource;
  readonly now: () => number;
  readonly onError: (error: Error) => void;
}

/** What everybody needs at least, to be told what there is. */
const requiredScopes = ["sss:read"];

/**
 * Whose token a request carries in its Authorization header, or the answer that refuses it: 401 without a token that counts,
 * 403 with one that allows nothing here, 503 while nobody can tell.
 */
export async function callerOf(request: Request, options: BearerOptions): Promise<Caller | Response> {
  const { protectedBy, onError } = options;
  const verifier = { verifyAccessToken: (token: string) => toAuthInfo(token, options) };
  try {
    const authorization = request.headers.get("authorization");
    const { clientId, scopes, extra } = await verifyBearerToken(authorization, { verifier, requiredScopes });
    return {
      principal: clientId,
      claims: extra?.["claims"] as NonNullable<Caller["claims"]>,
      scopes: scopesAmong(scopes),
      profiles: extra?.["profiles"] as Caller["profiles"],
      ...(typeof extra?.["account"] === "string" ? { account: extra["account"] } : {}),
    };
  } catch (error) {
    if (!(error instanceof OAuthError)) {
      onError(error instanceof Error ? error : new Error(String(error)));
      return unavailable();
    }
    return bearerAuthChallengeResponse(error, { requiredScopes, ...pointerTo(protectedBy) });
  }
}

async function toAuthInfo(token: string, { verify, now }: BearerOptions): Promise<AuthInfo> {
  const verified = await verify(token, now());
  if (verified === undefined) {
    throw new OAuthError(
      OAuthErrorCode.InvalidToken,
      "This token does not count here, or does not any more.",
    );
  }
  const { principal, claims = [], scopes, profiles, account, expiresAt } = verified;
  return {
    token: "",
    clientId: principal,
    scopes: [...scopes],
    expiresAt: expiresAt / 1_000,
    extra: { profiles, claims, account },
  };
}

function unavailable(): Response {
  return Response.json(
    { error: "temporarily_unavailable", error_description: "Tokens cannot be checked at the moment." },
    { status: 503, headers: { "retry-after": "5" } },
  );
}
