import type { CallToolResult, Tool } from "@modelcontextprotocol/server";
import { notRun } from "../result.ts";
import type { McpTool } from "./mcp-tool.ts";

const name = "account";

/** A tool as models are shown it where there are several accounts: each call of it says which it means. */
export function withAccount(tool: McpTool, accounts: readonly string[]): McpTool {
  if (tool.takesAccount !== true) return tool;
  const { properties, required = [], ...schema } = tool.tool.inputSchema;
  const inputSchema = {
    ...schema,
    properties: { [name]: { type: "string", enum: [...accounts] }, ...properties },
    required: [name, ...required],
  } as Tool["inputSchema"];
  return { ...tool, tool: { ...tool.tool, inputSchema } };
}

/** Arguments parted from the account that they name. */
export type AccountParted =
  | { readonly rest: unknown; readonly account?: string }
  | { readonly fault: CallToolResult };

/** Parts the account from the arguments of a tool, where there are several. That none is named, the gate refuses. */
export function partAccount(
  { name: tool, takesAccount }: McpTool,
  input: Readonly<Record<string, unknown>>,
  accounts: readonly string[],
): AccountParted {
  if (accounts.length < 2 || takesAccount !== true) return { rest: input };
  const { [name]: account, ...rest } = input;
  if (account === undefined || account === null) return { rest };
  if (typeof account === "string") return { rest, account };
  return { fault: notRun(tool, `account must be one of: ${accounts.join(", ")}.`) };
}
