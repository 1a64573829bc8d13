import type { Tool } from "@modelcontextprotocol/server";
import { isSecretField } from "../../../tools/fields.ts";
import { type JsonSchema, toJsonSchema } from "../../../tools/json-schema.ts";
import { type Operation, isEndpoint } from "../../../tools/operation.ts";
import { withoutEmpties } from "../answers/empties.ts";
import { listOf } from "../answers/list-of.ts";
import { runList } from "../answers/list-tool.ts";
import { wishSchemas } from "../answers/wishes.ts";
import { toAnswer } from "../result.ts";
import { dryRunSchema, partDryRun, rehearse } from "./dry-run.ts";
import { withGiven } from "./given-arguments.ts";
import type { McpTool, ToolAnswer, ToolCall } from "./mcp-tool.ts";

/** The MCP tool of an operation. */
export function toOperationTool(operation: Operation): McpTool {
  const { name, command, aliases, title, summary, risk } = operation;
  return {
    name,
    command,
    ...(aliases === undefined ? {} : { aliases }),
    title,
    summary,
    risk,
    takesAccount: true,
    operation,
    tool: toTool(operation),
    run: withGiven(name, runnerOf(operation)),
  };
}

function runnerOf(operation: Operation): McpTool["run"] {
  const list = listOf(operation);
  if (list !== undefined) return (input, call) => runList(list, input, call);
  if (operation.risk === "read") return (input, call) => put(operation, input, call);
  return async (input, call) => {
    const parted = partDryRun(operation, input);
    if ("fault" in parted) return parted.fault;
    const { isDry, rest } = parted;
    return isDry ? rehearse(operation, rest, call) : put(operation, rest, call);
  };
}

function put(operation: Operation, input: unknown, call: ToolCall): Promise<ToolAnswer> {
  return call.put(operation, input, { show: (answer) => toAnswer(withoutEmpties(answer)) });
}

/** Name, title, description, schemas, and all four hints. */
function toTool(operation: Operation): Tool {
  return {
    name: operation.name,
    title: operation.title.en,
    description: operation.summary.en,
    inputSchema: toInputSchema(operation) as Tool["inputSchema"],
    outputSchema: toOutputSchema(operation) as NonNullable<Tool["outputSchema"]>,
    annotations: {
      readOnlyHint: operation.risk === "read",
      destructiveHint: operation.risk === "destroy",
      idempotentHint: isIdempotent(operation),
      openWorldHint: true,
    },
  };
}

/** A second call does nothing more: not so where each makes another thing or another key. */
function isIdempotent(operation: Operation): boolean {
  return operation.effect !== "create" && !(isEndpoint(operation) && operation.rotation !== undefined);
}

/** The input schema as models are shown it: without the secret fields, which no model may fill in. */
function toInputSchema(operation: Operation): JsonSchema {
  const schema = toJsonSchema(operation.input, "input", { names: true });
  const secrets = Object.keys(operation.input.shape).filter((name) => isSecretField(operation, name));
  for (const name of secrets) delete schema.properties?.[name];
  for (const property of Object.values(schema.properties ?? {})) dropTheObvious(property);
  if (listOf(operation) !== undefined) schema.properties = { ...schema.properties, ...wishSchemas };
  if (operation.risk !== "read") schema.properties = { ...schema.properties, dry_run: dryRunSchema };
  return schema;
}

/** No model sends an empty text for something, or asks for none of it; the gate checks it all the same. */
function dropTheObvious(property: JsonSchema | boolean): void {
  if (typeof property === "boolean") return;
  if (property.minLength === 1) delete property.minLength;
  if (property.minimum === 1) delete property.minimum;
}

function toOutputSchema(operation: Operation): JsonSchema {
  return toJsonSchema(operation.output, "output");
}
