import { homedir } from "node:os";
import { join } from "node:path";
import { isLocal } from "./addresses.ts";
import type {
  AccessConfig,
  Account,
  Config,
  HttpConfig,
  OidcConfig,
  PolicySettings,
  SlackConfig,
  TelemetryConfig,
  TracesConfig,
} from "./config.ts";
import type { Values } from "./settings.ts";

/** What settings that fit say. */
export function toConfig(
  set: Values,
  accounts: readonly Account[],
  inline: PolicySettings["inline"],
): Config {
  const slack = slackFrom(set);
  const access = accessFrom(set);
  const oidc = oidcFrom(set);
  return {
    accounts,
    ...(slack === undefined ? {} : { slack }),
    ...(access === undefined ? {} : { access }),
    ...(oidc === undefined ? {} : { oidc }),
    http: httpFrom(set),
    revealMs: set.SSS_OPS_REVEAL_MINUTES * 60_000,
    stateDirectory: set.SSS_OPS_STATE_DIR ?? join(stateHome(set), "sss-ops"),
    doors: set.SSS_OPS_DOORS,
    profile: set.SSS_OPS_PROFILE,
    replyTokens: set.SSS_OPS_REPLY_TOKENS,
    stop: {
      delayMs: set.SSS_OPS_STOP_DELAY * 1_000,
      withinMs: set.SSS_OPS_STOP_SECONDS * 1_000,
    },
    ...(set.DATABASE_URL === undefined ? {} : { databaseUrl: set.DATABASE_URL }),
    ...(set.SSS_OPS_SECRET_KEY === undefined ? {} : { secretKey: set.SSS_OPS_SECRET_KEY }),
    ...(set.SSS_OPS_NEW_SECRET_KEY === undefined ? {} : { newSecretKey: set.SSS_OPS_NEW_SECRET_KEY }),
    policy: policyFrom(set, inline),
    telemetry: telemetryFrom(set),
  };
}

function stateHome({ XDG_STATE_HOME: home }: Values): string {
  return home ?? join(homedir(), ".local", "state");
}

function policyFrom(set: Values, inline: PolicySettings["inline"]): PolicySettings {
  const { SSS_OPS_POLICY: file, SSS_OPS_READ_ONLY: readOnly, SSS_OPS_DENY: deny } = set;
  if (inline !== undefined) return { inline, readOnly, deny };
  return { ...(file === undefined ? {} : { file }), readOnly, deny };
}

function httpFrom(set: Values): HttpConfig {
  return {
    host: set.SSS_OPS_HOST,
    port: set.SSS_OPS_PORT,
    ...(set.SSS_OPS_PUBLIC_URL === undefined ? {} : { publicUrl: set.SSS_OPS_PUBLIC_URL }),
    trustedProxies: set.SSS_OPS_TRUSTED_PROXIES,
    isLocal: isLocal(set.SSS_OPS_HOST, set.SSS_OPS_PUBLIC_URL),
  };
}

function accessFrom(set: Values): AccessConfig | undefined {
  if (set.SSS_OPS_AUTH === undefined) return undefined;
  const tokens = set.SSS_OPS_AUTH.includes("token");
  if (set.SSS_OPS_OAUTH_ISSUER === undefined) return { tokens };
  const audience = set.SSS_OPS_OAUTH_AUDIENCE;
  return {
    tokens,
    oauth: { issuer: set.SSS_OPS_OAUTH_ISSUER, ...(audience === undefined ? {} : { audience }) },
  };
}

function oidcFrom(set: Values): OidcConfig | undefined {
  if (set.SSS_OPS_OIDC_ISSUER === undefined || set.SSS_OPS_OIDC_CLIENT_ID === undefined) return undefined;
  const clientSecret = set.SSS_OPS_OIDC_CLIENT_SECRET;
  const scopes = set.SSS_OPS_OIDC_SCOPES;
  return {
    issuer: set.SSS_OPS_OIDC_ISSUER,
    clientId: set.SSS_OPS_OIDC_CLIENT_ID,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(scopes === undefined ? {} : { scopes }),
  };
}

function slackFrom(set: Values): SlackConfig | undefined {
  if (set.SLACK_BOT_TOKEN === undefined) return undefined;
  const http = { host: set.SSS_OPS_HOST, port: set.SSS_OPS_SLACK_PORT };
  return {
    botToken: set.SLACK_BOT_TOKEN,
    ...(set.SLACK_APP_TOKEN === undefined ? {} : { appToken: set.SLACK_APP_TOKEN }),
    // With both, Socket Mode: it needs no address that Slack can reach.
    ...(set.SLACK_APP_TOKEN !== undefined || set.SLACK_SIGNING_SECRET === undefined
      ? {}
      : { http: { ...http, signingSecret: set.SLACK_SIGNING_SECRET } }),
    ...(set.SSS_OPS_SLACK_TEAM === undefined ? {} : { teamId: set.SSS_OPS_SLACK_TEAM }),
    ...(set.SSS_OPS_SLACK_API_URL === undefined ? {} : { apiUrl: set.SSS_OPS_SLACK_API_URL }),
    ...(set.SSS_OPS_SLACK_CHANNEL === undefined ? {} : { channel: set.SSS_OPS_SLACK_CHANNEL }),
    language: set.SSS_OPS_SLACK_LANGUAGE,
    watchMs: set.SSS_OPS_SLACK_WATCH * 1_000,
  };
}

function telemetryFrom(set: Values): TelemetryConfig {
  const traces = tracesFrom(set);
  const token = set.SSS_OPS_METRICS_TOKEN;
  return {
    log: { level: set.SSS_OPS_LOG_LEVEL, format: set.SSS_OPS_LOG_FORMAT },
    ...(set.SSS_OPS_METRICS ? { metrics: token === undefined ? {} : { token } } : {}),
    ...(traces === undefined ? {} : { traces }),
  };
}

function tracesFrom(set: Values): TracesConfig | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: whole } = set;
  const url = whole ?? (endpoint === undefined ? undefined : `${endpoint.replace(/\/+$/, "")}/v1/traces`);
  if (url === undefined) return undefined;
  return { url, headers: set.OTEL_EXPORTER_OTLP_HEADERS ?? {}, serviceName: set.OTEL_SERVICE_NAME };
}
