import { setMaxListeners } from "node:events";
import { webApi } from "@slack/bolt";
import { type Allows, destinationsOf, isSafeApiUrl } from "./destinations.ts";
import { hear } from "./hear.ts";
import { type HttpSettings, createHttpReceiving } from "./http-receiving.ts";
import { identityOf } from "./identity.ts";
import { createListener } from "./listener.ts";
import { createSlackLogger } from "./log.ts";
import { guardedFetch } from "./outgoing.ts";
import type { SlackObserver } from "../observer.ts";
import type { Handlers } from "../payloads.ts";
import { type Receiving, SlackStartError } from "./receiving.ts";
import { createReplays } from "./replays.ts";
import { createRunning } from "./running.ts";
import { type SocketOptions, createSocketReceiving } from "./socket-receiving.ts";
import type { Surface } from "../surface.ts";
import { within } from "../within.ts";
import { createWebSurface } from "./web-surface.ts";

/** How the app reaches Slack, and Slack the app: over a socket or over HTTP, one of the two. */
export interface SlackSettings {
  readonly botToken: string;
  /** The app-level token of Socket Mode. */
  readonly appToken?: string;
  /** Where Slack's requests are taken in HTTP mode. */
  readonly http?: HttpSettings;
  /** The team that the bot token has to belong to. Only what comes from the token's own team is taken in any case. */
  readonly teamId?: string;
  /** The address of the Web API, for a stand-in of Slack: https, or http on this machine. */
  readonly apiUrl?: string;
}

/** What is known once Slack has taken the bot token. */
export interface Known {
  readonly surface: Surface;
  readonly teamId: string;
}

/** A connection to Slack. */
export interface SlackConnection extends Known {
  /** Where Slack's requests are taken in HTTP mode. */
  readonly url?: string;
  /** Whether Slack can deliver just now, as far as is known here. */
  isConnected(): boolean;
  /**
   * Takes nothing more, gives work that was begun five seconds, and what the caller still has to end three, and then lets go
   * of the network.
   */
  stop(others?: Promise<unknown>): Promise<void>;
}

/** What a connection is watched with. */
export interface ConnectOptions {
  readonly onFault: (error: unknown) => void;
  readonly observe?: SlackObserver | undefined;
  /** Whether a delivery is new to all replicas; asked before any work. */
  readonly seen?: (id: string) => Promise<boolean>;
  /** Gives a start up that is under way; afterwards the connection is stopped as any other. */
  readonly signal?: AbortSignal | undefined;
}

/** Slack's own Web API. */
export const slackApiUrl = "https://slack.com/api/";
const lastWorkMs = 5_000;
const lastOthersMs = 3_000;

/**
 * Connects to Slack and hands what people do there to handlers.
 *
 * @throws {@link SlackStartError} when tokens, team, scopes, address or port do not fit, or Slack cannot be reached.
 */
export async function connectSlack(
  settings: SlackSettings,
  createHandlers: (known: Known) => Handlers,
  options: ConnectOptions,
): Promise<SlackConnection> {
  const { onFault, signal } = options;
  const ends = open(settings, onFault);
  const giveUp = () => {
    ends.web.end();
    void ends.stopReceiving().catch(onFault);
  };
  signal?.addEventListener("abort", giveUp, { once: true });
  try {
    return await begin(ends, settings, createHandlers, options);
  } finally {
    signal?.removeEventListener("abort", giveUp);
  }
}

type Ends = ReturnType<typeof open>;

/** Both directions, of which nothing is used yet. */
function open(settings: SlackSettings, onFault: ConnectOptions["onFault"]) {
  const { botToken, apiUrl = slackApiUrl } = settings;
  checkApiUrl(apiUrl);
  const shared = {
    apiUrl,
    destinations: destinationsOf(apiUrl),
    logger: createSlackLogger(onFault),
    onFault,
  };
  const receiving = receivingOf(settings, shared);
  let stopped: Promise<void> | undefined;
  const stopReceiving = () => (stopped ??= receiving.stop());
  return { shared, receiving, stopReceiving, web: openWeb(botToken, shared) };
}

async function begin(
  { shared, receiving, stopReceiving, web: { client, surface, end } }: Ends,
  { botToken, teamId: expected }: SlackSettings,
  createHandlers: (known: Known) => Handlers,
  { onFault, observe, seen }: ConnectOptions,
): Promise<SlackConnection> {
  const { teamId, botUserId, botId } = await identityOf(client, expected);
  const known = { surface, teamId };
  const running = createRunning(onFault);
  const { receiver, transport } = receiving;
  const handlers = createHandlers(known);
  const isFirst = createReplays(Date.now);
  const listen = createListener({
    handlers,
    surface,
    teamId,
    transport,
    running,
    isFirst,
    seen,
    observe,
    onFault,
  });
  hear({ ...shared, receiver, authorization: { botToken, botId, botUserId, teamId }, listen });
  const url = await receiving.start();
  return {
    ...known,
    ...(url === undefined ? {} : { url }),
    isConnected: () => receiving.isConnected(),
    async stop(others = Promise.resolve()) {
      await stopReceiving();
      await Promise.all([within(lastWorkMs, running.ended()), within(lastOthersMs, others)]);
      end();
    },
  };
}

function checkApiUrl(apiUrl: string): void {
  if (isSafeApiUrl(apiUrl)) return;
  throw new SlackStartError("Slack: the address of the Web API has to be https, or http on this machine.");
}

type Shared = Omit<SocketOptions, "appToken">;

function receivingOf({ appToken, http }: SlackSettings, shared: Shared): Receiving {
  if (appToken !== undefined && http === undefined) return createSocketReceiving({ ...shared, appToken });
  if (http !== undefined && appToken === undefined) return createHttpReceiving(http, shared.logger);
  throw new SlackStartError(
    "Slack: give an app-level token (Socket Mode) or a signing secret (HTTP), and not both.",
  );
}

/** The Web API with a token, of which nothing is called yet; `end` gives up what is under way. */
export function openWeb(
  token: string,
  { apiUrl, destinations, logger }: Pick<Shared, "apiUrl" | "destinations" | "logger">,
) {
  const ending = new AbortController();
  // Every call under way listens to it, and there may be many.
  setMaxListeners(0, ending.signal);
  const fetchFrom = (isAllowed: Allows) => guardedFetch({ isAllowed, signal: ending.signal });
  const client = new webApi.WebClient(token, {
    slackApiUrl: apiUrl,
    fetch: fetchFrom(destinations.api),
    // Limits are waited out underneath: the client itself would let all other calls wait as well.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger,
  });
  const surface = createWebSurface(client, fetchFrom(destinations.responses));
  return { client, surface, end: () => ending.abort() };
}
