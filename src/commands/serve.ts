import type { Command } from "commander";
import { type House, accountWords, openHouse } from "../compose.ts";
import type { Config } from "../config.ts";
import { hostSetups } from "../hosts.ts";
import type { KeptFace } from "../slack/keep-starting.ts";
import type { Console, ConsoleOptions } from "../web/app.ts";
import { configWith } from "./desk.ts";
import { profileFlag } from "./flags.ts";
import { localPrincipal, log, logFault, newId, stopSignal, version } from "./process.ts";

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
    .action(({ slackSandbox, profile }: ServeFlags) => serve(configWith(profile), slackSandbox === true));
}

async function serve(configured: Config, isSlackTried: boolean): Promise<void> {
  const { serveHttp } = await import("../serve.ts");
  const { createConsole } = await import("../web/app.ts");
  const { createHealth } = await import("../health.ts");
  const tried = isSlackTried
    ? await (await import("../slack-sandbox.ts")).startSlackSandbox(configured)
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

/** Connects Slack where it is set up. Until that is done, and where it fails, everything else goes on without it. */
async function serveSlack(house: House, { slack }: Config): Promise<KeptFace | undefined> {
  if (slack === undefined) return undefined;
  const { keepStartingSlack } = await import("../slack/keep-starting.ts");
  return keepStartingSlack({ ...slack, ...house, newId, onFault: logFault }, log);
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
