import { slackUserOf } from "../../slack/people/principal.ts";
import { SlackFault } from "../../slack/surface.ts";
import { approversIn } from "../approvers.ts";
import { type Check, defineCheck } from "../check.ts";
import { type Finding, fault, reasonIn, ok, skipped, warning } from "../finding.ts";
import type { WithSlack } from "../means.ts";
import { aboutPort } from "./server.ts";

const install =
  "In the app's settings, OAuth & Permissions: copy the Bot User OAuth Token (xoxb-…) into SLACK_BOT_TOKEN.";
const noBot = "Slack says nothing of the bot token: see there.";

const token = defineCheck({
  id: "slack-token",
  group: "slack",
  title: "Bot token",
  needs: "slack",
  async run({ look }) {
    try {
      const { name, team } = await look.bot();
      return ok(`It is ${name} in ${team}.`);
    } catch (error) {
      return toldFault(error, "the bot token", install);
    }
  },
});

const scopes = defineCheck({
  id: "slack-scopes",
  group: "slack",
  title: "Scopes",
  needs: "slack",
  async run({ look }) {
    const bot = await look.bot().catch(() => undefined);
    if (bot === undefined) return skipped(noBot);
    const { missingScopes: missing } = bot;
    if (missing === undefined)
      return skipped("Slack's answer does not tell them; a proxy may drop the header.");
    if (missing.length === 0) return ok("They are those of manifest.json.");
    return fault(
      `The bot token lacks ${missing.join(", ")}.`,
      "In the app's settings: add them under OAuth & Permissions (or paste manifest.json), and install the app again.",
    );
  },
});

const team = defineCheck({
  id: "slack-team",
  group: "slack",
  title: "Workspace",
  needs: "slack",
  async run({ look, slack }) {
    const bot = await look.bot().catch(() => undefined);
    if (bot === undefined) return skipped(noBot);
    const { teamId, team: name } = bot;
    return slack.teamId === undefined || slack.teamId === teamId
      ? ok(`${name} (${teamId}).`)
      : fault(
          `The bot token belongs to ${teamId}, and SSS_OPS_SLACK_TEAM is ${slack.teamId}.`,
          `Set SSS_OPS_SLACK_TEAM=${teamId}, or SLACK_BOT_TOKEN to the token of that workspace.`,
        );
  },
});

const receiving = defineCheck({
  id: "slack-receiving",
  group: "slack",
  title: "Way from Slack",
  needs: "slack",
  async run(means) {
    const { look, slack } = means;
    // Slack's own endpoint answers nobody who does not sign, so that what listens there cannot be told from another.
    if (slack.http !== undefined) return aboutPort(slack.http, "SSS_OPS_SLACK_PORT", means, () => true);
    try {
      await look.socket();
      return ok("Slack offers a socket to the app-level token.");
    } catch (error) {
      return toldFault(
        error,
        "the app-level token",
        "In the app's settings: Socket Mode on; under Basic Information an app-level token with connections:write (xapp-…) into SLACK_APP_TOKEN.",
      );
    }
  },
});

const channel = defineCheck({
  id: "slack-channel",
  group: "slack",
  title: "Approvals channel",
  needs: "slack",
  async run({ look, slack, store, now }) {
    if (slack.channel === undefined) {
      return warning(
        "No channel is set: nobody is asked in Slack.",
        "Set SSS_OPS_SLACK_CHANNEL to its id (C…).",
      );
    }
    const bot = await look.bot().catch(() => undefined);
    if (bot === undefined) return skipped(noBot);
    const invite = `In the channel, type: /invite @${bot.name}`;
    if (!(await look.knowsChannel(slack.channel)))
      return fault(
        `Slack knows no channel ${slack.channel} for this app.`,
        `${invite} (or correct SSS_OPS_SLACK_CHANNEL).`,
      );
    const cards = await cardsIn(store, now());
    if (cards.some(({ ts, channel: where }) => ts !== undefined && where === slack.channel))
      return ok("A card stands in it.");
    if (cards.some(({ refusals }) => refusals !== undefined))
      return fault("Slack refuses the cards that wait to be posted in it.", invite);
    return skipped(
      `Slack knows ${slack.channel}. Whether the app may post there shows with the first card: the scopes of the manifest let it ask nothing more. ${invite}`,
    );
  },
});

const people = defineCheck({
  id: "slack-approvers",
  group: "slack",
  title: "Approvers in Slack",
  needs: "slack",
  async run({ look, policy }) {
    const bot = await look.bot().catch(() => undefined);
    if (bot === undefined) return skipped(noBot);
    const named = policy === undefined ? [] : approversIn(policy).filter((one) => one.startsWith("slack:"));
    if (named.length === 0) return skipped("No approver of the policy comes from Slack.");
    const faults = (await Promise.all(named.map((one) => faultOfPerson(one, bot.teamId, look)))).flat();
    return faults.length === 0
      ? ok(`All ${named.length} are members of the workspace.`)
      : fault(
          `${faults.join("; ")}.`,
          "Correct or remove them in the policy; a member's id is in their profile under ⋮ (Copy member ID).",
        );
  },
});

/** Slack, by questions that post nothing. */
export const slackChecks: readonly Check[] = [token, scopes, team, receiving, channel, people];

function toldFault(error: unknown, what: string, fix: string): Finding {
  if (error instanceof SlackFault && error.kind === "refused")
    return fault(`Slack does not take ${what} (${reasonOf(error)}).`, fix);
  return fault(
    `Slack cannot be reached (${reasonOf(error)}).`,
    "Check DNS and firewall (curl -sv https://slack.com/api/api.test) and Slack's status page.",
  );
}

function reasonOf(error: unknown): string {
  return error instanceof SlackFault ? error.reason : reasonIn(error);
}

async function cardsIn(
  store: WithSlack["store"],
  now: number,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const opened = await store().catch(() => undefined);
  return ((await opened?.notes.list("slack-card", now)) ?? []).map(({ value }) => value);
}

/** Why somebody of the policy cannot answer in Slack; empty where they can. */
async function faultOfPerson(
  principal: string,
  teamId: string,
  look: WithSlack["look"],
): Promise<readonly string[]> {
  const userId = slackUserOf(principal);
  if (userId === undefined || !principal.startsWith(`slack:${teamId}/`))
    return [`${principal} is not of this workspace (slack:${teamId}/U…)`];
  try {
    const { isDeleted, isBot, isGuest, isStranger } = await look.user(userId);
    if (isDeleted) return [`${principal} is deactivated`];
    if (isBot) return [`${principal} is a bot`];
    return isGuest || isStranger ? [`${principal} is no full member`] : [];
  } catch (error) {
    return [`${principal} is unknown to Slack (${reasonOf(error)})`];
  }
}
