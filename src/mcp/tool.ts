import type { Tool } from "@modelcontextprotocol/server";
import * as z from "zod";
import { isSecretField, noteOf } from "../../tools/fields.ts";
import type { Operation } from "../../tools/operation.ts";

type JsonSchema = z.core.JSONSchema.JSONSchema;

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

/** JSON Schema without the dialect, which every host takes for granted, and with the notes as descriptions. */
function toJsonSchema(schema: z.ZodObject, io: "input" | "output"): JsonSchema {
  const json: JsonSchema = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const text = noteOf(zodSchema)?.description?.en;
      if (text !== undefined) jsonSchema.description = text;
      // `{}` lets everything through, as leaving it out does.
      if (isEmpty(jsonSchema.additionalProperties)) delete jsonSchema.additionalProperties;
    },
  });
  delete json.$schema;
  return json;
}

function isEmpty(schema: JsonSchema["additionalProperties"]): boolean {
  return typeof schema === "object" && Object.keys(schema).length === 0;
}
