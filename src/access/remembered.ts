import { fingerprintOf } from "./secret.ts";
import type { Verified, Verify } from "./verify.ts";

/** After so long a revoked token counts nowhere. */
const rememberedMs = 5_000;
const mostRemembered = 1_000;

/** Verifies a token at most every five seconds; one that does not count, each time. */
export function remembered(verify: Verify): Verify {
  const known = new Map<
    string,
    { readonly verified: Verified; readonly at: number; readonly until: number }
  >();
  return async (token, now) => {
    const fingerprint = fingerprintOf(token);
    const found = known.get(fingerprint);
    // Of a clock that was set back nobody knows how long ago it was.
    if (found !== undefined && found.at <= now && now < found.until) return found.verified;
    known.delete(fingerprint);
    const verified = await verify(token, now);
    if (verified === undefined) return undefined;
    known.set(fingerprint, { verified, at: now, until: Math.min(now + rememberedMs, verified.expiresAt) });
    const [oldest] = known.keys();
    if (known.size > mostRemembered && oldest !== undefined) known.delete(oldest);
    return verified;
  };
}
