import { describe, expect, test } from "vitest";
import type { McpTool } from "../../src/mcp/tools/mcp-tool.ts";
import { createToolbox } from "../../src/mcp/tools/toolbox.ts";
import { allScopes } from "../../src/access/caller.ts";
import { toolsets } from "../../tools/profile.ts";
import { openTestHouse } from "../house.ts";
import { profileOf } from "../profile.ts";
import { connect, startEndpoint, textOf } from "./clients.ts";
import { faultsForGemini, faultsForHosts, faultsForOpenAi } from "./portability.ts";

const profiles = ["full", "search", "read-only", "no-destroy", "search,read-only", ...Object.keys(toolsets)];

/** The tools that a host is shown under a profile. */
async function toolsUnder(profile: string): Promise<readonly McpTool["tool"][]> {
  const { gate } = await openTestHouse();
  const caller = { principal: "test", scopes: allScopes, profiles: [profileOf(profile)] };
  const offered = createToolbox(gate).offeredTo(caller, { principal: "test", face: "mcp", asking: "form" });
  return offered.map(({ tool }) => tool);
}

/** The faults of each tool that has any. */
function faultyAmong(tools: readonly McpTool["tool"][], faultsOf: (schema: object) => readonly string[]) {
  const found = tools.map(({ name, inputSchema }) => [name, faultsOf(inputSchema)] as const);
  return Object.fromEntries(found.filter(([, faults]) => faults.length > 0));
}

describe.for(profiles)("under the profile %s", (profile) => {
  test("every schema is one that hosts take", async () => {
    const tools = await toolsUnder(profile);
    expect(tools.length).toBeGreaterThan(0);
    expect(faultyAmong(tools, faultsForHosts)).toEqual({});
    const answers = tools.map(
      ({ name, outputSchema }) => [name, faultsForHosts(outputSchema ?? {})] as const,
    );
    expect(answers.filter(([, faults]) => faults.length > 0)).toEqual([]);
    expect(tools.filter(({ inputSchema }) => inputSchema["additionalProperties"] !== false)).toEqual([]);
  });

  test("every name is one that model APIs take, and each is there once", async () => {
    const names = (await toolsUnder(profile)).map(({ name }) => name);
    expect(names.filter((name) => !/^[a-zA-Z][\w-]{0,63}$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("every input fits into OpenAI's strict mode", async () => {
    expect(faultyAmong(await toolsUnder(profile), faultsForOpenAi)).toEqual({});
  });

  test("every input fits into Gemini's subset", async () => {
    expect(faultyAmong(await toolsUnder(profile), faultsForGemini)).toEqual({});
  });
});

test("an open object is one of few, and what is left of each when a host closes it can be used", async () => {
  const open = (await toolsUnder("full")).flatMap(({ name, inputSchema }) =>
    Object.entries(inputSchema.properties ?? {}).flatMap(([field, schema]) => {
      const { items } = schema as {
        readonly items?: { readonly type?: string; readonly properties?: object };
      };
      return items?.type === "object"
        ? [`${name} ${field}: ${Object.keys(items.properties ?? {}).join()}`]
        : [];
    }),
  );
  // Rules of IAM roles may name any parameter of a request, and the entries of the other three were never documented:
  // a closed one loses the keys that nobody can list, and keeps those that are known.
  expect(open).toEqual([
    "create_iam_role resources: basePath,path,verb,ipAddress",
    "update_iam_role resources: basePath,path,verb,ipAddress",
    "update_available_menus menus: menu,availability",
    "update_user_notifications notification_types: notification_type,enabled",
    "update_contract_notifications notification_types: notification_type,enabled",
  ]);
});

describe("the checks find", () => {
  const inObject = (schema: object) => ({ type: "object", properties: { a: schema } });
  test.for([
    [{ type: "object", properties: {} }, "#/a is an object that declares nothing"],
    [{ type: "object" }, "#/a is an object that declares nothing"],
    [{ type: "array", items: { type: "object" } }, "#/a/[] is an object that declares nothing"],
    [{ type: "string", const: "x" }, "#/a has const"],
    [{}, "#/a has the type undefined"],
    [{ type: ["string", "null"] }, "#/a has the type string,null"],
    [{ type: "string", pattern: "^(?=.*[a-z])" }, "#/a looks around in its pattern"],
    [inObject({ type: "integer", uniqueItems: true }), "#/a/a has uniqueItems"],
    [
      { type: "object", properties: { b: { type: "string" } }, required: ["c"] },
      "#/a requires c and does not declare it",
    ],
  ] as const)("%j: %s", ([schema, fault]) => {
    expect(faultsForOpenAi(inObject(schema))).toContain(fault);
    expect(faultsForGemini(inObject(schema))).toContain(fault);
  });

  test.for([
    [{ $ref: "#" }, "#/a has $ref"],
    [{ anyOf: [] }, "#/a has anyOf"],
    [{ type: ["string", "null"] }, "#/a has a list of types"],
    [{ type: "array" }, "#/a has no items"],
    [{ type: "array", items: false }, "#/a has no items"],
  ] as const)("%j: %s", ([schema, fault]) => {
    expect(faultsForHosts(inObject(schema))).toContain(fault);
    expect(faultsForHosts(schema)).toContain("# is no object");
  });
});

describe("null means left out, as from a host whose model has to name every argument", () => {
  const reach = async (profile: string) => {
    const { url } = await startEndpoint(await openTestHouse());
    return connect("modern", { kind: "http", url: `${url}?profile=${profile}` });
  };

  test.for<readonly [string, string, Record<string, unknown>, Record<string, unknown>]>([
    ["full", "list_users", { contract_id: null, query: null, fields: null, limit: null, cursor: null }, {}],
    ["full", "get_ticket", { ticket_id: "none", wait_seconds: null }, { ticket_id: "none" }],
    ["full", "undo", { ticket_id: "none", dry_run: null }, { ticket_id: "none" }],
    [
      "full",
      "create_iam_role",
      {
        iam_role_name: "readers",
        resources: [{ basePath: "/ecl-sss", path: "*", verb: "GET", ipAddress: null }],
        contract_id: null,
        description: null,
        dry_run: true,
      },
      {
        iam_role_name: "readers",
        resources: [{ basePath: "/ecl-sss", path: "*", verb: "GET" }],
        dry_run: true,
      },
    ],
    ["search", "search_operations", { query: "users", limit: null }, { query: "users" }],
    ["search", "run_read", { operation: "list_users", arguments: null }, { operation: "list_users" }],
    [
      "search",
      "run_read",
      { operation: "list_users", arguments: '{"query": null, "contract_id": null}' },
      { operation: "list_users" },
    ],
  ])("%s: %s %j", async ([profile, tool, withNulls, without]) => {
    const client = await reach(profile);
    expect(textOf(await client.call(tool, withNulls))).toBe(textOf(await client.call(tool, without)));
  });

  test("a cursor counts for the call with nulls and without them", async () => {
    const client = await reach("full");
    const first = await client.call("list_users", { contract_id: null, limit: 1 });
    const { page } = first.structuredContent as { readonly page: { readonly next_cursor: string } };
    const next = await client.call("list_users", { limit: 1, cursor: page.next_cursor });
    expect(next.structuredContent).toMatchObject({ page: { shown: 1 } });
  });

  test("what is required is missing when it is null", async () => {
    const client = await reach("full");
    expect(textOf(await client.call("get_user", { user_id: null }))).toContain("user_id is required");
  });
});
