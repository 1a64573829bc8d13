import { homedir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { operationNamed } from "../tools/index.ts";
import type { DoorKind } from "./gate/doors.ts";
import type { Person } from "./gate/policy.ts";
import { endpointsOf, regions } from "./sss/endpoints.ts";
import type { KeyPair } from "./store/credentials.ts";

/** An account of the real service (or of any server that speaks its API). */
export interface Account {
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
  /** Absent: the built-in sandbox. */
  readonly account?: Account;
  readonly http: { readonly host: string; readonly port: number };
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

const doors = z
  .string()
  .transform(split)
  .pipe(z.array(z.enum(["terminal", "slack"], { error: "expected terminal or slack" })));

const variables = z
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
      .enum(["127.0.0.1", "localhost", "::1"], {
        error: "expected an address of this machine, such as 127.0.0.1",
      })
      .default("127.0.0.1")
      .describe("address to listen on; only this machine can connect"),
    SSS_OPS_PORT: port.default(3_939).describe("port to listen on; 0 for any free one"),
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
        "further doors for consent, with commas between: `terminal`, `slack` (of a server beside this one, on the same store)",
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
  );

/** The environment variables that are read, each with what it is for and its default. */
export const settings = Object.entries(variables.shape).map(([name, schema]) => ({
  name,
  description: schema.description ?? "",
  default: schema instanceof z.ZodDefault ? String(schema.def.defaultValue) : "",
}));

type Variables = z.output<typeof variables>;

/**
 * The configuration that the environment describes; an empty variable counts as unset.
 *
 * @throws {@link ConfigError} listing every variable that does not fit.
 */
export function configFrom(environment: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = variables.safeParse(set);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigError(`The configuration does not fit:\n${faults.join("\n")}`);
  }
  const account = accountFrom(parsed.data);
  const slack = slackFrom(parsed.data);
  return {
    ...(account === undefined ? {} : { account }),
    ...(slack === undefined ? {} : { slack }),
    http: { host: parsed.data.SSS_OPS_HOST, port: parsed.data.SSS_OPS_PORT },
    stateDirectory:
      parsed.data.SSS_OPS_STATE_DIR ??
      join(parsed.data.XDG_STATE_HOME ?? join(homedir(), ".local", "state"), "sss-ops"),
    doors: parsed.data.SSS_OPS_DOORS,
    ...(parsed.data.DATABASE_URL === undefined ? {} : { databaseUrl: parsed.data.DATABASE_URL }),
    ...(parsed.data.SSS_OPS_SECRET_KEY === undefined ? {} : { secretKey: parsed.data.SSS_OPS_SECRET_KEY }),
    policy: {
      ...(parsed.data.SSS_OPS_POLICY === undefined ? {} : { file: parsed.data.SSS_OPS_POLICY }),
      readOnly: parsed.data.SSS_OPS_READ_ONLY,
      deny: parsed.data.SSS_OPS_DENY,
    },
  };
}

function accountFrom(set: Variables): Account | undefined {
  if (set.SSS_API_KEY === undefined || set.SSS_API_SECRET === undefined) return undefined;
  const preset = endpointsOf(set.SSS_REGION);
  return {
    credentials: { apiKey: set.SSS_API_KEY, apiSecret: set.SSS_API_SECRET },
    region: set.SSS_REGION,
    keystoneUrl: set.SSS_KEYSTONE_URL ?? preset.keystoneUrl,
    sssUrl: set.SSS_URL ?? preset.sssUrl,
    endpointFrom: set.SSS_FORCE_ENDPOINT ? "settings" : "catalog",
    version: set.SSS_API_VERSION,
    ...(set.SSS_TENANT_ID === undefined ? {} : { tenantId: set.SSS_TENANT_ID }),
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

/** Keys travel over this URL: nothing but TLS, or a server on this machine. */
function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (
    protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname))
  );
}

/** Also of doors that do not fit: that is told by itself. */
function opensSlack(given: readonly string[] | undefined): boolean {
  return given?.includes("slack") ?? false;
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
