import { toErrorBody } from "./errors.ts";
import type { Refusal } from "./errors.ts";

/** What the sandbox answers. Without a body the answer is empty. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** 200 with a body. */
export function ok(body: Fields): Reply {
  return { status: 200, body };
}

/** 201 with a body. */
export function created(body: Fields): Reply {
  return { status: 201, body };
}

/** 202 with a body. */
export function accepted(body: Fields): Reply {
  return { status: 202, body };
}

/** 204, and nothing more to say. */
export const noContent: Reply = { status: 204 };

/** The reply to a request that was turned down. */
export function toRefusalReply(refusal: Refusal): Reply {
  return { status: refusal.status, headers: refusal.headers, body: toErrorBody(refusal) };
}

/** The bytes of a reply's body; none for an answer without content. */
export function toBytes({ body }: Reply): Buffer {
  return Buffer.from(body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body));
}

/** The headers of a reply whose body has so many bytes. */
export function toHeaders({ status, headers }: Reply, length: number): Record<string, string> {
  return {
    ...(length === 0 ? {} : { "Content-Type": "application/json" }),
    ...(status === 204 ? {} : { "Content-Length": String(length) }),
    ...headers,
  };
}
