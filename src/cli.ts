#!/usr/bin/env node
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { userInfo } from "node:os";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { type House, openHouse } from "./compose.ts";
import { type Config, ConfigError, configFrom } from "./config.ts";
import { hostSetups } from "./hosts.ts";

const { version } = createRequire(import.meta.url)("#package") as { readonly version: string };
/** A requestState is answered by the process that made it, as its tickets are in memory too. */
const stateKey = randomBytes(32);

const sizes = ["small", "large"] as const;

/** The flags of `sandbox`, as the command line has them. */
interface SandboxFlags {
  readonly port: number;
  readonly size: (typeof sizes)[number];
  readonly region: string;
  readonly tokenLife: number;
  readonly transactionTime: number;
  readonly unscopedCatalog: boolean;
}

const program = new Command("sss-ops")
  .description("SSS (Smart Data Platform / Enterprise Cloud 2.0) administration for AI assistants and people")
  .version(version)
  .exitOverride()
  .enablePositionalOptions()
  .configureHelp({ showGlobalOptions: true });

program
  .command("serve")
  .description("serve MCP over HTTP on this machine (SSS_OPS_PORT, default 3939)")
  .action(() => serve(configFrom(process.env)));

program
  .command("mcp")
  .description("serve MCP on standard input and output, as an MCP host starts it")
  .action(() => serveOnStdio(configFrom(process.env)));

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
  .passThroughOptions()
  .action((words: string[]) => callOnce(words, configFrom(process.env)));

program
  .command("demo")
  .description("show an MCP client administer a sandboxed account, with consent refused and given")
  .action(async () => {
    const { demo } = await import("./demo.ts");
    process.exitCode = await demo((line) => process.stdout.write(`${line}\n`));
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

async function serve(config: Config): Promise<void> {
  const { serveHttp } = await import("./mcp/http.ts");
  const house = openHouse(config, { onFault: log });
  const { host, port } = config.http;
  const endpoint = await serveHttp({ host, port, ...mcpOptions(house, "loopback") }).catch(
    (error: unknown) => {
      throw new ConfigError(`Cannot listen on ${host}:${port}; set SSS_OPS_PORT to another port.`, {
        cause: error,
      });
    },
  );
  log(`sss-ops ${version}: MCP on ${endpoint.url}`);
  log(house.account);
  for (const setup of hostSetups(endpoint.url)) log(`  ${setup.host} (${setup.where}): ${setup.paste}`);
  await stopSignal();
  await endpoint.close();
  await house.close();
}

async function serveOnStdio(config: Config): Promise<void> {
  const { serveStdio } = await import("./mcp/stdio.ts");
  const house = openHouse(config, { onFault: log });
  log(`sss-ops ${version}: MCP on standard input and output. ${house.account}`);
  await Promise.race([serveStdio(mcpOptions(house, localPrincipal())), stopSignal()]);
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

async function callOnce(words: readonly string[], config: Config): Promise<void> {
  const [{ call }, { processTerminal }] = await Promise.all([
    import("./terminal/call.ts"),
    import("./terminal/prompt.ts"),
  ]);
  // Whoever reads the answer may have enough of it before its end, as `head` does.
  process.stdout.on("error", () => process.exit());
  const house = openHouse(config, { onFault: log });
  try {
    if (config.account === undefined) log(house.account);
    process.exitCode = await call(words, {
      gate: house.gate,
      terminal: processTerminal(),
      principal: localPrincipal(),
    });
  } finally {
    await house.close();
  }
}

function mcpOptions({ gate, account }: House, principal: string) {
  return { gate, account, principal, version, stateKey, onError: (error: Error) => log(error.message) };
}

/** The user of this machine who started the process. */
function localPrincipal(): string {
  return `local:${userInfo().username}`;
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
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
function log(line: unknown): void {
  process.stderr.write(`${line instanceof Error ? line.stack : String(line)}\n`);
}

function exitCodeOf(error: unknown): number {
  // Commander has written what is wrong by itself.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  log(error instanceof Error ? error.message : String(error));
  return error instanceof ConfigError ? 2 : 1;
}
