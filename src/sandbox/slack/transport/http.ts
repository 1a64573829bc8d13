import { request } from "node:http";
import type { IncomingMessage } from "node:http";
import { fieldsOf } from "../plain.ts";
import type { Envelope, Receipt } from "./envelope.ts";
import { signatureOf } from "./signature.ts";

/** Where the app listens, and how it is spoken to. */
interface RequestUrl {
  readonly url: string;
  readonly signingSecret: string;
  /** How long the app has to answer, in milliseconds. */
  readonly ackMs: number;
}

/** Posts a payload to the app's request URL, signed. */
export function post({ url, signingSecret, ackMs }: RequestUrl, envelope: Envelope): Promise<Receipt> {
  const body = bodyOf(envelope);
  return new Promise((resolve) => {
    // Nobody listens there, or not for long enough: Slack makes no difference.
    const giveUp = () => resolve({ acked: false, ack: undefined });
    // A connection of its own each time: one kept open could be gone unnoticed when the app was started again.
    const outgoing = request(url, {
      method: "POST",
      agent: false,
      headers: headersOf(envelope, signatureOf(signingSecret, body, envelope.signature)),
      signal: AbortSignal.timeout(ackMs),
    });
    outgoing.on("error", giveUp);
    outgoing.on("response", (response) => {
      response.on("error", giveUp);
      collect(response, (text) => resolve(toReceipt(response, text)));
    });
    outgoing.end(envelope.signature?.body ?? body);
  });
}

function bodyOf({ type, payload }: Envelope): string {
  if (type === "events_api") return JSON.stringify(payload);
  if (type === "interactive") return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(fieldsOf(payload) as Record<string, string>).toString();
}

function headersOf({ type, retry }: Envelope, signature: Record<string, string>): Record<string, string> {
  return {
    "content-type": type === "events_api" ? "application/json" : "application/x-www-form-urlencoded",
    "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    ...signature,
    ...(retry !== undefined && {
      "x-slack-retry-num": String(retry.num),
      "x-slack-retry-reason": retry.reason,
    }),
  };
}

function collect(response: IncomingMessage, done: (text: string) => void): void {
  const chunks: Buffer[] = [];
  response.on("data", (chunk: Buffer) => chunks.push(chunk));
  response.on("end", () => done(Buffer.concat(chunks).toString()));
}

function toReceipt({ statusCode: status = 0, headers }: IncomingMessage, text: string): Receipt {
  return { acked: status >= 200 && status < 300, status, ack: toAck(headers["content-type"], text) };
}

/** A body of plain text is the text of a message. */
function toAck(contentType: string | undefined, text: string): unknown {
  if (text === "") return undefined;
  return contentType?.startsWith("application/json") === true ? parsed(text) : { text };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}
