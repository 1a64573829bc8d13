import type { Caller } from "./caller.ts";
import { isIssued } from "./secret.ts";

/** A caller as a token shows them, until the token ends (in milliseconds since the epoch). */
export interface Verified extends Caller {
  readonly expiresAt: number;
}

/**
 * Says whose a token is; undefined for one that does not count.
 *
 * @throws when that cannot be told, as while the store or the authorization server is away.
 */
export type Verify = (token: string, now: number) => Promise<Verified | undefined>;

/** Where tokens come from; a way that is left out is closed. */
export interface Ways {
  readonly issued?: Verify;
  readonly oauth?: Verify;
}

/** Verifies a token in the way that it belongs to. */
export function createVerify({ issued, oauth }: Ways): Verify {
  return async (token, now) => (isIssued(token) ? issued?.(token, now) : oauth?.(token, now));
}
