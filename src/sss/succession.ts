import { SssError } from "./errors.ts";
import type { RetryOptions } from "./retry.ts";
import type { Authenticated, Credentials } from "./token.ts";

/** How a token is asked for with a pair that another process may have replaced. */
export interface SuccessionOptions<Token> {
  readonly authenticate: (pair: Credentials) => Promise<Token>;
  /** The pair that was stored last; undefined where nothing is stored. */
  readonly storedPair: (() => Promise<Credentials | undefined>) | undefined;
  readonly delay: RetryOptions["delay"];
}

/** Pauses before the stored pair is read again, in milliseconds: another process may be storing a new one just now. */
const pausesMs = [0, 250, 1_000];

/**
 * Asks for a token, and where the pair is refused once more with the one that was stored meanwhile.
 *
 * @throws {@link SssError} as `authenticate` does.
 */
export async function authenticateInSuccession<Token>(
  pair: Credentials,
  options: SuccessionOptions<Token>,
): Promise<Authenticated<Token>> {
  try {
    return { token: await options.authenticate(pair), credentials: pair };
  } catch (error) {
    if (!(error instanceof SssError) || error.code !== "unauthenticated") throw error;
    const successor = await successorOf(pair, options);
    if (successor === undefined) throw error;
    return { token: await options.authenticate(successor), credentials: successor };
  }
}

async function successorOf<Token>(
  pair: Credentials,
  { storedPair, delay }: SuccessionOptions<Token>,
): Promise<Credentials | undefined> {
  if (storedPair === undefined) return undefined;
  for (const pauseMs of pausesMs) {
    if (pauseMs > 0) await delay(pauseMs, new AbortController().signal);
    const stored = await storedPair();
    if (stored !== undefined && !isSame(stored, pair)) return stored;
  }
  return undefined;
}

function isSame(left: Credentials, right: Credentials): boolean {
  return left.apiKey === right.apiKey && left.apiSecret === right.apiSecret;
}
