import type { Command } from "commander";
import { openHouse } from "../house/house.ts";
import { loadSettings } from "./desk.ts";
import { profileFlag } from "./flags.ts";
import { endWithReader, localPrincipal, logFault } from "./process.ts";

interface ToolFlags {
  readonly profile?: string;
  readonly tokens?: true;
  readonly json?: true;
}

/** `tools`: what an MCP host would be shown. */
export function addTools(program: Command): void {
  program
    .command("tools")
    .description("what an MCP host is shown, and whether it takes that; exit code 1 when some host does not")
    .option(...profileFlag)
    .option("--tokens", "and what it costs")
    .option("--json", "as JSON")
    .action(showTools);
}

async function showTools({ profile, tokens, json }: ToolFlags): Promise<void> {
  const { linesOf, reportOn } = await import("../mcp/tools/report.ts");
  const { config } = await loadSettings({ profile });
  const house = await openHouse(config, { onFault: logFault });
  const actor = { principal: localPrincipal(), face: "mcp", asking: "form" } as const;
  const report = reportOn(config.profile, { ...house, actor });
  const lines =
    json === true ? [JSON.stringify(report, null, 2)] : linesOf(report, { withTokens: tokens === true });
  endWithReader();
  process.stdout.write(`${lines.join("\n")}\n`);
  process.exitCode = report.hosts.every(({ fits }) => fits) ? 0 : 1;
  await house.close();
}
