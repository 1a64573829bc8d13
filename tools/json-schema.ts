import * as z from "zod";
import { noteOf } from "./fields.ts";

/** JSON Schema as zod prints it. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** JSON Schema without the dialect, which every host takes for granted, and with the notes as descriptions. */
export function toJsonSchema(schema: z.ZodObject, io: "input" | "output"): JsonSchema {
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
