import { isIP } from "node:net";
import * as z from "zod";
import { operationNamed } from "../tools/index.ts";
import { parseProfile } from "../tools/profile.ts";
import { isNetwork } from "./http/caller-address.ts";
import { regions } from "./sss/endpoints.ts";

const url = z.string().refine(isSafeUrl, "expected an https URL (http only on this machine)");
const flag = z.stringbool({ error: "expected true or false" });

const port = z
  .string()
  .regex(/^\d{1,5}$/, "expected a port from 0 to 65535")
  .transform(Number)
  .refine((number) => number <= 65_535, "expected a port from 0 to 65535");

const operationNames = z
  .string()
  .transform(split)
  .refine((names) => names.every(isOperation), "expected names of operations, with commas between");

const ways = z
  .string()
  .transform(split)
  .pipe(
    z
      .array(z.enum(["token", "oauth"], { error: "expected token or oauth" }))
      .min(1, "expected token or oauth"),
  );

const publicUrl = url
  .refine(isOrigin, "expected an origin without a path, such as https://ops.example.com")
  .transform((text) => new URL(text).origin);

const networks = z
  .string()
  .transform(split)
  .refine(
    (texts) => texts.every(isNetwork),
    "expected addresses or networks, such as 10.0.0.0/8, with commas between",
  );

const doors = z
  .string()
  .transform(split)
  .pipe(z.array(z.enum(["terminal", "slack", "page"], { error: "expected terminal, slack or page" })));

const profile = z.string().transform((text, context) => {
  const read = parseProfile(text);
  if ("profile" in read) return read.profile;
  context.addIssue({ code: "custom", message: read.fault });
  return z.NEVER;
});

/** The environment variables by name; what does not fit is an issue at its name. */
export const variables = z
  .object({
    SSS_API_KEY: z
      .string()
      .optional()
      .describe("API key of the account; without it the built-in sandbox is used"),
    SSS_API_SECRET: z.string().optional().describe("API secret of the account"),
    SSS_REGION: z
      .enum(regions, { error: `expected one of ${regions.join(", ")}` })
      .default("gl1")
      .describe("region whose Keystone and SSS are called"),
    SSS_KEYSTONE_URL: url.optional().describe("Keystone v3 URL, in place of the region's"),
    SSS_URL: url.optional().describe("SSS URL up to `/api`, in place of the region's"),
    SSS_FORCE_ENDPOINT: flag
      .default(false)
      .describe("use the SSS URL even where the token's catalog names another"),
    SSS_TENANT_ID: z.string().optional().describe("tenant to scope the token to"),
    SSS_API_VERSION: z
      .enum(["v1.0", "v2"], { error: "expected v1.0 or v2" })
      .default("v1.0")
      .describe("version to call where an operation is in both"),
    SSS_OPS_HOST: z
      .string()
      .refine(isHost, "expected an address to listen on, such as 127.0.0.1 or 0.0.0.0")
      .default("127.0.0.1")
      .describe(
        "address to listen on; any but one of this machine's own takes SSS_OPS_AUTH and SSS_OPS_PUBLIC_URL",
      ),
    SSS_OPS_PORT: port.default(3_939).describe("port to listen on; 0 for any free one"),
    SSS_OPS_PUBLIC_URL: publicUrl
      .optional()
      .describe("origin by which others reach the server, such as https://ops.example.com"),
    SSS_OPS_TRUSTED_PROXIES: networks
      .default([])
      .describe(
        "addresses or networks (such as 10.0.0.0/8) of your proxies, with commas between: the limits then count the callers that `X-Forwarded-For` names, not the proxy",
      ),
    SSS_OPS_AUTH: ways
      .optional()
      .describe(
        "what callers of MCP over HTTP have to show, with a comma between: `token` (of `sss-ops token create`), `oauth` (of SSS_OPS_OAUTH_ISSUER)",
      ),
    SSS_OPS_OAUTH_ISSUER: url
      .optional()
      .describe("issuer of the access tokens that count, as it writes itself in them"),
    SSS_OPS_OAUTH_AUDIENCE: z
      .string()
      .optional()
      .describe("audience the access tokens have to be for; default: the URL of the MCP endpoint"),
    SSS_OPS_OIDC_ISSUER: url
      .optional()
      .describe("OpenID provider by which people sign in to the console; without it by a link"),
    SSS_OPS_OIDC_CLIENT_ID: z.string().optional().describe("client of the console at that provider"),
    SSS_OPS_OIDC_CLIENT_SECRET: z.string().optional().describe("secret of that client, where it has one"),
    SSS_OPS_REVEAL_MINUTES: z
      .string()
      .regex(/^\d{1,4}$/, "expected minutes from 1 to 1440")
      .transform(Number)
      .refine((minutes) => minutes >= 1 && minutes <= 1_440, "expected minutes from 1 to 1440")
      .default(15)
      .describe("minutes that a new password or key waits to be looked at, once"),
    SSS_OPS_STATE_DIR: z
      .string()
      .optional()
      .describe("directory of sealed secrets and of the rotated API key; default `$XDG_STATE_HOME/sss-ops`"),
    SSS_OPS_SECRET_KEY: z
      .string()
      .min(32, "expected at least 32 characters")
      .optional()
      .describe(
        "master key of seals and audit, at least 32 characters; replicas share it; default: a generated file",
      ),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "expected a postgresql:// URL")
      .optional()
      .describe("PostgreSQL that holds tickets and audit, for several machines; default: a SQLite file"),
    SSS_OPS_POLICY: z.string().optional().describe("policy file: who may approve, rules, freezes, limits"),
    SSS_OPS_DOORS: doors
      .default([])
      .describe(
        "further doors for consent, with commas between: `terminal`; `slack` and `page` of a server beside this one, on the same store",
      ),
    SLACK_BOT_TOKEN: z
      .string()
      .regex(/^xoxb-\S+$/, "expected a bot token, which begins with xoxb-")
      .optional()
      .describe("bot token of the Slack app; without it there is no Slack"),
    SLACK_APP_TOKEN: z
      .string()
      .regex(/^xapp-\S+$/, "expected an app-level token, which begins with xapp-")
      .optional()
      .describe("app-level token for Socket Mode, the usual way to connect"),
    SLACK_SIGNING_SECRET: z
      .string()
      .min(16, "expected the signing secret of the Slack app")
      .optional()
      .describe("signing secret, to take Slack's requests over HTTP instead"),
    SSS_OPS_SLACK_PORT: port
      .default(3_940)
      .describe("port for Slack's requests over HTTP, at `/slack/events`, behind your TLS proxy"),
    SSS_OPS_SLACK_CHANNEL: z
      .string()
      .regex(/^[CG][A-Z0-9]{2,}$/, "expected a channel id, such as C0123ABCD")
      .optional()
      .describe("id of the channel where approvers answer; invite the app into it"),
    SSS_OPS_SLACK_TEAM: z
      .string()
      .regex(/^T[A-Z0-9]{2,}$/, "expected a team id, such as T0123ABCD")
      .optional()
      .describe("team whose requests are taken; default: the bot's own"),
    SSS_OPS_SLACK_LANGUAGE: z
      .enum(["en", "ja"], { error: "expected en or ja" })
      .default("en")
      .describe("language of channels; people are answered in theirs"),
    SSS_OPS_SLACK_WATCH: z
      .string()
      .regex(/^\d{1,5}$/, "expected seconds, 0 for never")
      .transform(Number)
      .refine((seconds) => seconds === 0 || seconds >= 5, "expected at least 5 seconds, or 0 for never")
      .default(60)
      .describe("seconds between two looks at the approval requests of SSS; 0 for never"),
    SSS_OPS_SLACK_API_URL: url.optional().describe("Slack's Web API; for the sandbox's stand-in"),
    SSS_OPS_READ_ONLY: flag.default(false).describe("refuse every write"),
    SSS_OPS_DENY: operationNames.default([]).describe("names of operations to refuse, with commas between"),
    SSS_OPS_PROFILE: profile
      .prefault("full")
      .describe(
        "what assistants are offered, with commas between: `full` or `search`; `read-only`, `no-destroy`; toolsets and names of operations, `*` for any part, `-` in front to leave out",
      ),
    SSS_OPS_REPLY_TOKENS: z
      .string()
      .regex(/^\d{1,6}$/, "expected tokens from 500 to 100000")
      .transform(Number)
      .refine((tokens) => tokens >= 500 && tokens <= 100_000, "expected tokens from 500 to 100000")
      .default(4_000)
      .describe("tokens that a reply to an assistant costs at most; longer ones are shown in pages or cut"),
    XDG_STATE_HOME: z
      .string()
      .optional()
      .describe("where programs keep their state; default `~/.local/state`"),
  })
  .refine(
    ({ SSS_API_KEY, SSS_API_SECRET }) => (SSS_API_KEY === undefined) === (SSS_API_SECRET === undefined),
    {
      path: ["SSS_API_SECRET"],
      message: "SSS_API_KEY and SSS_API_SECRET belong together: set both, or neither for the sandbox",
      // Also when other variables do not fit, so that all faults are listed at once.
      when: () => true,
    },
  )
  .refine(
    ({ SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET }) =>
      (SLACK_BOT_TOKEN !== undefined) ===
      (SLACK_APP_TOKEN !== undefined || SLACK_SIGNING_SECRET !== undefined),
    {
      path: ["SLACK_BOT_TOKEN"],
      message:
        "Slack takes SLACK_BOT_TOKEN together with SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP); set none of them for no Slack",
      when: () => true,
    },
  )
  .refine(
    ({ SSS_OPS_SLACK_CHANNEL, SLACK_BOT_TOKEN, SSS_OPS_DOORS }) =>
      SSS_OPS_SLACK_CHANNEL === undefined || SLACK_BOT_TOKEN !== undefined || opensSlack(SSS_OPS_DOORS),
    {
      path: ["SSS_OPS_SLACK_CHANNEL"],
      message:
        "is of no use without Slack: set SLACK_BOT_TOKEN with SLACK_APP_TOKEN, or slack in SSS_OPS_DOORS where another server on the same store is connected to Slack",
      when: () => true,
    },
  )
  .refine(
    ({ SSS_OPS_SLACK_CHANNEL, SLACK_BOT_TOKEN, SSS_OPS_DOORS }) =>
      SSS_OPS_SLACK_CHANNEL !== undefined || SLACK_BOT_TOKEN === undefined || !opensSlack(SSS_OPS_DOORS),
    {
      path: ["SSS_OPS_SLACK_CHANNEL"],
      message:
        "is wanted by slack in SSS_OPS_DOORS: set the channel where approvers answer, or take slack out of SSS_OPS_DOORS",
      when: () => true,
    },
  )
  .refine(
    ({ SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SSS_OPS_SLACK_PORT, SSS_OPS_PORT }) =>
      SLACK_SIGNING_SECRET === undefined ||
      SLACK_APP_TOKEN !== undefined ||
      SSS_OPS_SLACK_PORT !== SSS_OPS_PORT ||
      SSS_OPS_PORT === 0,
    {
      path: ["SSS_OPS_SLACK_PORT"],
      message: "is the port of SSS_OPS_PORT: set another one",
      when: () => true,
    },
  )
  .refine(({ SSS_OPS_AUTH, ...set }) => SSS_OPS_AUTH !== undefined || isLocal(set), {
    path: ["SSS_OPS_AUTH"],
    message: "others than this machine can connect: set token, oauth or both, so that they show who they are",
    when: () => true,
  })
  .refine(
    ({ SSS_OPS_HOST, SSS_OPS_PUBLIC_URL }) => isLoopback(SSS_OPS_HOST) || SSS_OPS_PUBLIC_URL !== undefined,
    {
      path: ["SSS_OPS_PUBLIC_URL"],
      message: "set it to the origin by which others reach the server; requests to other names are refused",
      when: () => true,
    },
  )
  .refine(
    ({ SSS_OPS_AUTH, SSS_OPS_OAUTH_ISSUER }) =>
      (SSS_OPS_AUTH?.includes("oauth") ?? false) === (SSS_OPS_OAUTH_ISSUER !== undefined),
    {
      path: ["SSS_OPS_OAUTH_ISSUER"],
      message: "it belongs together with oauth in SSS_OPS_AUTH: set both, or neither",
      when: () => true,
    },
  )
  .refine(
    ({ SSS_OPS_OIDC_ISSUER, SSS_OPS_OIDC_CLIENT_ID }) =>
      (SSS_OPS_OIDC_ISSUER === undefined) === (SSS_OPS_OIDC_CLIENT_ID === undefined),
    {
      path: ["SSS_OPS_OIDC_CLIENT_ID"],
      message: "SSS_OPS_OIDC_ISSUER and SSS_OPS_OIDC_CLIENT_ID belong together: set both, or neither",
      when: () => true,
    },
  )
  .refine(
    ({ SSS_OPS_OAUTH_AUDIENCE, SSS_OPS_OIDC_CLIENT_ID }) =>
      SSS_OPS_OAUTH_AUDIENCE === undefined || SSS_OPS_OAUTH_AUDIENCE !== SSS_OPS_OIDC_CLIENT_ID,
    {
      path: ["SSS_OPS_OAUTH_AUDIENCE"],
      message: "it must not be the console's client id: a sign-in would count as an access token",
      when: () => true,
    },
  )
  .refine(
    ({ SSS_OPS_OAUTH_ISSUER, SSS_OPS_OIDC_ISSUER }) =>
      areOneOrApart(SSS_OPS_OAUTH_ISSUER, SSS_OPS_OIDC_ISSUER),
    {
      path: ["SSS_OPS_OIDC_ISSUER"],
      message:
        "it is on the host of SSS_OPS_OAUTH_ISSUER, but another issuer: people are told apart by host, so use one for both",
      when: () => true,
    },
  );

/** The environment variables that are read, each with what it is for and its default. */
export const settings = Object.entries(variables.shape).map(([name, schema]) => ({
  name,
  description: schema.description ?? "",
  default: schema instanceof z.ZodDefault ? String(schema.def.defaultValue) : "",
}));

/** The variables that fit, read. */
export type Variables = z.output<typeof variables>;

/** Keys travel over this URL: nothing but TLS, or a server on this machine. */
function isSafeUrl(text: string): boolean {
  const read = parsed(text);
  return read?.protocol === "https:" || (read?.protocol === "http:" && isLoopback(read.hostname));
}

/** Leaves it to the check before it whether that is a URL at all. */
function isOrigin(text: string): boolean {
  const read = parsed(text);
  return read === undefined || read.href === `${read.origin}/`;
}

function isHost(text: string): boolean {
  return isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text);
}

/** Whether an address, or a name in a URL, leads to this machine only. */
function isLoopback(host: string | undefined): boolean {
  return host !== undefined && ["127.0.0.1", "localhost", "::1", "[::1]"].includes(host);
}

/** Whether only this machine reaches the server: behind a public name a proxy lets others in, wherever it listens. */
export function isLocal(set: {
  readonly SSS_OPS_HOST: string;
  readonly SSS_OPS_PUBLIC_URL?: string | undefined;
}): boolean {
  const { SSS_OPS_HOST: host, SSS_OPS_PUBLIC_URL: known } = set;
  return isLoopback(host) && (known === undefined || isLoopback(parsed(known)?.hostname));
}

/** Whether two issuers are the same or on different hosts. */
function areOneOrApart(left: string | undefined, right: string | undefined): boolean {
  return (
    left === undefined || right === undefined || left === right || parsed(left)?.host !== parsed(right)?.host
  );
}

/** The checks over several variables meet those that do not fit as well. */
function parsed(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isOperation(name: string): boolean {
  return operationNamed(name) !== undefined;
}

function split(names: string): string[] {
  return names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** Also of doors that do not fit: that is told by itself. */
function opensSlack(given: readonly string[] | undefined): boolean {
  return given?.includes("slack") ?? false;
}
