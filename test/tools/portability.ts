import type * as z from "zod";

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Keywords that one MCP host or another drops, refuses, or misreads. */
const unportable = [
  "anyOf",
  "oneOf",
  "allOf",
  "not",
  "if",
  "$ref",
  "$defs",
  "prefixItems",
  "propertyNames",
  "patternProperties",
] as const;

/** What in a printed schema some host would stumble over, each fault with its path. */
export function portabilityFaults(schema: JsonSchema, path = "root"): readonly string[] {
  const faults = unportable.filter((keyword) => keyword in schema).map((keyword) => `${path} has ${keyword}`);
  const listed = [schema.type, schema.items].some(Array.isArray) ? [`${path} has a list of types`] : [];
  const inner = childrenOf(schema).flatMap(([name, child]) => portabilityFaults(child, `${path}.${name}`));
  return [...faults, ...listed, ...inner];
}

function childrenOf(schema: JsonSchema): readonly (readonly [string, JsonSchema])[] {
  return [
    ...Object.entries(schema.properties ?? {}),
    ["items", schema.items] as const,
    ["additionalProperties", schema.additionalProperties] as const,
  ].filter((child): child is [string, JsonSchema] => isSchema(child[1]));
}

function isSchema(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
