import { areOneOrApart, isLocal, isLoopback } from "./addresses.ts";
import type { Values, Variable } from "./settings.ts";

/** What several settings have to be together. */
export interface Together {
  /** Where it is told when it does not hold. */
  readonly at: Variable;
  readonly message: string;
  holds(values: Values): boolean;
}

/** Checked also where single settings do not fit, so that all faults are told at once: those are there as texts. */
export const together: readonly Together[] = [
  {
    at: "SLACK_BOT_TOKEN",
    message:
      "Slack takes SLACK_BOT_TOKEN together with SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP); set none of them for no Slack",
    holds: (set) =>
      (set.SLACK_BOT_TOKEN !== undefined) ===
      (set.SLACK_APP_TOKEN !== undefined || set.SLACK_SIGNING_SECRET !== undefined),
  },
  {
    at: "SSS_OPS_SLACK_CHANNEL",
    message:
      "is of no use without Slack: set SLACK_BOT_TOKEN with SLACK_APP_TOKEN, or slack in SSS_OPS_DOORS where another server on the same store is connected to Slack",
    holds: (set) =>
      set.SSS_OPS_SLACK_CHANNEL === undefined || set.SLACK_BOT_TOKEN !== undefined || opensSlack(set),
  },
  {
    at: "SSS_OPS_SLACK_CHANNEL",
    message:
      "is wanted by slack in SSS_OPS_DOORS: set the channel where approvers answer, or take slack out of SSS_OPS_DOORS",
    holds: (set) =>
      set.SSS_OPS_SLACK_CHANNEL !== undefined || set.SLACK_BOT_TOKEN === undefined || !opensSlack(set),
  },
  {
    at: "SSS_OPS_SLACK_PORT",
    message: "is the port of SSS_OPS_PORT: set another one",
    holds: (set) =>
      set.SLACK_SIGNING_SECRET === undefined ||
      set.SLACK_APP_TOKEN !== undefined ||
      set.SSS_OPS_SLACK_PORT !== set.SSS_OPS_PORT ||
      set.SSS_OPS_PORT === 0,
  },
  {
    at: "SSS_OPS_AUTH",
    message: "others than this machine can connect: set token, oauth or both, so that they show who they are",
    holds: (set) => set.SSS_OPS_AUTH !== undefined || isLocal(set.SSS_OPS_HOST, set.SSS_OPS_PUBLIC_URL),
  },
  {
    at: "SSS_OPS_PUBLIC_URL",
    message: "set it to the origin by which others reach the server; requests to other names are refused",
    holds: (set) => isLoopback(set.SSS_OPS_HOST) || set.SSS_OPS_PUBLIC_URL !== undefined,
  },
  {
    at: "SSS_OPS_OAUTH_ISSUER",
    message: "it belongs together with oauth in SSS_OPS_AUTH: set both, or neither",
    holds: (set) =>
      (set.SSS_OPS_AUTH?.includes("oauth") ?? false) === (set.SSS_OPS_OAUTH_ISSUER !== undefined),
  },
  {
    at: "SSS_OPS_OIDC_CLIENT_ID",
    message: "SSS_OPS_OIDC_ISSUER and SSS_OPS_OIDC_CLIENT_ID belong together: set both, or neither",
    holds: (set) => (set.SSS_OPS_OIDC_ISSUER === undefined) === (set.SSS_OPS_OIDC_CLIENT_ID === undefined),
  },
  {
    at: "SSS_OPS_OAUTH_AUDIENCE",
    message: "it must not be the console's client id: a sign-in would count as an access token",
    holds: (set) =>
      set.SSS_OPS_OAUTH_AUDIENCE === undefined || set.SSS_OPS_OAUTH_AUDIENCE !== set.SSS_OPS_OIDC_CLIENT_ID,
  },
  {
    at: "SSS_OPS_OIDC_ISSUER",
    message:
      "it is on the host of SSS_OPS_OAUTH_ISSUER, but another issuer: people are told apart by host, so use one for both",
    holds: (set) => areOneOrApart(set.SSS_OPS_OAUTH_ISSUER, set.SSS_OPS_OIDC_ISSUER),
  },
];

function opensSlack({ SSS_OPS_DOORS: doors }: Values): boolean {
  return doors.includes("slack");
}
