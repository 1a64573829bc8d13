import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { RequestError, getRequestListener } from "@hono/node-server";
import { withBody } from "./body.ts";
import { createCallerAddress } from "./caller-address.ts";
import { createCalls } from "./calls.ts";
import { createGuard } from "./guard.ts";

/** Answers a request from an address. */
export type Handler = (request: Request, address: string) => Promise<Response>;

/** Who answers what. */
export interface Routes {
  /** `/mcp`, and the documents that tell its clients how to get in. */
  readonly mcp: Handler;
  /** Everything else. */
  readonly console: Handler;
  /** Ends what would not end by itself, once calls in flight have been answered. */
  readonly close?: () => Promise<void>;
}

/** Where to listen, and who answers. */
export interface ListenOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** The origin by which others reach the server, where it is another than the one it listens on. */
  readonly publicUrl?: string;
  /** Addresses and networks of the proxies whose word counts on where a request came from; none unless given. */
  readonly trustedProxies?: readonly string[];
  /** Made once it is known under which origin. */
  readonly routes: (url: string) => Routes;
  readonly onError: (error: unknown) => void;
}

/** A running server. */
export interface Listening {
  /** Its origin, as others reach it. */
  readonly url: string;
  /** The origin that it listens on. */
  readonly boundTo: string;
  /** Takes no new connections, lets calls in flight finish, then closes. */
  close(): Promise<void>;
}

const mcpPath = "/mcp";
const metadataPath = "/.well-known/oauth-protected-resource";
const healthPath = "/healthz";
const mcpBodyBytes = 1_048_576;
const consoleBodyBytes = 65_536;
const headersWithinMs = 10_000;
const requestWithinMs = 30_000;
/** How long a call in flight may go on once the server is told to stop: half of what container engines grant. */
const drainMs = 5_000;

/**
 * Serves MCP and the console on one port. Requests under another name than the server's own, or from a page of another
 * site, are refused, so that a web page cannot reach the server through a rebound name.
 *
 * @throws when the port is taken.
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { host, port, publicUrl, trustedProxies = [], routes, onError } = options;
  const server = createServer({ headersTimeout: headersWithinMs, requestTimeout: requestWithinMs });
  const boundTo = await bind(server, host, port);
  const url = publicUrl ?? boundTo;
  const made = routes(url);
  const calls = createCalls();
  const isAllowed = createGuard(publicUrl);
  const addressOf = createCallerAddress(trustedProxies);
  const answer = getRequestListener(
    (request, { incoming: { socket } }) =>
      route(request, addressOf(socket.remoteAddress ?? "", request.headers.get("x-forwarded-for")), made),
    { overrideGlobalObjects: false, errorHandler: (error) => faulty(error, onError) },
  );
  server.on("request", (request, response) => {
    if (!isAllowed(request, response)) return;
    if (request.method === "POST") calls.add(response);
    answer(request, response).catch(onError);
  });
  return {
    url,
    boundTo,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await calls.drained(drainMs);
      await made.close?.();
      server.closeAllConnections();
      await closed;
    },
  };
}

function bind(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const { address, family, port: bound } = server.address() as AddressInfo;
      resolve(`http://${family === "IPv6" ? `[${address}]` : address}:${bound}`);
    });
  });
}

async function route(request: Request, address: string, routes: Routes): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === healthPath) return plain(200, "ok");
  const isMcp = pathname === mcpPath || pathname === metadataPath || pathname.startsWith(`${metadataPath}/`);
  const limit = isMcp ? mcpBodyBytes : consoleBodyBytes;
  const whole = await withBody(request, limit);
  if (whole === "cut off") return plain(400, "sss-ops: the body was cut off");
  if (whole === "too long") return plain(413, `sss-ops: a body of at most ${limit} bytes is taken here`);
  return isMcp ? routes.mcp(whole, address) : routes.console(whole, address);
}

/** What went wrong is told to whoever runs the server, not to whoever calls. */
function faulty(error: unknown, onError: ListenOptions["onError"]): Response {
  if (error instanceof RequestError) return plain(400, "sss-ops: this is no request");
  onError(error);
  return plain(500, "sss-ops: something went wrong here");
}

function plain(status: number, text: string): Response {
  return new Response(`${text}\n`, { status, headers: { "x-content-type-options": "nosniff" } });
}
