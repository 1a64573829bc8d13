import { once } from "node:events";
import { type IncomingMessage, type RequestOptions, request } from "node:http";
import { text } from "node:stream/consumers";

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

/** Sends a request as no `fetch` would: with any Host, and any text for a path. */
export async function sendRaw(
  origin: string,
  path: string,
  options: RequestOptions = {},
  body = "",
): Promise<RawAnswer> {
  const { port } = new URL(origin);
  const sent = request({ host: "127.0.0.1", port, path, ...options });
  sent.end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, text: await text(response) };
}
