import type { Command } from "commander";
import { atTerminal } from "./desk.ts";

/** `reveal`: issued secrets, once. */
export function addReveal(program: Command): void {
  program
    .command("reveal")
    .description("show issued secrets, once, to whoever they were issued to")
    .argument("<id>", "as the answer names them, or the sealed file they are in")
    .option("--stdout", "write them to standard output, also where that is no terminal")
    .action((id: string, { stdout }: { stdout?: true }) =>
      atTerminal(async (desk) =>
        (await import("../terminal/reveal.ts")).reveal(id, { toStdout: stdout === true }, desk),
      ),
    );
}
