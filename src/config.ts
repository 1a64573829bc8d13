import { homedir } from "node:os";
import { join } from "node:path";
import type { Profile } from "../tools/profile.ts";
import type { DoorKind } from "./gate/doors.ts";
import type { Person } from "./gate/policy.ts";
import { type Variables, isLocal, variables } from "./settings.ts";
import { endpointsOf } from "./sss/endpoints.ts";
import type { KeyPair } from "./store/credentials.ts";

/** An account of the real service (or of any server that speaks its API). */
export interface Account {
  /** What people and assistants call it; `default` for the one that the environment describes. */
  readonly name: string;
  readonly credentials: KeyPair;
  readonly region: string;
  readonly keystoneUrl: string;
  readonly sssUrl: string;
  /** Whether `sssUrl` counts, or the catalog of the token where it has one. */
  readonly endpointFrom: "catalog" | "settings";
  readonly version: "v1.0" | "v2";
  readonly tenantId?: string;
}

/** Everything the server is told from outside. */
export interface Config {
  /** Each by another name; none: the built-in sandbox. */
  readonly accounts: readonly Account[];
  readonly http: HttpConfig;
  /** Who may call the MCP endpoint; absent: whoever runs programs on this machine, as its user. */
  readonly access?: AccessConfig;
  /** How people sign in to the console from elsewhere; absent: by a link that whoever runs the server is given. */
  readonly oidc?: OidcConfig;
  /** How long a secret waits to be looked at, in milliseconds. */
  readonly revealMs: number;
  readonly stateDirectory: string;
  /** A PostgreSQL that several machines share; absent: a SQLite file in the state directory. */
  readonly databaseUrl?: string;
  /** The master key of seals and audit; absent: a generated file in the state directory. */
  readonly secretKey?: string;
  /** Absent: no Slack. */
  readonly slack?: SlackConfig;
  /** Further doors through which a person can answer a ticket. */
  readonly doors: readonly DoorKind[];
  readonly policy: PolicySettings;
  /** What of the operations MCP clients are offered. */
  readonly profile: Profile;
  /** What a reply to an MCP client costs at most, in tokens. */
  readonly replyTokens: number;
}

/** Where HTTP is served. */
export interface HttpConfig {
  readonly host: string;
  readonly port: number;
  /** The origin by which others reach it, such as behind a proxy; without a slash at the end. */
  readonly publicUrl?: string;
  /** Addresses and networks of the proxies before it. */
  readonly trustedProxies: readonly string[];
  /** Only this machine can reach it. */
  readonly isLocal: boolean;
}

/** By what callers of the MCP endpoint show who they are; at least one. */
export interface AccessConfig {
  /** Tokens that the server itself has issued count. */
  readonly tokens: boolean;
  readonly oauth?: OAuthConfig;
}

/** The authorization server whose access tokens count. */
export interface OAuthConfig {
  readonly issuer: string;
  /** Whom tokens have to be for; absent: the URL of the MCP endpoint. */
  readonly audience?: string;
}

/** The OpenID provider of the console. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string;
}

/** How Slack is connected; Socket Mode with an app token, HTTP with a signing secret. */
export interface SlackConfig {
  readonly botToken: string;
  readonly appToken?: string;
  readonly http?: { readonly signingSecret: string; readonly host: string; readonly port: number };
  readonly teamId?: string;
  readonly apiUrl?: string;
  /** Where cards go. */
  readonly channel?: string;
  readonly language: "en" | "ja";
  /** The pause between two looks at the approval requests of SSS, in milliseconds; 0 for never. */
  readonly watchMs: number;
}

/** What is allowed, as far as variables say it; the rest stands in the policy file. */
export interface PolicySettings {
  readonly file?: string;
  readonly readOnly: boolean;
  readonly deny: readonly string[];
  /** Known beside those of the file. */
  readonly people?: readonly Person[];
}

/** Thrown when variables do not fit; lists every fault, one to a line, and never a value that may be secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * The configuration that the environment describes; an empty variable counts as unset.
 *
 * @throws {@link ConfigError} listing every variable that does not fit.
 */
export function configFrom(environment: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = variables.safeParse(set);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${String(issue.path[0])}: ${issue.message}`);
    throw new ConfigError(`The configuration does not fit:\n${faults.join("\n")}`);
  }
  const account = accountFrom(parsed.data);
  const slack = slackFrom(parsed.data);
  const access = accessFrom(parsed.data);
  const oidc = oidcFrom(parsed.data);
  return {
    accounts: account === undefined ? [] : [account],
    ...(slack === undefined ? {} : { slack }),
    ...(access === undefined ? {} : { access }),
    ...(oidc === undefined ? {} : { oidc }),
    http: httpFrom(parsed.data),
    revealMs: parsed.data.SSS_OPS_REVEAL_MINUTES * 60_000,
    stateDirectory:
      parsed.data.SSS_OPS_STATE_DIR ??
      join(parsed.data.XDG_STATE_HOME ?? join(homedir(), ".local", "state"), "sss-ops"),
    doors: parsed.data.SSS_OPS_DOORS,
    profile: parsed.data.SSS_OPS_PROFILE,
    replyTokens: parsed.data.SSS_OPS_REPLY_TOKENS,
    ...(parsed.data.DATABASE_URL === undefined ? {} : { databaseUrl: parsed.data.DATABASE_URL }),
    ...(parsed.data.SSS_OPS_SECRET_KEY === undefined ? {} : { secretKey: parsed.data.SSS_OPS_SECRET_KEY }),
    policy: {
      ...(parsed.data.SSS_OPS_POLICY === undefined ? {} : { file: parsed.data.SSS_OPS_POLICY }),
      readOnly: parsed.data.SSS_OPS_READ_ONLY,
      deny: parsed.data.SSS_OPS_DENY,
    },
  };
}

/** Where the server is reached over HTTP, without a slash at the end. */
export function urlOf({ host, port, publicUrl }: HttpConfig): string {
  return publicUrl ?? `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function accountFrom(set: Variables): Account | undefined {
  if (set.SSS_API_KEY === undefined || set.SSS_API_SECRET === undefined) return undefined;
  const preset = endpointsOf(set.SSS_REGION);
  return {
    name: "default",
    credentials: { apiKey: set.SSS_API_KEY, apiSecret: set.SSS_API_SECRET },
    region: set.SSS_REGION,
    keystoneUrl: set.SSS_KEYSTONE_URL ?? preset.keystoneUrl,
    sssUrl: set.SSS_URL ?? preset.sssUrl,
    endpointFrom: set.SSS_FORCE_ENDPOINT ? "settings" : "catalog",
    version: set.SSS_API_VERSION,
    ...(set.SSS_TENANT_ID === undefined ? {} : { tenantId: set.SSS_TENANT_ID }),
  };
}

function httpFrom(set: Variables): HttpConfig {
  return {
    host: set.SSS_OPS_HOST,
    port: set.SSS_OPS_PORT,
    ...(set.SSS_OPS_PUBLIC_URL === undefined ? {} : { publicUrl: set.SSS_OPS_PUBLIC_URL }),
    trustedProxies: set.SSS_OPS_TRUSTED_PROXIES,
    isLocal: isLocal(set),
  };
}

function accessFrom(set: Variables): AccessConfig | undefined {
  if (set.SSS_OPS_AUTH === undefined) return undefined;
  const tokens = set.SSS_OPS_AUTH.includes("token");
  if (set.SSS_OPS_OAUTH_ISSUER === undefined) return { tokens };
  const audience = set.SSS_OPS_OAUTH_AUDIENCE;
  return {
    tokens,
    oauth: { issuer: set.SSS_OPS_OAUTH_ISSUER, ...(audience === undefined ? {} : { audience }) },
  };
}

function oidcFrom(set: Variables): OidcConfig | undefined {
  if (set.SSS_OPS_OIDC_ISSUER === undefined || set.SSS_OPS_OIDC_CLIENT_ID === undefined) return undefined;
  const clientSecret = set.SSS_OPS_OIDC_CLIENT_SECRET;
  return {
    issuer: set.SSS_OPS_OIDC_ISSUER,
    clientId: set.SSS_OPS_OIDC_CLIENT_ID,
    ...(clientSecret === undefined ? {} : { clientSecret }),
  };
}

function slackFrom(set: Variables): SlackConfig | undefined {
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
