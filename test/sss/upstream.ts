import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { onTestFinished } from "vitest";
import { createClient } from "../../src/sss/client.ts";
import type { ClientOptions, SssClient } from "../../src/sss/client.ts";
import { SssError } from "../../src/sss/errors.ts";

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  /** Path and query as they stood on the wire. */
  readonly target: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** An answer, or a way of giving none. `half` promises more body than it sends and cuts, `stall` keeps open. */
export type Reply =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  | "hang"
  | "cut"
  | "half"
  | "stall";

export type Replies = (request: Arrived) => Reply | Promise<Reply>;

/** Keystone and SSS on one port, behaving as told. */
export interface Upstream {
  readonly url: string;
  readonly port: number;
  readonly tokenRequests: Arrived[];
  readonly requests: Arrived[];
  readonly connections: () => number;
}

export const apiKey = "XTI3u6blgmW3Bje0jDjkBKlFG4GmI4kn";
export const apiSecret = "Fcx1nZUprR8wg57k";

/** Starts an upstream; `keystone` gives a new token each time unless told otherwise. It ends with the test. */
export async function startUpstream(
  sss: Replies,
  keystone: Replies = issueTokens(),
  port = 0,
): Promise<Upstream> {
  const tokenRequests: Arrived[] = [];
  const requests: Arrived[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((incoming, outgoing) => {
    void readArrived(incoming).then(async (request) => {
      const isKeystone = request.target.endsWith("/auth/tokens");
      (isKeystone ? tokenRequests : requests).push(request);
      give(await (isKeystone ? keystone : sss)(request), outgoing);
    });
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const url = `http://127.0.0.1:${await listen(server, port)}`;
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url,
    port: (server.address() as AddressInfo).port,
    tokenRequests,
    requests,
    connections: () => sockets.size,
  };
}

/** Starts a server that does with each connection what it is told. It ends with the test. */
export async function startTcp(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => sockets.delete(socket));
    onConnection(socket);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return listen(server, 0);
}

/** A port nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createTcpServer();
  const port = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Keystone's answers: a new token each time, good for an hour. */
export function issueTokens({
  lifeMs = 3_600_000,
  catalog,
}: { lifeMs?: number; catalog?: unknown } = {}): Replies {
  let issued = 0;
  return () => {
    issued += 1;
    // Dates of long ago: what counts is the time between them, not this machine's clock.
    const issuedAt = Date.parse("2018-11-28T01:48:52.111Z");
    const token = {
      issued_at: new Date(issuedAt).toISOString(),
      expires_at: new Date(issuedAt + lifeMs).toISOString(),
      user: { id: "abcdef0123456789abcdef0123456789", name: apiKey },
      ...(catalog === undefined ? {} : { catalog }),
    };
    return { status: 201, headers: { "x-subject-token": `token-number-${issued}` }, body: { token } };
  };
}

/** A client of that upstream, whose waits take no time and are written down. It closes with the test. */
export function openClient(
  upstream: Pick<Upstream, "url">,
  options: Partial<ClientOptions> = {},
): { readonly client: SssClient; readonly waits: number[] } {
  const waits: number[] = [];
  const delay = async (ms: number) => {
    waits.push(ms);
  };
  const client = createClient({
    credentials: { apiKey, apiSecret },
    keystoneUrl: `${upstream.url}/v3`,
    sssUrl: `${upstream.url}/api`,
    ...options,
    retry: { random: () => 1, delay, ...options.retry },
  });
  onTestFinished(() => void client.close().catch(() => undefined));
  return { client, waits };
}

/** The error a call ends with. */
export async function errorOf(call: Promise<unknown>): Promise<SssError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SssError) return error;
  throw new Error("the call did not fail with an SssError", { cause: error });
}

/** Resolves when the condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function readArrived(incoming: IncomingMessage): Promise<Arrived> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = "", url: target = "", headers } = incoming;
  return { method, target, headers, body: Buffer.concat(chunks).toString() };
}

function give(reply: Reply, outgoing: ServerResponse): void {
  if (reply === "hang") return;
  if (reply === "cut") return void outgoing.socket?.destroy();
  if (reply === "half" || reply === "stall") {
    outgoing.writeHead(200, { "content-length": "1000" });
    outgoing.write('{"users":[', () => {
      if (reply === "half") outgoing.socket?.destroy();
    });
    return;
  }
  const { status = 200, headers = {}, body } = reply;
  outgoing.writeHead(status, headers);
  outgoing.end(body === undefined || typeof body === "string" ? body : JSON.stringify(body));
}
