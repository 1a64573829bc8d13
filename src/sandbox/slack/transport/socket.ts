import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { app } from "../cast.ts";
import { fieldsOf } from "../plain.ts";
import type { Envelope, Receipt } from "./envelope.ts";

const mostConnections = 10;
const pingMs = 10_000;
const goodbyeMs = 500;

/** The Socket Mode side of the fake. */
export interface Sockets {
  /** The number of open connections. */
  readonly size: number;
  /** A new address to connect to, once. */
  ticketUrl(): string;
  /** Turns a request into a connection when its ticket is good. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Hands a payload to one of the connections, each in its turn. */
  send(envelope: Envelope): Promise<Receipt>;
  /** Tells every connection to leave. */
  refresh(reason: string): void;
  /** Ends every connection without a word. */
  cut(): void;
  /** Says goodbye to every connection, and cuts those that do not take leave in time. */
  close(): Promise<void>;
}

/**
 * Creates the Socket Mode side, which gives the app `ackMs` milliseconds to answer; `changed` is called when a connection
 * comes or goes.
 */
export function createSockets(url: string, ackMs: number, changed: () => void): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  // In the order of their turns.
  const ready: WebSocket[] = [];
  const waiting = new Map<string, (ack: unknown) => void>();
  const pings = setInterval(() => server.clients.forEach((socket) => socket.ping()), pingMs).unref();

  const welcome = (socket: WebSocket) => {
    ready.push(socket);
    socket.on("message", (data) => answer(waiting, toText(data)));
    socket.on("error", () => socket.terminate());
    // Every envelope under way listens for its end.
    socket.setMaxListeners(0);
    socket.on("close", () => {
      leave(ready, socket);
      changed();
    });
    if (ready.length > mostConnections) return dismiss(ready, socket, "too_many_websockets");
    socket.send(JSON.stringify(helloOf(ready.length)));
    changed();
  };

  return {
    get size() {
      return ready.length;
    },
    ticketUrl() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${url.replace("http", "ws")}/link/?ticket=${ticket}&app_id=${app.id}`;
    },
    accept(request, socket, head) {
      const { pathname, searchParams } = new URL(request.url ?? "/", url);
      if (pathname !== "/link/" || !tickets.delete(searchParams.get("ticket") ?? "")) return refuse(socket);
      server.handleUpgrade(request, socket, head, welcome);
    },
    send: (envelope) => {
      const socket = ready.shift();
      if (socket === undefined) return Promise.resolve({ acked: false, ack: undefined });
      ready.push(socket);
      return exchange(socket, waiting, envelope, ackMs);
    },
    refresh(reason) {
      ready.slice().forEach((socket) => dismiss(ready, socket, reason));
    },
    cut() {
      for (const socket of server.clients) socket.terminate();
    },
    async close() {
      clearInterval(pings);
      await Promise.all([...server.clients].map(leaveTaken));
      server.close();
    },
  };
}

function helloOf(connections: number): unknown {
  return {
    type: "hello",
    num_connections: connections,
    debug_info: { host: "applink-sandbox", build_number: 1, approximate_connection_time: 18_060 },
    connection_info: { app_id: app.id },
  };
}

/** A warned connection goes on working; another one gets nothing more and is to be closed by the app. */
function dismiss(ready: WebSocket[], socket: WebSocket, reason: string): void {
  if (reason !== "warning") leave(ready, socket);
  socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "applink-sandbox" } }));
}

function leaveTaken(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), goodbyeMs);
    socket.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close(1001);
  });
}

function leave(ready: WebSocket[], socket: WebSocket): void {
  const at = ready.indexOf(socket);
  if (at >= 0) ready.splice(at, 1);
}

function refuse(socket: Duplex): void {
  socket.end("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}

function toText(data: unknown): string {
  return Buffer.isBuffer(data) ? data.toString() : "";
}

function answer(waiting: Map<string, (ack: unknown) => void>, text: string): void {
  const { envelope_id: id, payload } = fieldsOf(parsed(text));
  waiting.get(String(id))?.(payload);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function exchange(
  socket: WebSocket,
  waiting: Map<string, (ack: unknown) => void>,
  { type, payload, retry }: Envelope,
  ackMs: number,
): Promise<Receipt> {
  const envelopeId = randomUUID();
  return new Promise((resolve) => {
    const finish = (receipt: Pick<Receipt, "acked" | "ack">) => {
      clearTimeout(timer);
      socket.off("close", giveUp);
      waiting.delete(envelopeId);
      resolve({ ...receipt, envelopeId });
    };
    const giveUp = () => finish({ acked: false, ack: undefined });
    const timer = setTimeout(giveUp, ackMs);
    socket.once("close", giveUp);
    waiting.set(envelopeId, (ack) => finish({ acked: true, ack: isEmpty(ack) ? undefined : ack }));
    const message = {
      envelope_id: envelopeId,
      type,
      payload,
      accepts_response_payload: type !== "events_api",
      ...(retry !== undefined && { retry_attempt: retry.num, retry_reason: retry.reason }),
    };
    socket.send(JSON.stringify(message));
  });
}

function isEmpty(ack: unknown): boolean {
  return Object.keys(fieldsOf(ack)).length === 0;
}
