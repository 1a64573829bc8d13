import type { IncomingMessage } from "node:http";
import { badRequest, Refusal } from "./errors.ts";

/** A request, read to its end. */
export interface Incoming {
  readonly method: string;
  /** The path as it was written: `..` stays, so that it leads nowhere. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The address the caller knows the sandbox by. */
  readonly origin: string;
  readonly headers: IncomingMessage["headers"];
  readonly peer: string;
  readonly body: Body;
}

/** The bytes of a request, or only how it was that there were too many to keep. */
export type Body = { readonly kind: "whole"; readonly bytes: Buffer } | { readonly kind: "too large" };

const bodyLimitBytes = 1_048_576;

/** Reads a request to its end, keeping at most one mebibyte of its body. */
export async function readIncoming(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Too much is thrown away rather than cut off: a client that is still writing would not see the answer.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= bodyLimitBytes) {
      chunks.push(chunk);
    }
  }
  const [path = "", query = ""] = splitOnce(request.url ?? "/", "?");
  return {
    method: request.method ?? "GET",
    path,
    query: new URLSearchParams(query),
    origin: originOf(request.headers.host ?? ""),
    headers: request.headers,
    peer: request.socket.remoteAddress ?? "",
    body: size > bodyLimitBytes ? { kind: "too large" } : { kind: "whole", bytes: Buffer.concat(chunks) },
  };
}

function splitOnce(text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function originOf(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).origin : "http://localhost";
}

/**
 * The JSON object in a body; an empty body is an empty object.
 *
 * @throws {@link Refusal} 400 or 413
 */
export function parseJsonObject({ body, headers }: Incoming): Record<string, unknown> {
  if (body.kind === "too large") {
    throw new Refusal(413, "Request body is too large.");
  }
  if (body.bytes.length === 0) {
    return {};
  }
  if (!/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "")) {
    throw badRequest("Content-Type must be application/json.");
  }
  const value = parseJson(body.bytes);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw badRequest("Request body must be a JSON object.");
  }
  return value as Record<string, unknown>;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw badRequest("Request body is not valid JSON.");
  }
}
