import { channel, oneOf, port, text, url, whole } from "../kinds.ts";
import type { Declared } from "../setting.ts";

/** How Slack is connected. */
export const slackSettings = {
  SLACK_BOT_TOKEN: {
    key: "slack.botToken",
    what: {
      en: "bot token of the Slack app; without it there is no Slack",
      ja: "Slackアプリのボットトークン。未設定の場合はSlackを使わない",
    },
    schema: text.regex(/^xoxb-\S+$/, "expected a bot token, which begins with xoxb-").optional(),
    isSecret: true,
  },
  SLACK_APP_TOKEN: {
    key: "slack.appToken",
    what: {
      en: "app-level token for Socket Mode, the usual way to connect",
      ja: "Socket Mode（通常の接続方法）のアプリレベルトークン",
    },
    schema: text.regex(/^xapp-\S+$/, "expected an app-level token, which begins with xapp-").optional(),
    isSecret: true,
  },
  SLACK_SIGNING_SECRET: {
    key: "slack.signingSecret",
    what: {
      en: "signing secret, to take Slack's requests over HTTP instead",
      ja: "Socket Modeの代わりにHTTPでSlackのリクエストを受ける場合の署名シークレット",
    },
    schema: text.min(16, "expected the signing secret of the Slack app").optional(),
    isSecret: true,
  },
  SSS_OPS_SLACK_PORT: {
    key: "slack.port",
    what: {
      en: "port for Slack's requests over HTTP, at `/slack/events`, behind your TLS proxy",
      ja: "HTTPでSlackのリクエストを受けるポート（`/slack/events`、TLSプロキシの背後）",
    },
    schema: port.default(3_940),
  },
  SSS_OPS_SLACK_CHANNEL: {
    key: "slack.channel",
    what: {
      en: "id of the channel where approvers answer; invite the app into it",
      ja: "承認者が回答するチャンネルのID。アプリを招待しておく",
    },
    schema: channel.optional(),
    example: "C0123ABCD",
  },
  SSS_OPS_SLACK_TEAM: {
    key: "slack.team",
    what: {
      en: "team whose requests are taken; default: the bot's own",
      ja: "リクエストを受け付けるチーム。既定はボットのチーム",
    },
    schema: text.regex(/^T[A-Z0-9]{2,}$/, "expected a team id, such as T0123ABCD").optional(),
    example: "T0123ABCD",
  },
  SSS_OPS_SLACK_LANGUAGE: {
    key: "slack.language",
    what: {
      en: "language of channels; people are answered in theirs",
      ja: "チャンネルでの言語。個人への応答は本人の言語",
    },
    schema: oneOf(["en", "ja"]).default("en"),
  },
  SSS_OPS_SLACK_WATCH: {
    key: "slack.watchSeconds",
    what: {
      en: "seconds between two looks at the approval requests of SSS; 0 for never",
      ja: "SSSの許可リクエストを確認する間隔（秒）。0 は確認しない",
    },
    schema: whole("seconds", 0, 99_999)
      .refine((seconds) => seconds === 0 || seconds >= 5, "expected at least 5 seconds, or 0 for never")
      .default(60),
  },
  SSS_OPS_SLACK_API_URL: {
    key: "slack.apiUrl",
    what: {
      en: "Slack's Web API; for the sandbox's stand-in",
      ja: "SlackのWeb APIのURL（サンドボックスの架空のSlack用）",
    },
    schema: url.optional(),
    example: "https://slack.com/api/",
  },
} satisfies Record<string, Declared>;
