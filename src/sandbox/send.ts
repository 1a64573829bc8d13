import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { FaultKind } from "./faults.ts";
import { toBytes, toHeaders } from "./reply.ts";
import type { Reply } from "./reply.ts";

/**
 * Sends a reply, in the way the fault that struck after the deed wants it.
 *
 * @returns the status that went out, or undefined when no whole answer did
 */
export async function send(
  response: ServerResponse,
  reply: Reply,
  fault: FaultKind | undefined,
): Promise<number | undefined> {
  switch (fault?.kind) {
    case "cut-after":
      response.destroy();
      return undefined;
    case "half-body":
      return sendHalf(response, reply);
    case "huge-body":
      return sendHuge(response, reply.status, fault.bytes);
    case "not-json": {
      const body = "<html><body><h1>It works!</h1></body></html>";
      return sendWhole(response, {
        ...reply,
        status: reply.status === 204 ? 200 : reply.status,
        headers: { ...reply.headers, "Content-Type": "text/html" },
        body,
      });
    }
    case "status":
    case "gateway":
    case "iam-denial":
    case "sss-error":
    case "cut-before":
    case "hang":
    case "latency":
    case undefined:
      return sendWhole(response, reply);
  }
}

function sendWhole(response: ServerResponse, reply: Reply): number {
  const bytes = toBytes(reply);
  response.writeHead(reply.status, toHeaders(reply, bytes.length));
  response.end(bytes);
  return reply.status;
}

function sendHalf(response: ServerResponse, reply: Reply): undefined {
  const bytes = toBytes(reply);
  if (bytes.length === 0) {
    response.destroy();
    return undefined;
  }
  response.writeHead(reply.status, toHeaders(reply, bytes.length));
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.destroy());
  return undefined;
}

/** Written in pieces, at the pace it is read: the sandbox never holds it whole. */
async function sendHuge(response: ServerResponse, status: number, bytes: number): Promise<number> {
  response.writeHead(status === 204 ? 200 : status, { "Content-Type": "application/json" });
  await pipeline(filler(bytes), response);
  return status;
}

function* filler(bytes: number): Generator<string | Buffer> {
  const [head, tail] = ['{"filler":"', '"}'];
  const piece = Buffer.alloc(65_536, "x");
  yield head;
  for (let left = bytes - head.length - tail.length; left > 0; left -= piece.length) {
    yield piece.subarray(0, Math.min(left, piece.length));
  }
  yield tail;
}
