import type { Config } from "../config/config.ts";
import type { Person } from "../gate/policy.ts";
import { startFakeSlack } from "../sandbox/slack/server.ts";
import { app } from "../slack/app.ts";

/** A made-up Slack with people in it, and the configuration that connects to it. */
export interface SlackSandbox {
  readonly config: Config;
  /** Where it can be tried in a browser. */
  readonly pageUrl: string;
  close(): Promise<void>;
}

/**
 * Starts a made-up Slack beside whatever is configured. Without a policy file its people are known: hanako and kenji may
 * approve, and everybody may ask.
 */
export async function startSlackSandbox(config: Config): Promise<SlackSandbox> {
  const slack = await startFakeSlack({
    shortcuts: [{ callbackId: app.shortcut, name: "Run an SSS operation" }],
  });
  const { team, users, channels, botToken, appToken, apiUrl } = slack;
  const person = (name: keyof typeof users, mayApprove: boolean): Person => ({
    principal: `slack:${team.id}/${users[name].id}`,
    mayApprove,
  });
  const people = [
    person("hanako", true),
    person("kenji", true),
    person("taro", false),
    person("alice", false),
  ];
  return {
    config: {
      ...config,
      slack: { botToken, appToken, apiUrl, channel: channels.approvals.id, language: "en", watchMs: 10_000 },
      policy: isWritten(config) ? config.policy : { ...config.policy, people },
    },
    pageUrl: slack.pageUrl,
    close: () => slack.stop(),
  };
}

function isWritten({ policy: { file, inline } }: Config): boolean {
  return file !== undefined || inline !== undefined;
}
