import type { Command } from "commander";
import { atTerminal } from "./desk.ts";

/** `call`: one operation. */
export function addCall(program: Command): void {
  program
    .command("call")
    .description("run one operation: sss-ops call user list contract_id=econ...")
    .argument("<words...>", "the command's words, then its arguments")
    .option("--dry-run", "only tell what would become of it, and who would be asked")
    .option("--account <name>", "the account that is meant, where there are several")
    .passThroughOptions()
    .action((words: string[], { dryRun, account }: { dryRun?: true; account?: string }) =>
      atTerminal(async (desk) =>
        (await import("../terminal/call.ts")).call(
          words,
          { ...desk, meant: account },
          { isDry: dryRun === true },
        ),
      ),
    );
}
