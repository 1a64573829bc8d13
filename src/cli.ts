#!/usr/bin/env node
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { userInfo } from "node:os";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { type House, accountWords, openHouse } from "./compose.ts";
import { type Config, ConfigError, configFrom, urlOf } from "./config.ts";
import { hostSetups } from "./hosts.ts";
import { createFaultLog } from "./log.ts";
import type { ChainHead } from "./store/records.ts";
import type { AuditFilter } from "./store/port.ts";
import type { KeptFace } from "./slack/keep-starting.ts";
import type { Console, ConsoleOptions } from "./web/app.ts";
import type { Terminal } from "./terminal/call.ts";
import type { TokenFlags } from "./terminal/tokens.ts";

const { version } = createRequire(import.meta.url)("#package") as { readonly version: string };
const sizes = ["small", "large"] as const;
const logFault = createFaultLog(log);

/** What a command of the terminal works with. */
interface Desk extends House {
  readonly terminal: Terminal;
  readonly principal: string;
  readonly isSandbox: boolean;
}

/** The flags of `sandbox`, as the command line has them. */
interface SandboxFlags {
  readonly port: number;
  readonly size: (typeof sizes)[number];
  readonly region: string;
  readonly tokenLife: number;
  readonly transactionTime: number;
  readonly unscopedCatalog: boolean;
}

interface ProfileFlags {
  readonly profile?: string;
}

interface ToolFlags extends ProfileFlags {
  readonly tokens?: true;
  readonly json?: true;
}

const profileFlag = ["--profile <profile>", "what clients are offered, in place of SSS_OPS_PROFILE"] as const;

const program = new Command("sss-ops")
  .description("SSS (Smart Data Platform / Enterprise Cloud 2.0) administration for AI assistants and people")
  .version(version)
  .exitOverride()
  .enablePositionalOptions()
  .configureHelp({ showGlobalOptions: true });

program
  .command("serve")
  .description("serve MCP over HTTP (SSS_OPS_PORT, default 3939), and Slack where it is set up")
  .option("--slack-sandbox", "with a made-up Slack to try it in, in the browser")
  .option(...profileFlag)
  .action(({ slackSandbox, profile }: ProfileFlags & { readonly slackSandbox?: true }) =>
    serve(configWith(profile), slackSandbox === true),
  );

program
  .command("mcp")
  .description("serve MCP on standard input and output, as an MCP host starts it")
  .option(...profileFlag)
  .action(({ profile }: ProfileFlags) => serveOnStdio(configWith(profile)));

program
  .command("tools")
  .description("what an MCP host is shown, and whether it takes that; exit code 1 when some host does not")
  .option(...profileFlag)
  .option("--tokens", "and what it costs")
  .option("--json", "as JSON")
  .action(showTools);

program
  .command("sandbox")
  .description("run the made-up SSS and Keystone alone, for any client of the API")
  .option("--port <port>", "port to listen on; 0 for any free one", toPort, 0)
  .addOption(
    new Option("--size <size>", "large: 10,000 users in one contract").choices(sizes).default("small"),
  )
  .option("--region <region>", "the region it plays", "jp1")
  .option("--token-life <seconds>", "how long a token lives", toSeconds, 3_600)
  .option("--transaction-time <seconds>", "how long an asynchronous call runs", toSeconds, 2)
  .option("--no-unscoped-catalog", "leave the catalog out of unscoped tokens, as the real service does")
  .action(runSandbox);

program
  .command("call")
  .description("run one operation: sss-ops call user list contract_id=econ...")
  .argument("<words...>", "the command's words, then its arguments")
  .option("--dry-run", "only tell what would become of it, and who would be asked")
  .passThroughOptions()
  .action((words: string[], { dryRun }: { dryRun?: true }) =>
    atTerminal(async (desk) =>
      (await import("./terminal/call.ts")).call(words, desk, { isDry: dryRun === true }),
    ),
  );

const tickets = program
  .command("tickets")
  .description("the requests that wait for a person's consent, or have ended");
const ticketDesk = () => import("./terminal/tickets.ts");
tickets
  .command("list", { isDefault: true })
  .description("the newest, one to a line")
  .action(() => atTerminal(async (desk) => (await ticketDesk()).listTickets(desk)));
tickets
  .command("show <id>")
  .description("one, with its question and how it ended")
  .action((id: string) => atTerminal(async (desk) => (await ticketDesk()).showTicket(id, desk)));
tickets
  .command("approve <id>")
  .description("answer its question here, and run it")
  .action((id: string) => atTerminal(async (desk) => (await ticketDesk()).approveTicket(id, desk)));
tickets
  .command("deny <id>")
  .description("deny it")
  .option("--reason <text>", "told to the requester")
  .action((id: string, { reason }: { reason?: string }) =>
    atTerminal(async (desk) => (await ticketDesk()).denyTicket(id, reason, desk)),
  );

tickets
  .command("undo <id>")
  .description("undo one of yours that is done, by a call that takes a consent of its own")
  .action((id: string) => atTerminal(async (desk) => (await ticketDesk()).undoTicket(id, desk)));

program
  .command("reveal")
  .description("show issued secrets, once, to whoever they were issued to")
  .argument("<id>", "as the answer names them, or the sealed file they are in")
  .option("--stdout", "write them to standard output, also where that is no terminal")
  .action((id: string, { stdout }: { stdout?: true }) =>
    atTerminal(async (desk) =>
      (await import("./terminal/reveal.ts")).reveal(id, { toStdout: stdout === true }, desk),
    ),
  );

const audit = program
  .command("audit")
  .description("the record of every write: who asked, who decided, how it ended");
const auditDesk = () => import("./terminal/audit.ts");
audit
  .command("verify")
  .description("check the whole chain; exit code 1 names the first row that does not fit")
  .option("--head <seq:hash>", "the newest row, as noted elsewhere: shows that nothing was cut off", toHead)
  .action(({ head }: { head?: ChainHead }) =>
    atTerminal(async ({ store, terminal }) => (await auditDesk()).verifyAudit(await store(), head, terminal)),
  );
audit
  .command("head")
  .description("the newest row as SEQ:HASH, to be noted elsewhere")
  .action(() =>
    atTerminal(async ({ store: open, terminal }) => (await auditDesk()).showHead(await open(), terminal)),
  );
audit
  .command("tail")
  .description("the last rows, as JSON Lines")
  .option("-n, --rows <count>", "how many", toCount, 20)
  .action(({ rows }: { rows: number }) => writeAuditRows({ last: rows }, "jsonl"));
audit
  .command("search")
  .description("the rows that fit, as JSON Lines")
  .option("--actor <principal>")
  .option("--operation <name>")
  .option("--ticket <id>")
  .action(({ actor, operation, ticket }: { actor?: string; operation?: string; ticket?: string }) =>
    writeAuditRows(
      {
        ...(actor === undefined ? {} : { principal: actor }),
        ...(operation === undefined ? {} : { operation }),
        ...(ticket === undefined ? {} : { ticketId: ticket }),
      },
      "jsonl",
    ),
  );
audit
  .command("export")
  .description("all rows")
  .addOption(
    new Option("--format <format>", "how they are written").choices(["jsonl", "csv"]).default("jsonl"),
  )
  .action(({ format }: { format: "jsonl" | "csv" }) => writeAuditRows({}, format));

const store = program.command("store").description("where tickets and audit are kept");
const storeDesk = () => import("./terminal/store.ts");
store
  .command("info", { isDefault: true })
  .description("what it is and holds")
  .action(() => atTerminal(async (desk) => (await storeDesk()).showStore(await desk.store(), desk.terminal)));
store
  .command("export <file>")
  .description("everything, under seal, as JSON Lines: to move from SQLite to PostgreSQL")
  .action((file: string) =>
    atTerminal(async (desk) => (await storeDesk()).exportStore(await desk.store(), file, desk.terminal)),
  );
store
  .command("import <file>")
  .description("an export, into an empty store under the same keys")
  .action((file: string) =>
    atTerminal(async (desk) => (await storeDesk()).importStore(await desk.store(), file, desk.terminal)),
  );
store
  .command("backup <file>")
  .description("a copy of the SQLite store")
  .action((file: string) =>
    atTerminal(async (desk) => (await storeDesk()).backUpStore(await desk.store(), file, desk.terminal)),
  );
store
  .command("rekey")
  .description("put everything under another master key: SSS_OPS_NEW_SECRET_KEY, else a new key file")
  .action(changeKey);

const tokens = program
  .command("token")
  .description("who may call MCP over HTTP, where SSS_OPS_AUTH asks for it");
const tokenDesk = () => import("./terminal/tokens.ts");
tokens
  .command("create")
  .description("print a new token, once")
  .requiredOption(
    "--actor <principal>",
    "whom it stands for, as the policy names them, such as oidc:idp.example.com/taro",
  )
  .option(
    "--scopes <scopes>",
    "the widest of read, change and destroy, or several with commas between",
    "read",
  )
  .option("--days <days>", "how long it counts, at most 365", toCount, 90)
  .option("--label <text>", "what it is for")
  .option("--profile <profile>", "what of the operations it leaves, as SSS_OPS_PROFILE says it")
  .action((flags: TokenFlags) => atTerminal(async (desk) => (await tokenDesk()).createToken(flags, desk)));
tokens
  .command("list", { isDefault: true })
  .description("those that count, one to a line; never the tokens themselves")
  .action(() => atTerminal(async (desk) => (await tokenDesk()).listTokens(desk)));
tokens
  .command("revoke <id>")
  .description("end one, within seconds everywhere")
  .action((id: string) => atTerminal(async (desk) => (await tokenDesk()).revokeToken(id, desk)));

const slack = program.command("slack").description("who people in Slack are on SSS");
const slackDesk = () => import("./terminal/slack.ts");
slack
  .command("unlink <principal>")
  .description("end a link; the principal is slack:TEAM/USER")
  .action((principal: string) =>
    atTerminal(async (desk) => (await slackDesk()).unlinkSlack(principal, desk)),
  );
slack
  .command("link <code>")
  .description("link the Slack user who typed `/sss link` with the user of SSS whose API key pair is set")
  .requiredOption("--user <user_id>", "that user's id, such as ecid1000005887")
  .action((code: string, { user }: { user: string }) =>
    atTerminal(async (desk) => (await slackDesk()).linkSlack(code, user, desk)),
  );

program
  .command("console")
  .description("a link to sign in to the console of the server that runs on this machine")
  .action(() => atTerminal(offerConsole));

program
  .command("demo")
  .description("show an MCP client administer a sandboxed account, with consent refused and given")
  .option("--slack", "show how a second person approves it in Slack instead")
  .action(async ({ slack }: { slack?: true }) => {
    const write = (line: string) => process.stdout.write(`${line}\n`);
    process.exitCode =
      slack === true
        ? await (await import("./demo/slack.ts")).demoSlack(write)
        : await (await import("./demo/consent.ts")).demo(write);
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

async function serve(configured: Config, isSlackTried: boolean): Promise<void> {
  const { serveHttp } = await import("./serve.ts");
  const { createConsole } = await import("./web/app.ts");
  const { createHealth } = await import("./health.ts");
  const tried = isSlackTried
    ? await (await import("./slack-sandbox.ts")).startSlackSandbox(configured)
    : undefined;
  const config = tried?.config ?? configured;
  // Known once it is listened on, and asked for only then.
  let web: Console | undefined;
  let consoleUrl: string | undefined;
  let slack: KeptFace | undefined;
  const house = await openHouse(config, {
    consoleUrl: () => consoleUrl,
    onFault: logFault,
  });
  const slackState = () =>
    config.slack === undefined ? "off" : slack?.isConnected() === true ? "ok" : "faulty";
  const listening = await serveHttp({
    house,
    config,
    version,
    localPrincipal: localPrincipal(),
    openConsole: (url) => {
      consoleUrl = url;
      web = createConsole({ ...consoleOptions(house, config, url), health: createHealth(house, slackState) });
      return web.fetch;
    },
    onError: logFault,
  });
  const mcpUrl = `${listening.url}/mcp`;
  log(`sss-ops ${version}: MCP on ${mcpUrl}`);
  if (config.access?.tokens === true) log("Callers show a token: sss-ops token create --actor PRINCIPAL");
  log(house.account);
  await logStore(house);
  // Of people that are made up nobody needs to be warned.
  if (tried === undefined) house.warnings.forEach(log);
  slack = await serveSlack(house, config);
  if (tried !== undefined) log(`A made-up Slack to try it in: ${tried.pageUrl}`);
  if (web !== undefined && config.http.isLocal) log(`Console: ${await web.signInLink()}`);
  for (const setup of hostSetups(mcpUrl)) log(`  ${setup.host} (${setup.where}): ${setup.paste}`);
  await stopSignal();
  // What cannot be ended well keeps nothing else from ending.
  await Promise.all([listening.close().catch(logFault), slack?.stop().catch(logFault)]);
  await house.close().catch(logFault);
  await tried?.close();
}

function consoleOptions(house: House, config: Config, url: string): Omit<ConsoleOptions, "health"> {
  const { gate, store, keys } = house;
  return {
    gate,
    store,
    account: accountWords(config),
    version,
    url,
    hosts: hostSetups(`${url}/mcp`),
    localPrincipal: localPrincipal(),
    isLoopback: config.http.isLocal,
    ...(config.oidc === undefined ? {} : { oidc: config.oidc }),
    secret: async () => (await keys()).state,
    now: Date.now,
    newId,
    onFault: logFault,
  };
}

/** A link with which whoever runs the server signs in to the console of the one that is running. */
async function offerConsole({ store, principal, terminal }: Desk): Promise<number> {
  const { http } = configFrom(process.env);
  if (!http.isLocal)
    throw new ConfigError("Sign-in links work only where the server listens on this machine alone.");
  const { offerSignIn } = await import("./web/sign-in-codes.ts");
  const code = await offerSignIn(await store(), principal, Date.now());
  terminal.print(`${urlOf(http)}/sign-in?code=${code}`);
  return 0;
}

/** Hex: what begins with a dash, a command line takes for an option. */
function newId(): string {
  return randomBytes(16).toString("hex");
}

/** Connects Slack where it is set up. Until that is done, and where it fails, everything else goes on without it. */
async function serveSlack(house: House, { slack }: Config): Promise<KeptFace | undefined> {
  if (slack === undefined) return undefined;
  const { keepStartingSlack } = await import("./slack/keep-starting.ts");
  return keepStartingSlack({ ...slack, ...house, newId, onFault: logFault }, log);
}

/** Changes the master key of what the settings name; nothing else of the program is started. */
async function changeKey(): Promise<void> {
  const { processTerminal } = await import("./terminal/prompt.ts");
  const { stateDirectory, databaseUrl, secretKey } = configFrom(process.env);
  const newSecretKey = process.env["SSS_OPS_NEW_SECRET_KEY"];
  const change = {
    stateDirectory,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(secretKey === undefined ? {} : { secretKey }),
    ...(newSecretKey === undefined ? {} : { newSecretKey }),
    by: { principal: localPrincipal(), face: "terminal" },
    at: Date.now(),
  };
  process.exitCode = await (await storeDesk()).changeKey(change, processTerminal());
}

/** Opens the store and tells the newest audit row, to be noted elsewhere. Without a store reads still work. */
async function logStore(house: House): Promise<void> {
  try {
    await house.start();
    const { seq, hash } = await (await house.store()).audit.head();
    log(`Audit head: ${seq}:${hash}`);
  } catch (error) {
    log(`No write will run: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function serveOnStdio(config: Config): Promise<void> {
  const { serveStdio } = await import("./mcp/stdio.ts");
  const house = await openHouse(config, { onFault: logFault });
  log(`sss-ops ${version}: MCP on standard input and output. ${house.account}`);
  await Promise.race([serveStdio(stdioOptions(house, config, localPrincipal())), stopSignal()]);
  await house.close();
  // A read of standard input that is still pending would keep the process.
  process.exit();
}

async function runSandbox(options: SandboxFlags): Promise<void> {
  const { startSandbox } = await import("./sandbox/server.ts");
  const sandbox = await startSandbox({
    ...options,
    tokenLifeMs: options.tokenLife * 1_000,
    transactionMs: options.transactionTime * 1_000,
  });
  const { url, keystoneUrl, accounts } = sandbox;
  process.stdout.write(`${JSON.stringify({ url, keystoneUrl, accounts }, null, 2)}\n`);
  log("A made-up SSS: nothing here is real, and all of it is gone when it stops.");
  await stopSignal();
  await sandbox.close();
}

/** Shows what a host would be shown. */
async function showTools({ profile, tokens, json }: ToolFlags): Promise<void> {
  const { linesOf, reportOn } = await import("./mcp/tools/report.ts");
  const config = configWith(profile);
  const house = await openHouse(config, { onFault: logFault });
  const actor = { principal: localPrincipal(), face: "mcp", asking: "form" } as const;
  const report = reportOn(config.profile, { ...house, actor });
  const lines =
    json === true ? [JSON.stringify(report, null, 2)] : linesOf(report, { withTokens: tokens === true });
  process.stdout.write(`${lines.join("\n")}\n`);
  process.exitCode = report.hosts.every(({ fits }) => fits) ? 0 : 1;
  await house.close();
}

/** Runs a command of the terminal over a house, and takes its exit code. */
async function atTerminal(run: (desk: Desk) => Promise<number>): Promise<void> {
  const { processTerminal } = await import("./terminal/prompt.ts");
  // Whoever reads the answer may have enough of it before its end, as `head` does.
  process.stdout.on("error", () => process.exit());
  const config = configFrom(process.env);
  const house = await openHouse(config, { onFault: logFault });
  try {
    if (config.account === undefined) log(house.account);
    process.exitCode = await run({
      ...house,
      terminal: processTerminal(),
      principal: localPrincipal(),
      isSandbox: config.account === undefined,
    });
  } finally {
    await house.close();
  }
}

function stdioOptions({ gate, account, keys }: House, { profile, replyTokens }: Config, principal: string) {
  const stateKey = async () => (await keys()).state;
  const onError = (error: Error) => log(error.message);
  return { gate, account, principal, version, profile, replyTokens, stateKey, onError };
}

/** The configuration; a flag counts more than the environment. */
function configWith(profile: string | undefined): Config {
  return configFrom(profile === undefined ? process.env : { ...process.env, SSS_OPS_PROFILE: profile });
}

/**
 * The user of this machine who started the process; whoever calls over loopback counts as the same person, so that nobody
 * is their own second one. Containers run users without a name.
 */
function localPrincipal(): string {
  try {
    return `local:${userInfo().username}`;
  } catch {
    return `local:uid-${process.getuid?.() ?? "unknown"}`;
  }
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

function writeAuditRows(filter: AuditFilter, format: "jsonl" | "csv"): Promise<void> {
  return atTerminal(async ({ store: open, terminal }) =>
    (await auditDesk()).writeAudit(await open(), filter, format, terminal),
  );
}

function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("expected a number from 1");
  return count;
}

/** One that is mistyped must not pass for one that fits. */
function toHead(text: string): ChainHead {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined)
    throw new InvalidArgumentError("expected SEQ:HASH, the number of a row and its 64 hex digits");
  return { seq: Number(seq), hash };
}

function toPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("expected 0 to 65535");
  return port;
}

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 0 && seconds <= 86_400)) throw new InvalidArgumentError("expected seconds, at most a day");
  return seconds;
}

/** Standard output belongs to JSON-RPC and to answers. */
function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

function exitCodeOf(error: unknown): number {
  // Commander has written what is wrong by itself.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  log(error instanceof Error ? error.message : String(error));
  return error instanceof ConfigError ? 2 : 1;
}
