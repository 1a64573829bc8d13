import { describe, expect, test } from "vitest";
import { fitsOf } from "../../src/mcp/tools/host-limits.ts";
import { instructionsFor } from "../../src/mcp/instructions.ts";
import { reportOn } from "../../src/mcp/tools/report.ts";
import { riskOf } from "../../src/mcp/tools/toolbox.ts";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { toolsets } from "../../tools/profile.ts";
import { ConfigError } from "../../src/config/config-error.ts";
import { configFrom } from "../../src/config/load.ts";
import { type TestHouse, openTestHouse } from "../house.ts";
import { profileOf } from "../profile.ts";
import {
  type Reaction,
  type ToolResult,
  clientKinds,
  connect,
  startEndpoint,
  textOf,
  typesTheName,
} from "./clients.ts";

const searchTools = ["search_operations", "run_read", "run_change", "run_destroy"];
const profiles = ["full", "search", "read-only", "no-destroy", "search,read-only", ...Object.keys(toolsets)];

describe.for(profiles)("under the profile %s", (text) => {
  test("every name is one that every host takes, and there are no more than it takes", async () => {
    const { tools } = reportOn(profileOf(text), await seenFrom());
    expect(tools.length).toBeGreaterThan(0);
    expect(tools.filter(({ name }) => !/^[a-z_]{1,40}$/.test(name))).toEqual([]);
    expect(fitsOf(tools.map(({ name }) => name)).filter(({ fits }) => !fits)).toEqual([]);
  });

  test("the instructions cost at most 600 tokens", async () => {
    expect(reportOn(profileOf(text), await seenFrom()).instructionTokens).toBeLessThanOrEqual(600);
  });
});

test("the four tools of a search profile cost at most 700 tokens", async () => {
  const { tools, toolTokens } = reportOn(profileOf("search"), await seenFrom());
  expect(tools.map(({ name }) => name)).toEqual(searchTools);
  process.stdout.write(`search: ${toolTokens} tokens for ${tools.length} tools (o200k)\n`);
  expect(toolTokens).toBeLessThanOrEqual(700);
});

test("the instructions of the real service cost at most 600 tokens in either shape", () => {
  const account =
    "REAL SERVICE: everything done here is done to the account at https://sss-jp1-ecl.api.ntt.com/api.";
  for (const shape of ["full", "search"] as const)
    expect(encode(instructionsFor(account, shape)).length).toBeLessThanOrEqual(600);
});

describe.for(clientKinds)("a %s client in a search profile", (kind) => {
  const reach = async (react?: Reaction) => {
    const house = await openTestHouse();
    const { url } = await startEndpoint(house);
    return { house, client: await connect(kind, { kind: "http", url: `${url}?profile=search` }, react) };
  };

  test("finds an operation by words, and runs it by the tool that is named", async () => {
    const { client } = await reach();
    expect((await client.listTools()).map(({ name }) => name)).toEqual(searchTools);
    const [found] = operationsIn(await client.call("search_operations", { query: "テナントの一覧を見たい" }));
    expect(found).toMatchObject({ operation: "list_tenants", run_with: "run_read" });
    const listed = await client.call("run_read", { operation: "list_tenants", arguments: "{}" });
    expect(listed.structuredContent).toHaveProperty("tenants");
  });

  test("destroys once the name is typed, and asks like the operation itself", async () => {
    const { house, client } = await reach(typesTheName);
    const tenantId = await firstTenant(client);
    const input = { operation: "delete_tenant", arguments: JSON.stringify({ tenant_id: tenantId }) };
    expect(await client.call("run_destroy", input)).not.toHaveProperty("isError", true);
    expect(deletesAt(house)).toBe(1);
  });

  test("destroys nothing by a tool whose calls a host may wave through", async () => {
    const { house, client } = await reach(typesTheName);
    const tenantId = await firstTenant(client);
    const input = { operation: "delete_tenant", arguments: JSON.stringify({ tenant_id: tenantId }) };
    for (const tool of ["run_read", "run_change"]) {
      const refused = await client.call(tool, input);
      expect(refused.isError).toBe(true);
      expect(textOf(refused)).toContain("Call run_destroy with the same arguments");
    }
    const direct = await client.call("delete_tenant", { tenant_id: tenantId });
    expect(textOf(direct)).toContain("run_destroy");
    expect(deletesAt(house)).toBe(0);
  });
});

describe("run_read", () => {
  test("takes arguments as an object too", async () => {
    const client = await searching();
    const shown = await client.call("run_read", { operation: "list_tenants", arguments: {} });
    expect(shown.structuredContent).toHaveProperty("tenants");
  });

  test.for([
    [{ operation: "list_tenants", arguments: "{" }, "arguments must be a JSON object"],
    [{ operation: "list_tenants", arguments: "[]" }, "have to be an object"],
    [{ operation: "list_tenants", arguments: '"x"' }, "have to be an object"],
    [{ operation: "list_tenants", arguments: 7 }, "failed (invalid_request)"],
    [{ operation: "list_tenants", arguments: '{"nonsense": 1}' }, 'unknown argument "nonsense"'],
    [{ operation: "lsit_tenants" }, "There is no operation of that name"],
    [{ operation: "run_read" }, "There is no operation of that name"],
    [{ operation: "constructor" }, "There is no operation of that name"],
    [{}, "failed (invalid_request)"],
    [{ operation: "list_tenants", more: true }, "failed (invalid_request)"],
  ] as const)("%j is refused: %s", async ([input, expected]) => {
    const refused = await (await searching()).call("run_read", input);
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toContain(expected);
  });

  test("reaches the tickets", async () => {
    const shown = await (await searching()).call("run_read", { operation: "list_tickets", arguments: "{}" });
    expect(shown.structuredContent).toEqual({ tickets: [] });
  });
});

describe("search_operations", () => {
  test("names what fits and is left out, so that nobody looks for it in vain", async () => {
    const client = await searching("search,read-only");
    const { structuredContent } = await client.call("search_operations", { query: "delete tenant" });
    expect(structuredContent).toMatchObject({
      not_available_here: expect.arrayContaining(["delete_tenant"]),
    });
    expect((await client.listTools()).map(({ name }) => name)).toEqual(["search_operations", "run_read"]);
  });

  test.for(["zzzzqqq", "🦊", "​‮", "' OR 1=1 --", "<script>"])(
    "finds nothing for %j, and says what there is",
    async (query) => {
      const shown = await (await searching()).call("search_operations", { query });
      expect(shown).not.toHaveProperty("isError", true);
      expect(shown.structuredContent).toHaveProperty("operations");
    },
  );

  test.for([
    {},
    { query: "" },
    { query: "x".repeat(501) },
    { query: "x", limit: 0 },
    { query: "x", limit: 11 },
  ])("%j is refused", async (input) => {
    expect(await (await searching()).call("search_operations", input)).toHaveProperty("isError", true);
  });
});

describe("a profile in the URL", () => {
  test("takes away, and gives back nothing that the setting takes", async () => {
    const house = await openTestHouse();
    const { url } = await startEndpoint(house, { profile: profileOf("read-only,users,tenants") });
    const client = await connect("modern", { kind: "http", url: `${url}?profile=full,tenants,contracts` });
    const names = (await client.listTools()).map(({ name }) => name);
    expect(names).toEqual(["list_tenants", "find_tenant", "get_tenant", "list_tickets", "get_ticket"]);
  });

  test("says which profile leaves out what is called all the same", async () => {
    const { url } = await startEndpoint(await openTestHouse());
    const client = await connect("modern", { kind: "http", url: `${url}?profile=no-destroy` });
    const refused = await client.call("delete_tenant", { tenant_id: "t" });
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toContain('left out by the profile "no-destroy"');
  });

  test("several count together", async () => {
    const { url } = await startEndpoint(await openTestHouse());
    const client = await connect("modern", { kind: "http", url: `${url}?profile=billing&profile=read-only` });
    expect((await client.listTools()).map(({ name }) => name)).toContain("get_billing_info");
  });

  test("that is none is refused before anything is read", async () => {
    const { url } = await startEndpoint(await openTestHouse());
    const refused = await fetch(`${url}?profile=everything`, { method: "POST", body: "{}" });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { message: expect.stringContaining('"everything"') },
    });
  });
});

test("a setting that is no profile is told with the other faults", () => {
  expect(() => configFrom({ SSS_OPS_PROFILE: "everything", SSS_OPS_PORT: "x" })).toThrow(
    /SSS_OPS_PORT: .*\n.*SSS_OPS_PROFILE: "everything" is no part of a profile/s,
  );
  expect(() => configFrom({ SSS_OPS_PROFILE: "-" })).toThrow(ConfigError);
});

test("the run tools take the scope of what they run", () => {
  expect(searchTools.map(riskOf)).toEqual(["read", "read", "change", "destroy"]);
});

async function searching(profile = "search") {
  const { url } = await startEndpoint(await openTestHouse());
  return connect("modern", { kind: "http", url: `${url}?profile=${profile}` });
}

async function seenFrom() {
  const { gate, account } = await openTestHouse();
  return { gate, account, actor: { principal: "test", face: "mcp", asking: "form" } as const };
}

async function firstTenant(client: {
  call(name: string, input: Record<string, unknown>): Promise<ToolResult>;
}) {
  const listed = await client.call("run_read", { operation: "list_tenants" });
  return (listed.structuredContent as { tenants: { tenant_id: string }[] }).tenants[0]?.tenant_id;
}

function operationsIn({ structuredContent }: ToolResult): readonly Record<string, unknown>[] {
  return (structuredContent as { operations: Record<string, unknown>[] }).operations;
}

function deletesAt({ sandbox }: TestHouse): number {
  return sandbox.calls.filter(({ method }) => method === "DELETE").length;
}
