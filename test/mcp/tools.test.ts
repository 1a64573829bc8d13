import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, test } from "vitest";
import { toTool } from "../../src/mcp/tool.ts";
import { instructionsFor } from "../../src/mcp/instructions.ts";
import { catalog } from "../../tools/index.ts";

const tools = catalog.map((operation) => ({ operation, tool: toTool(operation) }));

describe.for(tools.map((entry) => [entry.operation.name, entry] as const))(
  "%s",
  ([, { operation, tool }]) => {
    test("is the tool that was reviewed", async () => {
      await expect(`${JSON.stringify(tool, null, 2)}\n`).toMatchFileSnapshot(
        `__snapshots__/${tool.name}.json`,
      );
    });

    test("carries all four hints, and they say what it does", () => {
      expect(tool.annotations).toEqual({
        readOnlyHint: operation.risk === "read",
        destructiveHint: operation.risk === "destroy",
        idempotentHint: expect.any(Boolean),
        openWorldHint: true,
      });
    });

    test("has schemas that every host takes", () => {
      expect(faultsOf(tool.inputSchema)).toEqual([]);
      expect(faultsOf(tool.outputSchema)).toEqual([]);
      expect(tool.inputSchema["additionalProperties"]).toBe(false);
    });

    test("offers no secret as an argument", () => {
      expect(
        Object.keys(tool.inputSchema.properties ?? {}).filter((name) => /password|secret/.test(name)),
      ).toEqual(tool.inputSchema.properties?.["notify_password"] === undefined ? [] : ["notify_password"]);
    });

    test("fits the hosts' limits on names and descriptions", () => {
      // Cursor takes 60 characters for the server's and the tool's name together.
      expect(`sss-ops${tool.name}`.length).toBeLessThanOrEqual(60);
      expect(tool.name).toMatch(/^[a-z_]{1,40}$/);
      expect(tool.description?.length).toBeLessThan(2_000);
    });

    test("costs at most 300 tokens", () => {
      expect(tokensOf(tool)).toBeLessThanOrEqual(300);
    });
  },
);

test("a tool costs at most 120 tokens on average", () => {
  const costs = tools.map(({ tool }) => tokensOf(tool));
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  process.stdout.write(
    `${costs.length} tools: ${mean.toFixed(1)} tokens on average, ${Math.max(...costs)} at most (o200k)\n`,
  );
  expect(mean).toBeLessThanOrEqual(120);
});

test("the instructions stay under the 2 KB where hosts cut", () => {
  expect(
    Buffer.byteLength(
      instructionsFor("It is attached to the REAL service at https://sss-jp1-ecl.api.ntt.com/api."),
    ),
  ).toBeLessThan(2_048);
});

/** What a host is given of a tool for the model: name, description and input schema. */
function tokensOf({ name, description, inputSchema }: ReturnType<typeof toTool>): number {
  return encode(`${name}\n${description ?? ""}\n${JSON.stringify(inputSchema)}`).length;
}

/** What some host or model API refuses, with the place it stands at. */
function faultsOf(schema: unknown, path = "#", isRoot = true): readonly string[] {
  if (Array.isArray(schema))
    return schema.flatMap((item, index) => faultsOf(item, `${path}/${index}`, false));
  if (typeof schema !== "object" || schema === null) return [];
  const keys = [
    "$ref",
    "$defs",
    "$schema",
    "oneOf",
    "anyOf",
    "allOf",
    "not",
    "if",
    "prefixItems",
    "propertyNames",
  ];
  const own = keys.filter((key) => key in schema).map((key) => `${path} has ${key}`);
  const { type, items } = schema as { type?: unknown; items?: unknown };
  return [
    ...own,
    ...(isRoot && type !== "object" ? [`${path} is not an object`] : []),
    ...(Array.isArray(type) ? [`${path} has a list of types`] : []),
    ...(type === "array" && (items === undefined || typeof items === "boolean")
      ? [`${path} has no items`]
      : []),
    ...Object.entries(schema).flatMap(([key, inner]) =>
      // Names of properties are not keywords.
      key === "properties"
        ? Object.entries(inner as object).flatMap(([name, property]) =>
            faultsOf(property, `${path}/${name}`, false),
          )
        : faultsOf(inner, `${path}/${key}`, false),
    ),
  ];
}
