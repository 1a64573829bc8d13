import type { Tool } from "@modelcontextprotocol/server";
import type * as z from "zod";
import { toJsonSchema } from "../../../tools/json-schema.ts";
import { toldOf } from "../../gate/outcome.ts";
import { notRun, toError } from "../result.ts";
import { faultsOf } from "./faults.ts";
import { withGiven } from "./given-arguments.ts";
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
    run: withGiven(name, async (given, call) => {
      const parsed = input.safeParse(given);
      if (!parsed.success) return notRun(name, `${faultsOf(parsed.error)}.`);
      return run(parsed.data, call).catch((error: unknown) => toError(toldOf(error)));
    }),
  };
}
