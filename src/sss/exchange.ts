import { Agent } from "undici";
import { AnswerReader } from "./answer-reader.ts";
import type { HttpAnswer } from "./answer-reader.ts";
import type { Call } from "./failure.ts";
import type { ObserveRequest } from "./observer.ts";

/** Milliseconds each part of a call may take. */
export interface Timeouts {
  /** Until there is a connection, TLS included. */
  readonly connectMs: number;
  /** From the request to the head of the answer. */
  readonly headersMs: number;
  /** Between two parts of the body. */
  readonly bodyMs: number;
  /** The whole call, with its token, repeats and waits. */
  readonly totalMs: number;
}

/** What the connections are held to. */
export interface ExchangeOptions {
  readonly timeouts: Timeouts;
  readonly maxAnswerBytes: number;
  /** Connections per origin. */
  readonly connections: number;
  readonly userAgent: string;
  readonly observe?: ObserveRequest | undefined;
}

/** One HTTP request: `target` is path and query, encoded. */
export interface HttpRequest {
  readonly origin: string;
  readonly target: string;
  /** The target without its query, its parameters by name: what may be told of it. */
  readonly route: string;
  /** From 1; more for a repeat. */
  readonly attempt: number;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Sends requests and reads answers; knows nothing of tokens, repeats or operations. */
export interface Exchange {
  /** @throws {@link SssError} when no whole answer came. */
  send(call: Call, request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
  /** Lets what is under way end, then closes the connections. */
  close(): Promise<void>;
}

/** Opens the one place that talks HTTP. */
export function createExchange({
  timeouts,
  maxAnswerBytes,
  connections,
  userAgent,
  observe = (_request, send) => send(),
}: ExchangeOptions): Exchange {
  // An agent keeps a pool of keep-alive connections per origin: one for Keystone, one for SSS. It follows no
  // redirects. With pipelining 1 a request never stands behind another's answer on the same connection.
  const agent = new Agent({
    connections,
    pipelining: 1,
    connect: { timeout: timeouts.connectMs },
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
  });
  const send: Exchange["send"] = (call, { body, headers, target, origin, method }, signal) =>
    new Promise((resolve, reject) => {
      const exchanged = new AnswerReader(call, origin, maxAnswerBytes, signal, { resolve, reject });
      const common = { accept: "application/json", "user-agent": userAgent };
      const options =
        body === undefined
          ? { headers: { ...common, ...headers } }
          : {
              headers: { ...common, "content-type": "application/json", ...headers },
              body: JSON.stringify(body),
            };
      if (!signal.aborted) agent.dispatch({ origin, method, path: target, ...options }, exchanged);
    });
  return {
    send: (call, request, signal) => {
      const { method, route, origin, attempt } = request;
      const told = { operation: call.name, method, route, origin, attempt };
      return observe(told, () => send(call, request, signal));
    },
    close: () => agent.close(),
  };
}
