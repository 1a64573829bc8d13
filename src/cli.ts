#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { addAudit } from "./commands/audit.ts";
import { addCall } from "./commands/call.ts";
import { addConfig } from "./commands/config.ts";
import { addConsole } from "./commands/console.ts";
import { addDemo } from "./commands/demo.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addMcp } from "./commands/mcp.ts";
import { addPolicy } from "./commands/policy.ts";
import { logEnd, version } from "./commands/process.ts";
import { addReveal } from "./commands/reveal.ts";
import { addSandbox } from "./commands/sandbox.ts";
import { addServe } from "./commands/serve.ts";
import { addSettingsFlags } from "./commands/settings-flags.ts";
import { addSlack } from "./commands/slack.ts";
import { addStore } from "./commands/store.ts";
import { addTickets } from "./commands/tickets.ts";
import { addToken } from "./commands/token.ts";
import { addTools } from "./commands/tools.ts";
import { ConfigError } from "./config/config-error.ts";

const program = new Command("sss-ops")
  .description("SSS (Smart Data Platform / Enterprise Cloud 2.0) administration for AI assistants and people")
  .version(version)
  .exitOverride()
  .enablePositionalOptions()
  .configureHelp({ showGlobalOptions: true });

const commands = [
  addServe,
  addMcp,
  addTools,
  addSandbox,
  addCall,
  addTickets,
  addReveal,
  addAudit,
  addStore,
  addToken,
  addPolicy,
  addSlack,
  addConfig,
  addConsole,
  addDoctor,
  addDemo,
];
commands.forEach((add) => add(program));
addSettingsFlags(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  // Commander has written what is wrong by itself.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  logEnd(error instanceof Error ? error.message : String(error));
  return error instanceof ConfigError ? 2 : 1;
}
