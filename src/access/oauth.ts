import { type JWTPayload, createRemoteJWKSet, errors, jwtVerify } from "jose";
import type { Claim } from "../store/records.ts";
import { principalOf, scopesAmong } from "./caller.ts";
import { keySetUrlOf } from "./issuer.ts";
import type { Verified, Verify } from "./verify.ts";

/** What an access token has to carry. */
export interface TokenDemand {
  readonly issuer: string;
  readonly audience: string;
}

/** Picks of what a token says what is to be known of whoever calls. */
export type PickClaims = (issuer: string, payload: Readonly<Record<string, unknown>>) => readonly Claim[];

/** Asymmetric only: with a shared secret, or none, anybody could sign. */
const algorithms = ["RS256", "PS256", "ES256", "EdDSA"];
/** How far clocks may differ. */
const toleranceSeconds = 60;
/** An access token is typed as one, or not at all. */
const types = new Set([undefined, "jwt", "at+jwt", "application/at+jwt"]);

/**
 * Verifies JWT access tokens of one issuer (RFC 9068): signature, issuer, audience, times and type. The issuer's keys are
 * looked up with the first token.
 */
export function createOAuthVerify(
  { issuer, audience }: TokenDemand,
  claimsIn: PickClaims = () => [],
): Verify {
  let keySet: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;
  const keys = () => {
    keySet ??= keySetUrlOf(issuer).then((url) => createRemoteJWKSet(url));
    keySet.catch(() => (keySet = undefined));
    return keySet;
  };
  return async (token, now) => {
    try {
      const { payload, protectedHeader } = await jwtVerify(
        token,
        async (header, input) => (await keys())(header, input),
        {
          algorithms,
          issuer,
          audience,
          clockTolerance: toleranceSeconds,
          currentDate: new Date(now),
          requiredClaims: ["exp", "sub"],
        },
      );
      return types.has(protectedHeader.typ?.toLowerCase())
        ? toVerified(issuer, payload, claimsIn)
        : undefined;
    } catch (error) {
      if (isFaultOfToken(error)) return undefined;
      throw error;
    }
  };
}

/** What is wrong with the token itself; anything else leaves open whether it is good. */
function isFaultOfToken(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    error.code !== errors.JOSEError.code &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid)
  );
}

/** Undefined without a subject that can stand in an audit row. */
function toVerified(issuer: string, payload: JWTPayload, claimsIn: PickClaims): Verified | undefined {
  const { sub = "", exp = 0 } = payload;
  if (!/^[!-~]{1,255}$/.test(sub)) return undefined;
  return {
    principal: principalOf(issuer, sub),
    claims: claimsIn(issuer, payload),
    scopes: scopesAmong(namesIn(payload["scope"] ?? payload["scp"])),
    profiles: [],
    expiresAt: (exp + toleranceSeconds) * 1_000,
  };
}

function namesIn(claim: unknown): readonly string[] {
  if (typeof claim === "string") return claim.split(" ");
  return Array.isArray(claim) ? claim.map(String) : [];
}
