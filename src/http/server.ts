import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { RequestError, getRequestListener } from "@hono/node-server";
import { withBody } from "./body.ts";
import { createCallerAddress } from "./caller-address.ts";
import { createCalls } from "./calls.ts";
import { createGuard } from "./guard.ts";
import type { ObserveExchange } from "./observer.ts";
import { type Readiness, answerProbe, isProbe } from "./probes.ts";

/** Answers a request from an address. */
export type Handler = (request: Request, address: string) => Promise<Response>;

/** Who answers what. */
export interface Routes {
  /** `/mcp`, and the documents that tell its clients how to get in. */
  readonly mcp: Handler;
  /** Everything else. */
  readonly console: Handler;
  /** `/metrics`; absent: it is a path like any other. */
  readonly metrics?: MetricsRoute | undefined;
  /** What `/readyz` says until the server is closed; ready unless given. */
  readonly ready?: () => Promise<Readiness>;
  /** Ends what would not end by itself, once calls in flight have been answered. */
  readonly close?: () => Promise<void>;
}

/** Who answers `/metrics`. */
export interface MetricsRoute {
  readonly answer: (request: Request) => Promise<Response>;
  /** A token is asked for: whoever has it may call the server by any name, as Prometheus does. */
  readonly takesToken: boolean;
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
  /** Runs around every request but probes and those for the metrics. */
  readonly observe?: ObserveExchange | undefined;
}

/** A running server. */
export interface Listening {
  /** Its origin, as others reach it. */
  readonly url: string;
  /** The origin that it listens on. */
  readonly boundTo: string;
  /**
   * Refuses new calls, and lets those in flight finish within so many milliseconds, 5,000 unless given; then closes.
   * Meanwhile probes are answered.
   */
  close(withinMs?: number): Promise<void>;
}

const mcpPath = "/mcp";
const metricsPath = "/metrics";
const metadataPath = "/.well-known/oauth-protected-resource";
const mcpBodyBytes = 1_048_576;
const consoleBodyBytes = 65_536;
const headersWithinMs = 10_000;
const requestWithinMs = 30_000;
const drainMs = 5_000;

/**
 * Serves MCP and the console on one port. Requests under another name than the server's own, or from a page of another
 * site, are refused, so that a web page cannot reach the server through a rebound name.
 *
 * @throws when the port is taken.
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { host, port, publicUrl, trustedProxies = [], routes, onError, observe = unobserved } = options;
  const server = createServer({ headersTimeout: headersWithinMs, requestTimeout: requestWithinMs });
  const boundTo = await bind(server, host, port);
  const url = publicUrl ?? boundTo;
  const made = routes(url);
  const calls = createCalls();
  let isClosing = false;
  const isAllowed = createGuard(
    publicUrl,
    (target) => isProbe(target) || (made.metrics?.takesToken === true && isMetrics(target)),
  );
  const addressOf = createCallerAddress(trustedProxies);
  const answer = getRequestListener(
    (request, { incoming: { socket, url: target = "" } }) =>
      isProbe(target)
        ? answerProbe(target, () => look(made, isClosing))
        : route(request, addressOf(socket.remoteAddress ?? "", request.headers.get("x-forwarded-for")), made),
    { overrideGlobalObjects: false, errorHandler: (error) => faulty(error, onError) },
  );
  server.on("request", (request, response) => {
    if (!isAllowed(request, response)) return;
    if (isClosing && !isProbe(request.url ?? "")) return turnAway(response);
    if (!isStream(request)) calls.add(response);
    const answered = () => answer(request, response);
    const isWatched = !isProbe(request.url ?? "") && !isMetrics(request.url ?? "");
    (isWatched ? observe(request, response, answered) : answered()).catch(onError);
  });
  return {
    url,
    boundTo,
    async close(withinMs = drainMs) {
      isClosing = true;
      await calls.drained(withinMs);
      const closed = new Promise((resolve) => server.close(resolve));
      await made.close?.();
      server.closeAllConnections();
      await closed;
    },
  };
}

const unobserved: ObserveExchange = (_request, _response, act) => act();

function isMetrics(target: string): boolean {
  return target.split("?", 1)[0] === metricsPath;
}

/** Whoever waits for news waits without end: nothing of theirs is lost. */
function isStream({ method, headers }: IncomingMessage): boolean {
  return method === "GET" && headers.accept?.includes("text/event-stream") === true;
}

/** Nothing of the call is done, so that it may be made again elsewhere, over another connection. */
function turnAway(response: ServerResponse): void {
  const headers = { connection: "close", "retry-after": "1", "content-type": "text/plain; charset=utf-8" };
  response.writeHead(503, headers).end("sss-ops: this server is stopping; nothing was done. Call again.\n");
}

async function look({ ready }: Routes, isClosing: boolean): Promise<Readiness> {
  if (isClosing) return { isReady: false, checks: { process: "stopping" } };
  return ready === undefined ? { isReady: true, checks: { process: "ok" } } : ready();
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
  if (pathname === metricsPath && routes.metrics !== undefined) return routes.metrics.answer(request);
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
