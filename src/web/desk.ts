import type { Human } from "../gate/policy/people.ts";
import type { PageOptions, WebEnv } from "./context.ts";
import { type Attempts, createAttempts } from "./limits.ts";
import { type OidcSettings, type OidcSignIn, createOidcSignIn } from "./oidc.ts";
import { type WebSessions, createWebSessions } from "./sessions.ts";

/** What the console is opened with. */
export interface ConsoleOptions extends PageOptions {
  /** Whoever runs the server on this machine, such as `local:taro`. */
  readonly localPrincipal: string;
  /** Only this machine can connect: sign-in links are good, and the local principal is welcome. */
  readonly isLoopback: boolean;
  readonly oidc?: OidcSettings;
  /** At least 32 bytes, the same for all replicas: ties forms to sessions, and seals what a browser carries. */
  readonly secret: () => Promise<Uint8Array>;
  /** Told of what the pages do not show. */
  readonly onFault: (error: unknown) => void;
}

/** What Hono carries in the console: beside the visitor, the address that the request came from. */
export interface ConsoleEnv extends WebEnv {
  readonly Bindings: { readonly address?: string };
}

/** What sign-in and sessions work with. */
export interface Desk {
  readonly options: ConsoleOptions;
  readonly sessions: WebSessions;
  readonly attempts: Attempts;
  readonly oidc?: OidcSignIn;
  /** Whether somebody may use the console as things stand. */
  isWelcome(human: Human): boolean;
}

const limits = { perAddress: 20, inAll: 200, windowMs: 60_000 };

/** The desk of a console. */
export function createDesk(options: ConsoleOptions): Desk {
  const { store, now, secret, url, gate, isLoopback, localPrincipal } = options;
  return {
    options,
    sessions: createWebSessions(store, now),
    attempts: createAttempts(limits, now),
    ...(options.oidc === undefined
      ? {}
      : { oidc: createOidcSignIn(options.oidc, { url, secret, now, claimsIn: gate.claimsIn }) }),
    isWelcome: (human) => (human.principal === localPrincipal ? isLoopback : gate.isKnown(human)),
  };
}
