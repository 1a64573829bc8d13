import type { Command } from "commander";
import { ConfigError } from "../config/config-error.ts";
import { urlOf } from "../config/config.ts";
import { type Desk, atTerminal } from "./desk.ts";

/** `console`: a way into the console. */
export function addConsole(program: Command): void {
  program
    .command("console")
    .description("a link to sign in to the console of the server that runs on this machine")
    .action(() => atTerminal(offerConsole));
}

/** A link with which whoever runs the server signs in to the console of the one that is running. */
async function offerConsole({ config: { http }, store, principal, terminal }: Desk): Promise<number> {
  if (!http.isLocal)
    throw new ConfigError("Sign-in links work only where the server listens on this machine alone.");
  const { offerSignIn } = await import("../web/sign-in-codes.ts");
  const code = await offerSignIn(await store(), principal, Date.now());
  terminal.print(`${urlOf(http)}/sign-in?code=${code}`);
  return 0;
}
