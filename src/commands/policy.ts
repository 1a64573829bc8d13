import { type Command, Option } from "commander";
import type { ExplainFlags } from "../terminal/policy.ts";
import type { Looked } from "../terminal/policy-files.ts";
import { atTerminal, loadSettings } from "./desk.ts";

const files = () => import("../terminal/policy-files.ts");

/** `policy`: what the policy says, whether it fits, and whether it says what is expected of it. */
export function addPolicy(program: Command): void {
  const policy = program.command("policy").description("who may do what with whose consent: tried out");
  policy
    .command("explain")
    .description(
      "what the policy says to a call, and who could answer it; with arguments, the guards as well",
    )
    .argument("[arguments...]", "of the operation, such as tenant_id=...: its target is then read")
    .requiredOption("--actor <principal>", "who asks, such as local:taro")
    .requiredOption("--operation <name>", "what for, such as delete_tenant")
    .addOption(
      new Option("--face <face>", "where").choices(["mcp", "slack", "page", "terminal"]).default("mcp"),
    )
    .option("--account <name>", "on which account, where there are several")
    .addOption(
      new Option(
        "--role-claims <claim=value>",
        "what their token says of them, such as groups=sss-admins; once for each",
      ).argParser((one: string, others?: readonly string[]) => [...(others ?? []), one]),
    )
    .option("--json", "as JSON")
    .action((words: string[], flags: ExplainFlags) =>
      atTerminal(async (desk) => (await import("../terminal/policy.ts")).explainPolicy(flags, words, desk)),
    );
  policy
    .command("check")
    .description("every fault of a policy, and what it leaves open; exit code 1 when it does not fit")
    .argument("[file]", "the policy; else the one that is configured")
    .action(async (file: string | undefined) => {
      const { checkPolicy } = await files();
      process.exitCode = await checkPolicy(await looked(file), await terminal());
    });
  policy
    .command("test")
    .description("whether a policy decides on the cases in a file as expected; exit code 1 when it does not")
    .argument("<file>", "the cases, in YAML")
    .option("--policy <file>", "the policy; else the one that is configured")
    .action(async (cases: string, { policy: file }: { readonly policy?: string }) => {
      const { testPolicy } = await files();
      process.exitCode = await testPolicy(cases, await looked(file), await terminal());
    });
}

/** The policy in a file, or the one that the settings describe. */
async function looked(file: string | undefined): Promise<Looked> {
  const { policyIn, policyOf } = await files();
  if (file !== undefined) return policyIn(file);
  const { termsOf } = await import("../policy/source.ts");
  return policyOf(termsOf((await loadSettings()).config));
}

async function terminal() {
  return (await import("../terminal/prompt.ts")).processTerminal();
}
