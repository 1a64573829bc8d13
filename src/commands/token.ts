import type { Command } from "commander";
import type { TokenFlags } from "../terminal/tokens.ts";
import { atTerminal } from "./desk.ts";
import { toCount } from "./flags.ts";

const desk = () => import("../terminal/tokens.ts");

/** `token`: who may call MCP over HTTP. */
export function addToken(program: Command): void {
  const tokens = program
    .command("token")
    .description("who may call MCP over HTTP, where SSS_OPS_AUTH asks for it");
  tokens
    .command("create")
    .description("print a new token, once")
    .requiredOption(
      "--actor <principal>",
      "whom it stands for, as the policy names them, such as oidc:idp.example.com/taro",
    )
    .option(
      "--scopes <scopes>",
      "the widest of read, change and destroy, or several with commas between",
      "read",
    )
    .option("--days <days>", "how long it counts, at most 365", toCount, 90)
    .option("--label <text>", "what it is for")
    .option("--profile <profile>", "what of the operations it leaves, as SSS_OPS_PROFILE says it")
    .option("--account <name>", "the one account that it is for, where there are several")
    .action((flags: TokenFlags) => atTerminal(async (at) => (await desk()).createToken(flags, at)));
  tokens
    .command("list", { isDefault: true })
    .description("those that count, one to a line; never the tokens themselves")
    .action(() => atTerminal(async (at) => (await desk()).listTokens(at)));
  tokens
    .command("revoke <id>")
    .description("end one, within seconds everywhere")
    .action((id: string) => atTerminal(async (at) => (await desk()).revokeToken(id, at)));
}
