import * as z from "zod";
import { noteOf } from "./fields.ts";

/** JSON Schema as zod prints it. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * JSON Schema without the dialect, which every host takes for granted, and with the notes as descriptions. With `names`, an
 * id that can be looked up may be a name too, as the gate takes it.
 */
export function toJsonSchema(
  schema: z.ZodObject,
  io: "input" | "output",
  { names = false }: { readonly names?: boolean } = {},
): JsonSchema {
  const json: JsonSchema = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const note = noteOf(zodSchema);
      const isOthers = io === "output" && note?.untrusted === true;
      const text = isOthers ? "Written by other people" : note?.description?.en;
      if (text !== undefined) jsonSchema.description = text;
      if (names && note?.lookup !== undefined && jsonSchema.type === "string") acceptNames(jsonSchema);
      // `{}` lets everything through, as leaving it out does.
      if (isEmpty(jsonSchema.additionalProperties)) delete jsonSchema.additionalProperties;
    },
  });
  delete json.$schema;
  return json;
}

/** Lets a name stand for the id: what ids look like is for the gate to know. */
function acceptNames(schema: JsonSchema): void {
  delete schema.pattern;
  delete schema.minLength;
  delete schema.maxLength;
  const { description } = schema;
  if (description?.startsWith(idOrName) === true) return;
  schema.description = description === undefined ? idOrName : `${idOrName}. ${description}`;
}

const idOrName = "ID or name";

function isEmpty(schema: JsonSchema["additionalProperties"]): boolean {
  return typeof schema === "object" && Object.keys(schema).length === 0;
}
