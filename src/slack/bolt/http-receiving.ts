import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { HTTPReceiver, type Logger } from "@slack/bolt";
import { type Receiving, SlackStartError, lastAnswersMs } from "./receiving.ts";
import { within } from "../within.ts";

/** Where requests are taken, and the secret that they are signed with. */
export interface HttpSettings {
  readonly signingSecret: string;
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
}

const path = "/slack/events";
const mostBytes = 256 * 1_024;
const slowestRequestMs = 10_000;
/** How far a clock may be ahead of ours. Bolt takes requests from any time to come, and five minutes from the past. */
const mostAheadMs = 60_000;

/**
 * Takes signed requests at `/slack/events`.
 *
 * @throws {@link SlackStartError} when the signing secret is empty or, once started, the port is taken.
 */
export function createHttpReceiving({ signingSecret, host, port }: HttpSettings, logger: Logger): Receiving {
  if (signingSecret === "") {
    throw new SlackStartError(
      "Slack: the signing secret is empty; copy it from the app's Basic Information.",
    );
  }
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: path,
    bodyLimit: mostBytes,
    logger,
    processEventErrorHandler: ({ response }) => Promise.resolve(refuseUnread(response)),
  });
  const server = createServer({ requestTimeout: slowestRequestMs }, (request, response) => {
    const status = refusalOf(request);
    if (status !== undefined) return refuse(response, status);
    receiver.requestListener(withPlainContentType(request), response);
  });
  return {
    receiver,
    transport: "http",
    start: () => listen(server, host, port),
    isConnected: () => server.listening,
    stop: () => close(server),
  };
}

/** The status for a request that Bolt is not troubled with. */
function refusalOf({ url, method, headers }: IncomingMessage): number | undefined {
  if (url?.split("?")[0] !== path) return 404;
  if (method !== "POST") return 405;
  const sentAt = Number(headers["x-slack-request-timestamp"]) * 1_000;
  return sentAt > Date.now() + mostAheadMs ? 401 : undefined;
}

/** What Bolt cannot read is signed by Slack and still none of its payloads; faults of ours come another way. */
function refuseUnread(response: ServerResponse): true {
  if (!response.headersSent) refuse(response, 400);
  return true;
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: "close", ...(status === 405 ? { allow: "POST" } : {}) });
  response.end();
}

/** Bolt compares the whole header, and some proxies add a charset to it. */
function withPlainContentType(request: IncomingMessage): IncomingMessage {
  const type = request.headers["content-type"];
  if (type !== undefined) request.headers["content-type"] = type.split(";", 1).join("").trim().toLowerCase();
  return request;
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code ?? "unknown";
      reject(
        new SlackStartError(`Slack: cannot listen on ${host}, port ${port} (${reason}); set another one.`),
      );
    });
    server.listen(port, host, () => {
      const { address, family, port: bound } = server.address() as AddressInfo;
      resolve(`http://${family === "IPv6" ? `[${address}]` : address}:${bound}${path}`);
    });
  });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  await within(lastAnswersMs, closed);
  server.closeAllConnections();
  await closed;
}
