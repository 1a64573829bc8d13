import { setTimeout as pause } from "node:timers/promises";
import type { Command } from "commander";
import { accountWords } from "../accounts/words.ts";
import { type House, openHouse } from "../house/house.ts";
import type { Config } from "../config/config.ts";
import type { Listening, MetricsRoute } from "../http/server.ts";
import { hostSetups } from "../serving/hosts.ts";
import type { KeptFace } from "../slack/keep-starting.ts";
import type { SlackObserver } from "../slack/observer.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { Console, ConsoleOptions } from "../web/app.ts";
import { loadSettings } from "./desk.ts";
import { profileFlag } from "./flags.ts";
import { localPrincipal, log, logAs, logFault, newId, version } from "./process.ts";
import { type Stop, createStop } from "./stop.ts";
import { openOwnTelemetry } from "./telemetry.ts";

interface ServeFlags {
  readonly profile?: string;
  readonly slackSandbox?: true;
}

/** `serve`: MCP over HTTP, the console, and Slack. */
export function addServe(program: Command): void {
  program
    .command("serve")
    .description("serve MCP over HTTP (SSS_OPS_PORT, default 3939), and Slack where it is set up")
    .option("--slack-sandbox", "with a made-up Slack to try it in, in the browser")
    .option(...profileFlag)
    .action(async ({ slackSandbox, profile }: ServeFlags) => {
      const { config } = await loadSettings({ profile });
      await serve(config, slackSandbox === true);
    });
}

async function serve(configured: Config, isSlackTried: boolean): Promise<void> {
  const stop = createStop();
  const telemetry = await openOwnTelemetry(configured, "many");
  const tried = isSlackTried
    ? await (await import("../serving/slack-sandbox.ts")).startSlackSandbox(configured)
    : undefined;
  const config = tried?.config ?? configured;
  const { house, listening, web, connectSlack, stopSlack } = await openServer(config, telemetry, stop);
  log(`sss-ops ${version}: MCP on ${listening.url}/mcp`);
  if (config.access?.tokens === true) log("Callers show a token: sss-ops token create --actor PRINCIPAL");
  log(house.account);
  // A database that hangs keeps nobody from stopping the server.
  await Promise.race([logStore(house), stop.untilAsked()]);
  // Of people that are made up nobody needs to be warned.
  if (tried === undefined) house.warnings.forEach(log);
  await house.policy.watch(logAs);
  await connectSlack();
  if (tried !== undefined) log(`A made-up Slack to try it in: ${tried.pageUrl}`);
  const ways = logWaysIn(`${listening.url}/mcp`, config.http.isLocal ? web : undefined, telemetry);
  await Promise.race([ways, stop.untilAsked()]);
  await stop.untilAsked();
  // Calls go on meanwhile, for whoever asks now and then whether to send more.
  await pause(config.stop.delayMs);
  await stop.end(config.stop.withinMs, async (drainMs) => {
    // What cannot be ended well keeps nothing else from ending.
    await Promise.all([listening.close(drainMs).catch(logFault), stopSlack().catch(logFault)]);
    await house.gate.settled();
    await house.close().catch(logFault);
    await tried?.close();
    await telemetry.close();
  });
}

/** What is served, but for Slack, which is connected once everything else is there. */
interface Server {
  readonly house: House;
  readonly listening: Listening;
  readonly web: Console | undefined;
  connectSlack(): Promise<void>;
  stopSlack(): Promise<void>;
}

/** Opens the house and listens: from here on, calls are taken. */
async function openServer(config: Config, telemetry: Telemetry, stop: Stop): Promise<Server> {
  const { serveHttp } = await import("../serving/serve-http.ts");
  const { createConsole } = await import("../web/app.ts");
  const { createHealth } = await import("../serving/health.ts");
  const { createReadiness } = await import("../serving/readiness.ts");
  const { observe } = telemetry;
  // Known once it is listened on, and asked for only then.
  let web: Console | undefined;
  let consoleUrl: string | undefined;
  let slack: KeptFace | undefined;
  const house = await openHouse(config, {
    consoleUrl: () => consoleUrl,
    stopping: stop.ending,
    onFault: logFault,
    observe: observe.house,
  });
  telemetry.follow(house);
  const slackState = () =>
    config.slack === undefined ? "off" : slack?.isConnected() === true ? "ok" : "faulty";
  const health = createHealth(house, slackState);
  const listening = await serveHttp({
    house,
    config,
    version,
    localPrincipal: localPrincipal(),
    openConsole: (url) => {
      consoleUrl = url;
      web = createConsole({ ...consoleOptions(house, config, url), health });
      return web.fetch;
    },
    ready: createReadiness({ health, isStopping: () => stop.asked.aborted }),
    stopping: stop.ending,
    onError: logFault,
    metrics: metricsOf(config, telemetry),
    observe,
  });
  return {
    house,
    listening,
    web,
    connectSlack: async () => void (slack = await serveSlack(house, config, observe.slack)),
    stopSlack: async () => slack?.stop(),
  };
}

/** The route of the metrics, where they are served. */
function metricsOf({ http, telemetry: { metrics } }: Config, telemetry: Telemetry): MetricsRoute | undefined {
  const route = telemetry.metricsRoute(http.isLocal);
  if (route === undefined && metrics !== undefined)
    log(
      "Metrics are not served, since others can connect: set SSS_OPS_METRICS_TOKEN, or SSS_OPS_METRICS=false.",
    );
  return route;
}

/** How people come to the console, and their assistants to MCP. */
async function logWaysIn(mcpUrl: string, web: Console | undefined, telemetry: Telemetry): Promise<void> {
  if (web !== undefined) log(`Console: ${await wayIn(web, telemetry)}`);
  for (const { host, where, paste } of telemetry.isForPeople ? hostSetups(mcpUrl) : [])
    log(`  ${host} (${where}): ${paste}`);
}

/** Lines that programs read are kept, and whoever has the link is in. */
function wayIn(web: Console, { isForPeople }: Telemetry): Promise<string> {
  // Its code would stand in the store; without one the rest is served all the same.
  if (isForPeople) return web.signInLink().catch(() => "no link to sign in, while the store cannot be used");
  return Promise.resolve("for a link to sign in, run sss-ops console");
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

/** Connects Slack where it is set up. Until that is done, and where it fails, everything else goes on without it. */
async function serveSlack(
  house: House,
  { slack }: Config,
  observe: SlackObserver,
): Promise<KeptFace | undefined> {
  if (slack === undefined) return undefined;
  const { keepStartingSlack } = await import("../slack/keep-starting.ts");
  return keepStartingSlack({ ...slack, ...house, newId, onFault: logFault, observe }, log);
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
