import { onTestFinished } from "vitest";
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from "../../../src/sandbox/slack/server.ts";
import { policyFile } from "../../gate/flow/flow.ts";
import type { Patient } from "../clinic.ts";
import type { Break } from "./break.ts";

/** A workspace of its own, with the variables that connect to it. */
export async function startWorkspace(options: FakeSlackOptions = {}) {
  const slack = await startFakeSlack(options);
  onTestFinished(() => slack.stop());
  const environment: Record<string, string> = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SSS_OPS_SLACK_API_URL: slack.apiUrl,
    SSS_OPS_SLACK_CHANNEL: slack.channels.approvals.id,
  };
  return { slack, environment };
}

async function withSettings(
  settings: Record<string, string> | ((slack: FakeSlack) => Promise<Record<string, string>>),
  options: FakeSlackOptions = {},
): Promise<Patient> {
  const { slack, environment } = await startWorkspace(options);
  const more = typeof settings === "function" ? await settings(slack) : settings;
  return { environment: { ...environment, ...more } };
}

async function approvedBy(...names: readonly (keyof FakeSlack["users"])[]): Promise<Patient> {
  return withSettings(async ({ team, users }) => {
    const people = names.map(
      (name) => `{ principal: "slack:${team.id}/${users[name].id}", mayApprove: true }`,
    );
    return { SSS_OPS_POLICY: await policyFile(`people: [${people.join(", ")}]`) };
  });
}

/** Breaks of Slack. */
export const slackBreaks: readonly Break[] = [
  {
    id: "slack-token",
    when: "Slack does not know it",
    prepare: () => withSettings({ SLACK_BOT_TOKEN: "xoxb-nobodys" }),
    state: "fault",
    found: "does not take the bot token (invalid_auth)",
    fix: "SLACK_BOT_TOKEN",
  },
  {
    id: "slack-token",
    when: "Slack is down",
    prepare: () =>
      withSettings(async ({ faults }) => {
        faults.down = true;
        return {};
      }),
    state: "fault",
    found: "cannot be reached",
    fix: "slack.com",
  },
  {
    id: "slack-token",
    when: "Slack does not answer",
    prepare: async () => ({
      ...(await withSettings(async ({ faults }) => {
        faults.hang("auth.test");
        return {};
      })),
      withinMs: 500,
    }),
    state: "fault",
    found: "cannot be reached (No answer within 0.3 s)",
    fix: "slack.com",
  },
  {
    id: "slack-scopes",
    when: "one was not given",
    prepare: () => withSettings({}, { scopes: ["commands", "chat:write"] }),
    state: "fault",
    found: "lacks users:read",
    fix: "manifest.json",
  },
  {
    id: "slack-team",
    when: "the token is of another workspace",
    prepare: () => withSettings({ SSS_OPS_SLACK_TEAM: "T0ELSEWHERE" }),
    state: "fault",
    found: "T0ELSEWHERE",
    fix: "SSS_OPS_SLACK_TEAM=T0SANDBOX1",
  },
  {
    id: "slack-receiving",
    when: "the app-level token is wrong",
    prepare: () => withSettings({ SLACK_APP_TOKEN: "xapp-1-wrong" }),
    state: "fault",
    found: "does not take the app-level token",
    fix: "connections:write",
  },
  {
    id: "slack-channel",
    when: "there is none of that id",
    prepare: () => withSettings({ SSS_OPS_SLACK_CHANNEL: "C0NOWHERE" }),
    state: "fault",
    found: "knows no channel C0NOWHERE",
    fix: "/invite @sss-ops",
  },
  {
    id: "slack-channel",
    when: "none is set",
    prepare: () => withSettings({ SSS_OPS_SLACK_CHANNEL: "" }),
    state: "warning",
    found: "No channel is set",
    fix: "SSS_OPS_SLACK_CHANNEL",
  },
  {
    id: "slack-approvers",
    when: "one has left",
    prepare: () => approvedBy("hanako", "gone"),
    state: "fault",
    found: "is deactivated",
    fix: "policy",
  },
  {
    id: "slack-approvers",
    when: "one is a guest, and one an app",
    prepare: () => approvedBy("guest", "robot"),
    state: "fault",
    found: "is a bot",
    fix: "policy",
  },
];
