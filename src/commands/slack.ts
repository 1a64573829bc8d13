import type { Command } from "commander";
import { atTerminal } from "./desk.ts";

const desk = () => import("../terminal/slack.ts");

/** `slack`: who people in Slack are on SSS. */
export function addSlack(program: Command): void {
  const slack = program.command("slack").description("who people in Slack are on SSS");
  slack
    .command("unlink <principal>")
    .description("end a link; the principal is slack:TEAM/USER")
    .action((principal: string) => atTerminal(async (at) => (await desk()).unlinkSlack(principal, at)));
  slack
    .command("link <code>")
    .description("link the Slack user who typed `/sss link` with the user of SSS whose API key pair is set")
    .requiredOption("--user <user_id>", "that user's id, such as ecid1000005887")
    .option("--account <name>", "the account whose key pair is theirs, where there are several")
    .action((code: string, { user, account }: { user: string; account?: string }) =>
      atTerminal(async (at) => (await desk()).linkSlack(code, user, { ...at, meant: account })),
    );
}
