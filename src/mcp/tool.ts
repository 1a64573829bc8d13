import type { Tool } from "@modelcontextprotocol/server";
import { isSecretField } from "../../tools/fields.ts";
import type { Operation } from "../../tools/operation.ts";
import { type JsonSchema, toJsonSchema } from "../../tools/json-schema.ts";

/** The MCP tool of an operation: name, title, description, schemas, and all four hints. */
export function toTool(operation: Operation): Tool {
  return {
    name: operation.name,
    title: operation.title.en,
    description: operation.summary.en,
    inputSchema: toInputSchema(operation) as Tool["inputSchema"],
    outputSchema: toOutputSchema(operation) as NonNullable<Tool["outputSchema"]>,
    annotations: {
      readOnlyHint: operation.effect === "read",
      destructiveHint: operation.risk === "destroy",
      idempotentHint: operation.effect !== "create" && operation.rotation === undefined,
      openWorldHint: true,
    },
  };
}

/** The input schema as models are shown it: without the secret fields, which no model may fill in. */
function toInputSchema(operation: Operation): JsonSchema {
  const schema = toJsonSchema(operation.input, "input");
  const secrets = Object.keys(operation.input.shape).filter((name) => isSecretField(operation, name));
  for (const name of secrets) delete schema.properties?.[name];
  return schema;
}

function toOutputSchema(operation: Operation): JsonSchema {
  return toJsonSchema(operation.output, "output");
}
