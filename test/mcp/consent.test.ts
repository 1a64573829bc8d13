import { describe, expect, test } from "vitest";
import { every } from "../../src/mcp/tools/toolbox.ts";
import { temporaryDirectory } from "../directory.ts";
import { environmentOf, openTestHouse, startTestSandbox } from "../house.ts";
import {
  type Reaction,
  clientKinds,
  connect,
  saysYes,
  startEndpoint,
  textOf,
  typesTheName,
} from "./clients.ts";

const ways = ["http", "stdio"] as const;
const cells = ways.flatMap((way) => clientKinds.map((kind) => [kind, way] as const));

/** What else may come back, and what is said to it; the last is a client that accepts by itself. */
const others: readonly (readonly [Reaction, string])[] = [
  [() => ({ action: "decline" }), "denied (not_confirmed)"],
  [() => ({ action: "cancel" }), "denied (not_confirmed)"],
  [() => ({ action: "accept", content: { name: "another" } }), "denied (wrong_name)"],
  [() => ({ action: "accept", content: {} }), "denied ("],
];

describe.for(cells)("a %s client over %s", ([kind, way]) => {
  async function reach() {
    if (way === "http") {
      const house = await openTestHouse();
      const { url } = await startEndpoint(house);
      return { sandbox: house.sandbox, way: { kind: "http", url } as const };
    }
    const sandbox = await startTestSandbox();
    const environment = { ...environmentOf(sandbox), SSS_OPS_STATE_DIR: await temporaryDirectory() };
    return { sandbox, way: { kind: "stdio", environment } as const };
  }

  test("changes a tenant on a yes, deletes it once its name is typed, and neither on another answer", async () => {
    const { sandbox, way } = await reach();
    let reaction: Reaction = typesTheName;
    const client = await connect(kind, way, (form) => reaction(form));
    const tenantId = await firstTenantId(client);
    const input = { tenant_id: tenantId, description: "changed" };
    reaction = () => ({ action: "accept", content: { yes: false } });
    expect(textOf(await client.call("update_tenant", input))).toContain("denied (not_confirmed)");
    reaction = saysYes;
    expect(await client.call("update_tenant", input)).not.toHaveProperty("isError", true);
    expect(await client.call("get_tenant", { tenant_id: input.tenant_id })).toMatchObject({
      structuredContent: { description: "changed" },
    });

    for (const [other, expected] of others) {
      reaction = other;
      const refused = await client.call("delete_tenant", { tenant_id: tenantId });
      expect(refused.isError).toBe(true);
      expect(textOf(refused)).toContain(expected);
    }
    expect(deletesOf(sandbox)).toEqual([]);
    reaction = typesTheName;
    expect(await client.call("delete_tenant", { tenant_id: tenantId })).not.toHaveProperty("isError", true);
    expect(deletesOf(sandbox)).toHaveLength(1);
    expect(textOf(await client.call("get_tenant", { tenant_id: tenantId }))).toContain("failed (not_found)");
  });

  test("that cannot ask is listed every operation and reads, and is refused a write and told why", async () => {
    const { sandbox, way } = await reach();
    const client = await connect(kind, way);
    expect(await client.listTools()).toHaveLength(every.length);
    expect(await client.call("list_users", {})).toMatchObject({
      structuredContent: { users: expect.any(Array) },
    });
    const result = await client.call("update_tenant", {
      tenant_id: await firstTenantId(client),
      description: "x",
    });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toMatch(/^denied \(cannot_ask\): .*elicitation/);
    expect(sandbox.calls.filter(({ method }) => method === "PUT")).toEqual([]);
  });
});

async function firstTenantId(client: {
  call(name: string, input: Record<string, unknown>): Promise<{ structuredContent?: unknown }>;
}): Promise<string> {
  const { structuredContent } = await client.call("list_tenants", {});
  const { tenants } = structuredContent as { tenants: readonly { tenant_id: string }[] };
  return tenants[0]?.tenant_id ?? "";
}

function deletesOf({ calls }: { calls: readonly { method: string }[] }): readonly unknown[] {
  return calls.filter(({ method }) => method === "DELETE");
}
