import {
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
  createServer,
} from "node:http";
import type { AddressInfo } from "node:net";
import { hostHeaderValidation, originValidation, toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, isLegacyRequest, localhostAllowedHostnames } from "@modelcontextprotocol/server";
import { type McpOptions, createServerFactory } from "./server.ts";
import { createSessions } from "./sessions.ts";

const path = "/mcp";
/** How long a call in flight may go on once the server is told to stop: half of what container engines grant. */
const drainMs = 5_000;

/** A running MCP endpoint. */
export interface HttpEndpoint {
  readonly url: string;
  /** Takes no new connections, lets calls in flight finish, then closes. */
  close(): Promise<void>;
}

/** Where to listen, and who may connect. */
export interface HttpOptions extends McpOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly onError: (error: Error) => void;
}

/**
 * Serves MCP over Streamable HTTP at `/mcp` to clients of both protocol eras. Requests whose Host or Origin is not
 * this machine are refused, so that a web page cannot reach the server through a rebound name.
 *
 * @throws when the port is taken.
 */
export async function serveHttp(options: HttpOptions): Promise<HttpEndpoint> {
  const factory = createServerFactory(options);
  const modern = createMcpHandler(factory, { legacy: "reject", onerror: options.onError });
  const sessions = createSessions(factory, options.onError);
  const handle = toNodeHandler(
    {
      fetch: async (request) =>
        (await isLegacyRequest(request)) ? sessions.handle(request) : modern.fetch(request),
    },
    { onerror: options.onError },
  );
  const calls = new Set<ServerResponse>();
  const isAllowed = guard();
  const server = createServer((request, response) => {
    if (!isAllowed(request, response)) return;
    if (request.url?.split("?")[0] !== path) return notFound(response);
    if (request.method === "POST") track(calls, response);
    // The cast bridges the adapter's optional fields, which Node declares as possibly undefined.
    handle(request as Parameters<typeof handle>[0], response).catch(options.onError);
  });
  const url = await listen(server, options);
  return {
    url,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await drained(calls);
      await Promise.all([modern.close(), sessions.close()]);
      server.closeAllConnections();
      await closed;
    },
  };
}

function guard(): (request: IncomingMessage, response: ServerResponse) => boolean {
  const names = localhostAllowedHostnames();
  const isHostAllowed = hostHeaderValidation(names);
  const isOriginAllowed = originValidation(names);
  return (request, response) => isHostAllowed(request, response) && isOriginAllowed(request, response);
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
  response.end(`sss-ops: the MCP endpoint is ${path}\n`);
}

function track(calls: Set<ServerResponse>, response: ServerResponse): void {
  calls.add(response);
  response.once("close", () => calls.delete(response));
}

async function drained(calls: ReadonlySet<ServerResponse>): Promise<void> {
  const all = Promise.all(
    [...calls].map((response) => new Promise((resolve) => response.once("close", resolve))),
  );
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise((resolve) => {
    timer = setTimeout(resolve, drainMs);
  });
  await Promise.race([all, deadline]);
  clearTimeout(timer);
}

function listen(server: HttpServer, { host, port }: HttpOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const { address, family, port: bound } = server.address() as AddressInfo;
      resolve(`http://${family === "IPv6" ? `[${address}]` : address}:${bound}${path}`);
    });
  });
}
