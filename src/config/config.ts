import type { Profile } from "../../tools/profile.ts";
import type { DoorKind } from "../gate/doors.ts";
import type { Person } from "../gate/policy.ts";
import type { KeyPair } from "../store/credentials.ts";

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
  /** What people and assistants are told of it. */
  readonly description?: string;
  /** Ids of the channels where commands in Slack mean this account; none of them is another's. */
  readonly slackChannels?: readonly string[];
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
  /** The master key that everything is to be put under; absent: another generated file. */
  readonly newSecretKey?: string;
  /** Absent: no Slack. */
  readonly slack?: SlackConfig;
  /** Further doors through which a person can answer a ticket. */
  readonly doors: readonly DoorKind[];
  readonly policy: PolicySettings;
  /** What of the operations MCP clients are offered. */
  readonly profile: Profile;
  /** What a reply to an MCP client costs at most, in tokens. */
  readonly replyTokens: number;
  readonly stop: StopConfig;
  readonly telemetry: TelemetryConfig;
}

/** How the server ends once it is told to. */
export interface StopConfig {
  /** How long calls are still taken while it says that it is not ready, in milliseconds. */
  readonly delayMs: number;
  /** How long what is under way may go on after that, in milliseconds. */
  readonly withinMs: number;
}

/** What the program tells of itself while it runs. */
export interface TelemetryConfig {
  readonly log: {
    /** The least that is written. */
    readonly level: "trace" | "debug" | "info" | "warn" | "error" | "silent";
    /** `auto`: for people on a terminal, JSON elsewhere. */
    readonly format: "auto" | "json" | "pretty";
  };
  /** Absent: none. */
  readonly metrics?: {
    /** Who shows it may read them; absent: programs on this machine, where it alone is served. */
    readonly token?: string;
  };
  /** Absent: none. */
  readonly traces?: TracesConfig;
}

/** The collector of OpenTelemetry that traces go to. */
export interface TracesConfig {
  /** The whole URL that spans are posted to. */
  readonly url: string;
  /** Sent along: what the collector wants to see. */
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
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
  /** What is asked for beside `openid`, with spaces between. */
  readonly scopes?: string;
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

/** What is allowed, as far as settings say it; the rest stands in the policy. */
export interface PolicySettings {
  /** The policy file; absent: the policy is inline, or the default. */
  readonly file?: string;
  /** The policy that stands in the file of settings itself: what it says, and which file to watch. */
  readonly inline?: { readonly content: unknown; readonly file: string };
  readonly readOnly: boolean;
  readonly deny: readonly string[];
  /** Known beside those of the file. */
  readonly people?: readonly Person[];
}

/** Where the server is reached over HTTP, without a slash at the end. */
export function urlOf({ host, port, publicUrl }: HttpConfig): string {
  return publicUrl ?? `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
