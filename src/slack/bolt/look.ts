import { app } from "../app.ts";
import type { SlackUser } from "../surface.ts";
import { type SlackSettings, openWeb, slackApiUrl } from "./connect.ts";
import { destinationsOf } from "./destinations.ts";
import { toFault } from "./fault.ts";
import { createSlackLogger } from "./log.ts";

/** What a bot token stands for, as Slack tells. */
export interface SlackBot {
  readonly teamId: string;
  readonly team: string;
  readonly name: string;
  /** Of those the app asks for, the ones it was not given; undefined where Slack does not tell. */
  readonly missingScopes?: readonly string[];
}

/**
 * Questions to Slack that post nothing and connect nothing. Everything in it throws {@link SlackFault}; a call that is over
 * Slack's limits is not waited for.
 */
export interface SlackLook {
  bot(): Promise<SlackBot>;
  /** Has Slack make an address for a socket, which nobody connects to. */
  socket(): Promise<void>;
  /** Whether Slack knows a channel for this app; a private one it knows only with the app in it. */
  knowsChannel(channel: string): Promise<boolean>;
  user(userId: string): Promise<SlackUser>;
  /** Gives up what is under way. */
  end(): void;
}

/** Asks Slack with the tokens of the settings. */
export function lookAtSlack({
  botToken,
  appToken,
  apiUrl = slackApiUrl,
}: Pick<SlackSettings, "botToken" | "appToken" | "apiUrl">): SlackLook {
  // What it warns of is told by what is thrown.
  const shared = { apiUrl, destinations: destinationsOf(apiUrl), logger: createSlackLogger(() => {}) };
  const bot = openWeb(botToken, shared);
  const socket = openWeb(appToken ?? "", shared);
  return {
    bot: () =>
      asked("auth.test", async () => {
        const { team_id = "", team = "", user = "", response_metadata } = await bot.client.auth.test();
        const scopes = response_metadata?.scopes;
        const missing = app.scopes.filter((scope) => scopes?.includes(scope) === false);
        return {
          teamId: team_id,
          team,
          name: user,
          ...(scopes === undefined ? {} : { missingScopes: missing }),
        };
      }),
    socket: () =>
      asked("apps.connections.open", async () => void (await socket.client.apps.connections.open({}))),
    knowsChannel: (channel) => knows(() => bot.client.chat.getPermalink({ channel, message_ts: noMessage })),
    user: (userId) => bot.surface.user(userId),
    end() {
      bot.end();
      socket.end();
    },
  };
}

/** No channel has a message of the year 1970. */
const noMessage = "1.000000";

async function asked<Answer>(method: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw toFault(method, error);
  }
}

/** A link to a message is refused for the message where the channel is known, and takes no scope. */
async function knows(link: () => Promise<unknown>): Promise<boolean> {
  const fault = await link().then(
    () => undefined,
    (error: unknown) => toFault("chat.getPermalink", error),
  );
  if (fault === undefined || fault.reason === "message_not_found") return true;
  if (fault.reason === "channel_not_found") return false;
  throw fault;
}
