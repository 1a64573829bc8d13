import { createOAuthVerify } from "./access/oauth.ts";
import { remembered } from "./access/remembered.ts";
import { createTokens } from "./access/tokens.ts";
import { type Verify, createVerify } from "./access/verify.ts";
import type { House } from "./compose.ts";
import { type AccessConfig, type Config, ConfigError } from "./config.ts";
import { type Handler, type Listening, listen } from "./http/server.ts";
import { createEndpoint } from "./mcp/endpoint.ts";
import { createEntrance } from "./mcp/entrance.ts";

/** What HTTP is served with. */
export interface ServeOptions {
  readonly house: House;
  readonly config: Config;
  readonly version: string;
  /** Who callers on this machine count as, where they need not show who they are. */
  readonly localPrincipal: string;
  /** Makes what answers everything but MCP, once it is known under which origin. */
  readonly openConsole: (url: string) => Handler;
  readonly onError: (error: unknown) => void;
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
    routes: (url) => {
      const { mcp, close } = openMcp(`${url}/mcp`, options);
      return { mcp, close, console: options.openConsole(url) };
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
  { house, config, version, localPrincipal, onError }: ServeOptions,
): { readonly mcp: Handler; readonly close: () => Promise<void> } {
  const { gate, account, keys } = house;
  const { access, profile, replyTokens } = config;
  const stateKey = async () => (await keys()).state;
  const protectedBy =
    access?.oauth === undefined ? {} : { protectedBy: { resource, issuer: access.oauth.issuer } };
  const endpoint = createEndpoint({
    gate,
    account,
    version,
    stateKey,
    profile,
    replyTokens,
    ...protectedBy,
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

function verifyFor(resource: string, { tokens, oauth }: AccessConfig, { store }: House): Verify {
  const issued: Verify = async (token, now) => createTokens(await store()).verify(token, now);
  return createVerify({
    ...(tokens ? { issued: remembered(issued) } : {}),
    ...(oauth === undefined ? {} : { oauth: createOAuthVerify({ audience: resource, ...oauth }) }),
  });
}
