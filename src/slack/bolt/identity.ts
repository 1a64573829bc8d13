import type { webApi } from "@slack/bolt";
import { app } from "../app.ts";
import { toFault } from "./fault.ts";
import { SlackStartError } from "./receiving.ts";

/** What the app is in its workspace. */
export interface Identity {
  readonly teamId: string;
  readonly botUserId: string;
  readonly botId: string;
}

/**
 * What a bot token stands for.
 *
 * @throws {@link SlackStartError} when Slack does not take it, when it is another team's than expected, or when it lacks
 * scopes.
 */
export async function identityOf(
  client: webApi.WebClient,
  expectedTeamId: string | undefined,
): Promise<Identity> {
  const answer = await client.auth.test().catch(explain);
  const { team_id: teamId, user_id: botUserId, bot_id: botId } = answer;
  if (teamId === undefined || botUserId === undefined || botId === undefined) {
    throw new SlackStartError(
      "Slack: this is no bot token; copy the Bot User OAuth Token, which begins with xoxb-.",
    );
  }
  if (expectedTeamId !== undefined && teamId !== expectedTeamId) {
    throw new SlackStartError(
      `Slack: the bot token belongs to team ${teamId}, not to ${expectedTeamId}; use the token of that team.`,
    );
  }
  checkScopes(answer.response_metadata?.scopes);
  return { teamId, botUserId, botId };
}

/** Slack tells the scopes in a header, which a proxy may drop. */
function checkScopes(scopes: readonly string[] | undefined): void {
  const missing = scopes === undefined ? [] : app.scopes.filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return;
  throw new SlackStartError(
    `Slack: the bot token lacks ${missing.join(", ")}; add this under OAuth & Permissions and install the app again.`,
  );
}

function explain(error: unknown): never {
  const fault = toFault("auth.test", error);
  throw new SlackStartError(
    fault.kind === "refused"
      ? `Slack does not take the bot token (${fault.reason}); copy the Bot User OAuth Token, which begins with xoxb-.`
      : `Slack cannot be reached (${fault.reason}); check the network and the address of the Web API.`,
    { cause: fault },
  );
}
