import { createOAuthVerify } from "../access/oauth.ts";
import { remembered } from "../access/remembered.ts";
import { createTokens } from "../access/tokens.ts";
import { type Verify, createVerify } from "../access/verify.ts";
import type { House } from "../house/house.ts";
import { ConfigError } from "../config/config-error.ts";
import type { AccessConfig, Config } from "../config/config.ts";
import type { Readiness } from "../http/probes.ts";
import type { ObserveExchange } from "../http/observer.ts";
import { type Handler, type Listening, type MetricsRoute, listen } from "../http/server.ts";
import { createEndpoint } from "../mcp/endpoint.ts";
import { createEntrance } from "../mcp/entrance.ts";
import type { ObserveMcp } from "../mcp/observer.ts";

/** What HTTP is served with. */
export interface ServeOptions {
  readonly house: House;
  readonly config: Config;
  readonly version: string;
  /** Who callers on this machine count as, where they need not show who they are. */
  readonly localPrincipal: string;
  /** Makes what answers everything but MCP, once it is known under which origin. */
  readonly openConsole: (url: string) => Handler;
  /** What `/readyz` says; ready unless given. */
  readonly ready?: () => Promise<Readiness>;
  /** Aborted when the process is told to stop. */
  readonly stopping?: AbortSignal;
  readonly onError: (error: unknown) => void;
  /** What answers `/metrics`. */
  readonly metrics?: MetricsRoute | undefined;
  /** Runs around requests over HTTP, and around those of MCP in them. */
  readonly observe?: { readonly http: ObserveExchange; readonly mcp: ObserveMcp | undefined };
}

/**
 * Serves MCP and the console of a house over HTTP.
 *
 * @throws {@link ConfigError} when the address cannot be listened on.
 */
export async function serveHttp(options: ServeOptions): Promise<Listening> {
  const { host, port } = options.config.http;
  return listen({
    ...options.config.http,
    onError: options.onError,
    observe: options.observe?.http,
    routes: (url) => {
      const { mcp, close } = openMcp(`${url}/mcp`, options);
      const { ready, metrics } = options;
      const console = options.openConsole(url);
      return { mcp, close, console, metrics, ...(ready === undefined ? {} : { ready }) };
    },
  }).catch((cause: unknown) => {
    throw new ConfigError(
      `Cannot listen on ${host}:${port}; set SSS_OPS_PORT to another port, or SSS_OPS_HOST to an address of this machine.`,
      { cause },
    );
  });
}

function openMcp(
  resource: string,
  { house, config, version, localPrincipal, stopping, observe, onError }: ServeOptions,
): { readonly mcp: Handler; readonly close: () => Promise<void> } {
  const { gate, account, accounts, keys } = house;
  const { access, profile, replyTokens } = config;
  const stateKey = async () => (await keys()).state;
  const protectedBy =
    access?.oauth === undefined ? {} : { protectedBy: { resource, issuer: access.oauth.issuer } };
  const endpoint = createEndpoint({
    gate,
    account,
    accounts,
    version,
    stateKey,
    profile,
    replyTokens,
    stopping,
    ...protectedBy,
    observe: observe?.mcp,
    onError,
  });
  const mcp = createEntrance({
    endpoint,
    localPrincipal,
    ...(access === undefined ? {} : { verify: verifyFor(resource, access, house) }),
    ...protectedBy,
    now: Date.now,
    onError,
  });
  return { mcp, close: () => endpoint.close() };
}

function verifyFor(resource: string, { tokens, oauth }: AccessConfig, { gate, store }: House): Verify {
  const issued: Verify = async (token, now) => createTokens(await store()).verify(token, now);
  return createVerify({
    ...(tokens ? { issued: remembered(issued) } : {}),
    ...(oauth === undefined
      ? {}
      : { oauth: createOAuthVerify({ audience: resource, ...oauth }, gate.claimsIn) }),
  });
}
