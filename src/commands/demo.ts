import type { Command } from "commander";
import { endWithReader } from "./process.ts";

/** `demo`: the program at work, on its own. */
export function addDemo(program: Command): void {
  program
    .command("demo")
    .description("show an MCP client administer a sandboxed account, with consent refused and given")
    .option("--slack", "show how a second person approves it in Slack instead")
    .action(async ({ slack }: { slack?: true }) => {
      endWithReader();
      const write = (line: string) => process.stdout.write(`${line}\n`);
      process.exitCode =
        slack === true
          ? await (await import("../demo/slack.ts")).demoSlack(write)
          : await (await import("../demo/consent.ts")).demo(write);
    });
}
