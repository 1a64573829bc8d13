import type { CallToolResult, Tool } from "@modelcontextprotocol/server";
import * as z from "zod";
import { toJsonSchema } from "../../../tools/json-schema.ts";
import { toldOf } from "../../gate/outcome.ts";
import { toError } from "../result.ts";
import type { McpTool, ToolAnswer, ToolCall } from "./mcp-tool.ts";

/** A tool that is no operation of SSS. */
interface Definition<Input extends z.ZodObject> extends Omit<McpTool, "tool" | "run"> {
  readonly input: Input;
  readonly output: z.ZodObject;
  /** Whether calls reach beyond this server. */
  readonly isOpenWorld: boolean;
  readonly run: (input: z.output<Input>, call: ToolCall) => Promise<ToolAnswer>;
}

/** Makes a tool that checks its arguments, and answers what it throws with an error that is safe to read. */
export function defineTool<Input extends z.ZodObject>(definition: Definition<Input>): McpTool {
  const { input, output, isOpenWorld, run, ...described } = definition;
  const { name, title, summary, risk } = described;
  return {
    ...described,
    tool: {
      name,
      title: title.en,
      description: summary.en,
      inputSchema: toJsonSchema(input, "input") as Tool["inputSchema"],
      outputSchema: toJsonSchema(output, "output") as NonNullable<Tool["outputSchema"]>,
      annotations: {
        readOnlyHint: risk === "read",
        destructiveHint: risk === "destroy",
        idempotentHint: risk !== "destroy",
        openWorldHint: isOpenWorld,
      },
    },
    run: async (raw, call) => {
      const parsed = input.safeParse(raw);
      if (!parsed.success) return invalid(name, z.prettifyError(parsed.error));
      return run(parsed.data, call).catch((error: unknown) => toError(toldOf(error)));
    },
  };
}

function invalid(name: string, faults: string): CallToolResult {
  return toError(`failed (invalid_request): ${name} was not run: ${faults.replaceAll("\n", " ")}`);
}
