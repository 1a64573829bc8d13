import { describe, expect, test } from "vitest";
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

const reactions: readonly (readonly [string, Reaction, string])[] = [
  ["declines", () => ({ action: "decline" }), "denied (not_confirmed)"],
  ["closes the form", () => ({ action: "cancel" }), "denied (not_confirmed)"],
  ["types another name", () => ({ action: "accept", content: { name: "another" } }), "denied (wrong_name)"],
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

  test("deletes a tenant when the person types its name, and calls upstream once", async () => {
    const { sandbox, way } = await reach();
    const client = await connect(kind, way, typesTheName);
    const tenantId = await firstTenantId(client);
    expect(await client.call("delete_tenant", { tenant_id: tenantId })).not.toHaveProperty("isError", true);
    expect(deletesOf(sandbox)).toHaveLength(1);
    expect(textOf(await client.call("get_tenant", { tenant_id: tenantId }))).toContain("failed (not_found)");
  });

  test.for(reactions)("does nothing when the person %s", async ([, reaction, expected]) => {
    const { sandbox, way } = await reach();
    const client = await connect(kind, way, reaction);
    const result = await client.call("delete_tenant", { tenant_id: await firstTenantId(client) });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain(expected);
    expect(deletesOf(sandbox)).toEqual([]);
  });

  test("does nothing when the client accepts by itself with nothing typed", async () => {
    const { sandbox, way } = await reach();
    const client = await connect(kind, way, () => ({ action: "accept", content: {} }));
    const result = await client.call("delete_tenant", { tenant_id: await firstTenantId(client) });
    expect(result.isError).toBe(true);
    expect(deletesOf(sandbox)).toEqual([]);
  });

  test("is refused a write, and told why, when it cannot ask", async () => {
    const { sandbox, way } = await reach();
    const client = await connect(kind, way);
    const result = await client.call("update_tenant", {
      tenant_id: await firstTenantId(client),
      description: "x",
    });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toMatch(/^denied \(cannot_ask\): .*elicitation/);
    expect(sandbox.calls.filter(({ method }) => method === "PUT")).toEqual([]);
  });

  test("changes a tenant on a yes, and not on an unticked box", async () => {
    const { way } = await reach();
    let reaction: Reaction = () => ({ action: "accept", content: { yes: false } });
    const client = await connect(kind, way, (form) => reaction(form));
    const input = { tenant_id: await firstTenantId(client), description: "changed" };
    expect(textOf(await client.call("update_tenant", input))).toContain("denied (not_confirmed)");
    reaction = saysYes;
    expect(await client.call("update_tenant", input)).not.toHaveProperty("isError", true);
    expect(await client.call("get_tenant", { tenant_id: input.tenant_id })).toMatchObject({
      structuredContent: { description: "changed" },
    });
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
