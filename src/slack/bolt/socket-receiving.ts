import { setTimeout as delay } from "node:timers/promises";
import { type Logger, SocketModeReceiver } from "@slack/bolt";
import type { Destinations } from "./destinations.ts";
import { toFault } from "./fault.ts";
import { guardedFetch } from "./outgoing.ts";
import { type Receiving, SlackStartError, lastAnswersMs } from "./receiving.ts";
import { within } from "../within.ts";
import { SlackFault } from "../surface.ts";

/** What a socket is opened with. */
export interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly destinations: Destinations;
  readonly logger: Logger;
  readonly onFault: (error: unknown) => void;
}

type Client = SocketModeReceiver["client"];

/** The one call that opens a connection. */
const method = "apps.connections.open";
const longestHelloMs = 15_000;
/** A connection that lived so long is replaced at once; otherwise something is wrong, and Slack is given time. */
const longLivedMs = 30_000;
const longestPauseMs = 30_000;

/**
 * Takes deliveries over a WebSocket, and connects again whenever it is closed: Slack itself does so every few hours.
 * The reconnecting of Slack's own client is not used: it waits five seconds each time, and ends the process when
 * Slack refuses a connection.
 *
 * @throws {@link SlackStartError} once started, when Slack takes no connection with this token.
 */
export function createSocketReceiving(options: SocketOptions): Receiving {
  const { destinations, onFault } = options;
  const stopping = new AbortController();
  const receiver = createReceiver(options, stopping.signal);
  const { client } = receiver;
  catchFaults(client, onFault);
  client.on("authenticated", ({ url }: { readonly url: string }) => {
    if (!destinations.sockets(new URL(url))) throw new SlackFault("unreached", method, "host_not_allowed");
  });
  let kept: Promise<void> | undefined;
  let isConnected = false;
  client.on("connected", () => (isConnected = true));
  client.on("disconnected", () => (isConnected = false));
  return {
    receiver,
    transport: "socket",
    async start() {
      await connect(client).catch(explain);
      kept = keepConnected(client, stopping.signal, onFault);
      return undefined;
    },
    isConnected: () => isConnected,
    async stop() {
      stopping.abort();
      await disconnect(client);
      await kept;
    },
  };
}

function createReceiver(
  { appToken, apiUrl, destinations, logger, onFault }: SocketOptions,
  signal: AbortSignal,
): SocketModeReceiver {
  // The client writes into these, so they are shared with nothing.
  const clientOptions = {
    slackApiUrl: apiUrl,
    fetch: guardedFetch({ isAllowed: destinations.api, signal }),
    retryConfig: { retries: 0 },
  };
  return new SocketModeReceiver({
    appToken,
    // What it logs as an error it also throws, or it is a lost connection, which is made good.
    logger: { ...logger, error: () => {} },
    autoReconnectEnabled: false,
    installerOptions: { clientOptions },
    processEventErrorHandler: ({ error }) => {
      onFault(error);
      return Promise.resolve(false);
    },
  });
}

/**
 * Slack's client takes messages in an asynchronous listener whose faults nobody catches, and there is one with every
 * message that it does not expect, such as word of too many events: the process would end.
 */
function catchFaults(client: Client, onFault: (error: unknown) => void): void {
  const listeners = client.listeners("ws_message");
  client.removeAllListeners("ws_message");
  client.on("ws_message", (...message: unknown[]) => {
    for (const listener of listeners) Promise.resolve(listener(...message)).catch(onFault);
  });
}

function explain(error: unknown): never {
  if (!(error instanceof SlackFault)) throw error;
  throw new SlackStartError(
    error.kind === "refused"
      ? `Slack does not take the app-level token (${error.reason}); it begins with xapp-, has the scope connections:write, and Socket Mode is on.`
      : `Slack's socket cannot be reached (${error.reason}); check the network.`,
    { cause: error },
  );
}

/** Resolves once Slack has said hello. @throws {@link SlackFault} when it does not. */
async function connect(client: Client): Promise<void> {
  const greeted = client.start().catch((error: unknown) => {
    throw toFault(method, error);
  });
  if ((await within(longestHelloMs, greeted)) !== undefined) return;
  await disconnect(client);
  throw new SlackFault("unreached", method, "no_hello");
}

/** Opens a new connection in the place of each one that ends. */
async function keepConnected(
  client: Client,
  signal: AbortSignal,
  onFault: (error: unknown) => void,
): Promise<void> {
  let end = ended(client);
  let brief = 0;
  while (!signal.aborted) {
    brief = (await end) < longLivedMs ? brief + 1 : 0;
    await pause(brief, signal);
    if (signal.aborted) return;
    end = connection(client, signal).catch((error: unknown) => {
      if (!signal.aborted) onFault(error);
      return 0;
    });
  }
}

/** A connection from its beginning to its end; gives the milliseconds that it lived. */
async function connection(client: Client, signal: AbortSignal): Promise<number> {
  await connect(client);
  const end = ended(client);
  if (signal.aborted) await disconnect(client);
  return end;
}

/** Resolves when the connection is gone, with the milliseconds that it lived. */
function ended(client: Client): Promise<number> {
  const since = Date.now();
  return new Promise((resolve) => {
    client.once("disconnected", () => resolve(Date.now() - since));
  });
}

/** None before the first attempt; later ones differ between replicas, which lose their connections together. */
async function pause(brief: number, signal: AbortSignal): Promise<void> {
  if (brief <= 1) return;
  const ms = Math.min(longestPauseMs, 500 * 2 ** brief) * (0.5 + Math.random() / 2);
  // It rejects for one reason only: the app is stopped.
  await delay(ms, undefined, { signal }).catch(() => {});
}

/** Says goodbye; a peer that does not answer to that is left without it. */
async function disconnect(client: Client): Promise<void> {
  const isClosed = await within(
    lastAnswersMs,
    client.disconnect().then(() => true),
  );
  if (isClosed === undefined) await client.disconnect();
}
