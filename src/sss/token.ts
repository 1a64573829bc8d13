import { orAborted } from "./deadline.ts";

/** The API key pair of one SSS user: what Keystone calls name and password. */
export interface Credentials {
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** The part of a token that says how long it may be used. */
export interface Expiring {
  readonly value: string;
  /** On the clock of `now`: from here on another one is asked for. */
  readonly renewAt: number;
}

/** Holds the token all calls share, and the key pair it comes from. */
export interface TokenSource<Token extends Expiring> {
  /** A token that is good for now. All who wait for a new one share one request, which outlives any one of them. */
  get(signal: AbortSignal, options?: { readonly inRotation?: boolean }): Promise<Token>;
  /** Forgets a token SSS refused, unless another has taken its place already. */
  drop(token: Token): void;
  credentials(): Credentials;
  /** The values no message may hold. */
  secrets(): readonly string[];
  /** Runs a change of the key pair, one at a time; who needs a new token meanwhile waits for its end. */
  rotate<Result>(
    signal: AbortSignal,
    change: (switchTo: (pair: Credentials) => void) => Promise<Result>,
  ): Promise<Result>;
}

/** A token, and the pair that Keystone gave it for. */
export interface Authenticated<Token> {
  readonly token: Token;
  readonly credentials: Credentials;
}

/**
 * Makes a token source; `authenticate` asks Keystone with a pair, or with the one that another process has put in its
 * place, and `now` is a clock that never jumps, in milliseconds.
 */
export function createTokenSource<Token extends Expiring>(
  initial: Credentials,
  authenticate: (credentials: Credentials) => Promise<Authenticated<Token>>,
  now: () => number,
): TokenSource<Token> {
  let credentials = initial;
  let token: Token | undefined;
  let renewal: Promise<Token> | undefined;
  let rotation: Promise<void> | undefined;

  function renew(): Promise<Token> {
    const asked = authenticate(credentials)
      .then((fresh) => {
        ({ credentials, token } = fresh);
        return fresh.token;
      })
      .finally(() => {
        renewal = undefined;
      });
    // All who waited may have been called off; nobody being left to hear of a failure is no crash.
    asked.catch(() => undefined);
    return asked;
  }

  function usable(): Token | undefined {
    return token !== undefined && now() < token.renewAt ? token : undefined;
  }

  async function get(signal: AbortSignal, { inRotation = false } = {}): Promise<Token> {
    // From the moment SSS reissues the pair until its answer is here, Keystone refuses the only pair we know. As only
    // the rotation itself asks for a token meanwhile, no renewal is ever under way when the pair changes.
    while (usable() === undefined && rotation !== undefined && !inRotation) {
      await orAborted(rotation, signal);
    }
    return usable() ?? orAborted((renewal ??= renew()), signal);
  }

  return {
    get,
    drop: (refused) => {
      if (token === refused) token = undefined;
    },
    credentials: () => credentials,
    secrets: () => [credentials.apiSecret, ...(token === undefined ? [] : [token.value])],
    rotate: async (signal, change) => {
      while (rotation !== undefined) await orAborted(rotation, signal);
      signal.throwIfAborted();
      const changed = change((pair) => {
        credentials = pair;
        token = undefined;
      });
      const end = () => {
        rotation = undefined;
      };
      rotation = changed.then(end, end);
      return changed;
    },
  };
}
