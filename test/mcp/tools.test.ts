import { describe, expect, test } from "vitest";
import { instructionsFor } from "../../src/mcp/instructions.ts";
import { tokensOf } from "../../src/mcp/tools/report.ts";
import { every } from "../../src/mcp/tools/toolbox.ts";

const operations = every.filter(({ operation }) => operation !== undefined);
const tools = every.map(({ tool }) => tool);

describe.for(tools.map((tool) => [tool.name, tool] as const))("%s", ([, tool]) => {
  test("is the tool that was reviewed", async () => {
    await expect(`${JSON.stringify(tool, null, 2)}\n`).toMatchFileSnapshot(`__snapshots__/${tool.name}.json`);
  });

  test("carries all four hints", () => {
    expect(Object.values(tool.annotations ?? {})).toEqual(
      Array.from({ length: 4 }, () => expect.any(Boolean)),
    );
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

  test("offers no secret as an argument", () => {
    const named = Object.keys(tool.inputSchema.properties ?? {}).filter((name) =>
      /password|secret/.test(name),
    );
    // Whether a password is mailed is none.
    expect(named.filter((name) => name !== "notify_password")).toEqual([]);
  });
});

test.for(operations.map((operation) => [operation.name, operation] as const))(
  "the hints of %s say what it does",
  ([, { risk, tool }]) => {
    expect(tool.annotations).toMatchObject({
      readOnlyHint: risk === "read",
      destructiveHint: risk === "destroy",
      openWorldHint: true,
    });
  },
);

test("a tool costs at most 120 tokens on average", () => {
  const costs = tools.map(tokensOf);
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  process.stdout.write(
    `${costs.length} tools: ${mean.toFixed(1)} tokens on average, ${Math.max(...costs)} at most (o200k)\n`,
  );
  expect(mean).toBeLessThanOrEqual(120);
});

test("the instructions stay under the 2 KB where hosts cut", () => {
  expect(
    Buffer.byteLength(
      instructionsFor("It is attached to the REAL service at https://sss-jp1-ecl.api.ntt.com/api.", "search"),
    ),
  ).toBeLessThan(2_048);
});
