import { describe, expect, test } from "vitest";
import { scopesUpTo } from "../../src/access/caller.ts";
import { createTokens } from "../../src/access/tokens.ts";
import { createVerify } from "../../src/access/verify.ts";
import { openTwins, tenantsOn } from "../twins.ts";
import { openTestHouse } from "../house.ts";
import { type Reaction, clientKinds, connect, startEndpoint, textOf, typesTheName } from "./clients.ts";
import { callOnWire, sendOnWire, typed } from "./wire.ts";

/** An assistant of a house over two accounts, at an address with this query. */
async function reach({
  query = "",
  kind = "modern",
  react,
}: { query?: string; kind?: (typeof clientKinds)[number]; react?: Reaction } = {}) {
  const house = await openTwins();
  const { url } = await startEndpoint(house);
  const client = await connect(kind, { kind: "http", url: `${url}${query}` }, react);
  return { house, url, client };
}

type Shown = {
  readonly name: string;
  readonly inputSchema: { readonly properties?: object; readonly required?: readonly string[] };
};

/** The names of the tools whose calls have to name an account, one of these. */
async function askingFor(accounts: readonly string[], tools: readonly unknown[]) {
  const asking = (tools as readonly Shown[]).filter(({ inputSchema: { properties, required } }) => {
    if (required?.includes("account") !== true) return false;
    expect(properties).toHaveProperty("account", { type: "string", enum: accounts });
    return true;
  });
  return asking.map(({ name }) => name);
}

describe.for(clientKinds)("a %s client of several accounts", (kind) => {
  test("names the account with each call that goes to SSS, and its person is told which it is", async () => {
    const asked: string[] = [];
    const { house, client } = await reach({
      kind,
      react: (form) => {
        asked.push(form.message);
        return typesTheName(form);
      },
    });
    const asking = await askingFor(["east", "west"], await client.listTools());
    expect(asking).toEqual(expect.arrayContaining(["list_users", "delete_tenant", "access_report"]));
    expect(asking).not.toEqual(expect.arrayContaining(["list_tickets"]));
    expect(asking).not.toEqual(expect.arrayContaining(["undo"]));
    const [tenant_id = ""] = tenantsOn(house.west);
    const told = await client.call("delete_tenant", { tenant_id, account: "west" });
    expect(told.isError).not.toBe(true);
    expect(asked).toEqual([expect.stringContaining("\nAccount: west\n")]);
    expect(tenantsOn(house.west)).not.toContain(tenant_id);
    expect(tenantsOn(house.east)).toContain(tenant_id);
  });
});

describe("a call that names no account", () => {
  test.for([
    ["none", {}, /invalid_request.+account is missing.+east, west/],
    ["one that is not there", { account: "north" }, /invalid_request.+account: there is none called "north"/],
    ["what is no name", { account: ["east"] }, /account must be one of: east, west/],
    ["null, as hosts leave arguments out", { account: null }, /account is missing/],
  ] as const)("but %s reaches nothing", async ([_what, input, why]) => {
    const { house, client } = await reach();
    const told = await client.call("list_users", { ...input });
    expect(told.isError).toBe(true);
    expect(textOf(told)).toMatch(why);
    expect([...house.east.calls, ...house.west.calls]).toEqual([]);
  });
});

test("an answer that comes back with another account runs nothing", async () => {
  const { house, url } = await reach();
  const [tenant_id = ""] = tenantsOn(house.west);
  const name = house.west.world.tenants.get(tenant_id)?.name ?? "";
  const asked = await callOnWire(url, "delete_tenant", { tenant_id, account: "west" });
  const retry = { requestState: asked.body.result?.requestState ?? "", inputResponses: typed(name) };
  const told = await callOnWire(url, "delete_tenant", { tenant_id, account: "east" }, retry);
  expect(JSON.stringify(told.body)).toContain("ticket_mismatch");
  expect(tenantsOn(house.east)).toContain(tenant_id);
  expect(tenantsOn(house.west)).toContain(tenant_id);
});

test("the page of one account's list is not turned in another's", async () => {
  const { client } = await reach();
  const first = await client.call("list_users", { account: "west", limit: 1 });
  const { next_cursor: cursor } = (first.structuredContent as { page: { next_cursor: string } }).page;
  expect(textOf(await client.call("list_users", { account: "east", limit: 1, cursor }))).toContain(
    "the cursor is of another call",
  );
});

test("under the search profile the three that run take the account, and the rest does not", async () => {
  const { house, client } = await reach({ query: "?profile=search" });
  const tools = await client.listTools();
  expect(await askingFor(["east", "west"], tools)).toEqual(["run_read", "run_change", "run_destroy"]);
  const told = await client.call("run_read", { account: "west", operation: "list_tenants" });
  expect(told.isError).not.toBe(true);
  expect(house.west.calls).not.toEqual([]);
  expect(house.east.calls).toEqual([]);
});

test("tickets say which account they are about, and an undo finds it", async () => {
  const { house, client } = await reach({ react: () => ({ action: "accept", content: { yes: true } }) });
  const [tenant_id = ""] = tenantsOn(house.west);
  const before = house.west.world.tenants.get(tenant_id)?.description;
  await client.call("update_tenant", { account: "west", tenant_id, description: "changed" });
  const { tickets } = (await client.call("list_tickets", {})).structuredContent as {
    tickets: readonly { ticket_id: string; account: string }[];
  };
  expect(tickets).toMatchObject([{ account: "west", operation: "update_tenant" }]);
  const ticket_id = tickets[0]?.ticket_id ?? "";
  const dry = await client.call("undo", { ticket_id, dry_run: true });
  expect(dry.structuredContent).toMatchObject({ account: "west", would: "ask" });
  expect((await client.call("undo", { ticket_id })).isError).not.toBe(true);
  expect(house.west.world.tenants.get(tenant_id)?.description).toBe(before);
});

describe("whoever is held to one account", () => {
  /** An endpoint whose callers show tokens: one for everything, and one for `west` alone. */
  async function withTokens() {
    const house = await openTwins();
    const tokens = createTokens(await house.store());
    const { url } = await startEndpoint(house, { verify: createVerify({ issued: tokens.verify }) });
    const by = { principal: "local:admin", face: "terminal" };
    const grant = { principal: "local:taro", scopes: scopesUpTo("destroy"), lifeMs: 3_600_000 };
    const any = await tokens.create(grant, by, Date.now());
    const west = await tokens.create({ ...grant, account: "west" }, by, Date.now());
    const gone = await tokens.create({ ...grant, account: "north" }, by, Date.now());
    return { house, url, any: bearer(any.token), west: bearer(west.token), gone: bearer(gone.token) };
  }

  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  async function called(url: string, name: string, input: object, headers: Record<string, string>) {
    const response = await sendOnWire(url, "tools/call", { name, arguments: input }, headers);
    return JSON.stringify(await response.json());
  }

  test("by a token has no account to name, and reaches no other", async () => {
    const { house, url, west } = await withTokens();
    const listed = (await (await sendOnWire(url, "tools/list", {}, west)).json()) as {
      result: { tools: readonly unknown[] };
    };
    expect(await askingFor([], listed.result.tools)).toEqual([]);
    expect(await called(url, "list_tenants", {}, west)).toContain('"total":');
    expect(await called(url, "list_tenants", { account: "east" }, west)).toContain("invalid_request");
    expect(house.east.calls).toEqual([]);
  });

  test("by a token finds no ticket of another, though it is the same person's", async () => {
    const { house, url, any, west } = await withTokens();
    const [tenant_id = ""] = tenantsOn(house.east);
    await called(url, "delete_tenant", { tenant_id, account: "east" }, any);
    const [ticket] = await house.gate.list();
    const id = { ticket_id: ticket?.id ?? "" };
    expect(await called(url, "get_ticket", id, any)).toContain('"state":"open"');
    expect(await called(url, "list_tickets", {}, west)).toContain('"tickets":[]');
    for (const name of ["get_ticket", "cancel_ticket", "undo"]) {
      expect(await called(url, name, id, west)).toContain("you have no ticket");
    }
    const trail = await sendOnWire(url, "resources/read", { uri: "sss://audit/recent" }, west);
    expect(await trail.text()).not.toContain(id.ticket_id);
    expect((await house.gate.find(id.ticket_id))?.state).toBe("open");
  });

  test.for([
    ["that is not set up", "", "gone"],
    ["other than the URL's", "?account=east", "west"],
  ] as const)("by a token for an account %s is refused", async ([_what, query, whose]) => {
    const { url, ...tokens } = await withTokens();
    expect((await sendOnWire(`${url}${query}`, "tools/list", {}, tokens[whose])).status).toBe(403);
  });

  test("by the URL has no account to name", async () => {
    const { house, client } = await reach({ query: "?account=west" });
    expect(await askingFor([], await client.listTools())).toEqual([]);
    expect((await client.call("list_tenants", {})).isError).not.toBe(true);
    expect(house.east.calls).toEqual([]);
  });

  test("by the URL to one that is not there is told those there are", async () => {
    const { url } = await reach();
    const refused = await sendOnWire(`${url}?account=north`, "tools/list");
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining("expected one of east, west"),
    ]);
  });

  test("may name the only one there is in the URL", async () => {
    const { url } = await startEndpoint(await openTestHouse());
    expect((await sendOnWire(`${url}?account=default`, "tools/list")).status).toBe(200);
  });
});

describe("beside its tools, a server over several accounts", () => {
  async function textAt(client: Awaited<ReturnType<typeof reach>>["client"], uri: string): Promise<string> {
    const { contents } = await client.besideTools.readResource({ uri });
    const [content] = contents;
    return content !== undefined && "text" in content ? content.text : "";
  }

  test("tells of each account", async () => {
    const { house, client } = await reach();
    expect(JSON.parse(await textAt(client, "sss://account"))).toMatchObject({
      accounts: [
        { account: "east", attached_to: expect.stringContaining(house.east.url) },
        { account: "west", attached_to: expect.stringContaining(house.west.url) },
      ],
    });
  });

  test("reads records of the account that the address names", async () => {
    const { house, client } = await reach();
    const { resourceTemplates } = await client.besideTools.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toContain("sss://tenants/{id}{?account}");
    const [tenant_id = ""] = tenantsOn(house.west);
    expect(await textAt(client, `sss://tenants/${tenant_id}?account=west`)).toContain(tenant_id);
    expect(house.east.calls).toEqual([]);
  });

  test.for(["", "?account=north", "?other=west", "?account=west&account=east"])(
    "reads no record at an address that ends with “%s”",
    async (query) => {
      const { house, client } = await reach();
      const [tenant_id = ""] = tenantsOn(house.west);
      await expect(textAt(client, `sss://tenants/${tenant_id}${query}`)).rejects.toThrow(
        /account.+east, west/,
      );
      expect([...house.east.calls, ...house.west.calls]).toEqual([]);
    },
  );

  test("has prompts that ask which account is meant, and offers those there are", async () => {
    const { client } = await reach();
    const prompt = { name: "offboard_user", arguments: { account: "west", user: "sato.hana" } };
    const { messages } = await client.besideTools.getPrompt(prompt);
    expect(JSON.stringify(messages)).toContain(String.raw`get_user {\"account\":\"west\",`);
    await expect(
      client.besideTools.getPrompt({ name: "offboard_user", arguments: { account: "north", user: "x" } }),
    ).rejects.toThrow(/account must be one of east, west/);
    const refs = [
      { type: "ref/prompt", name: "offboard_user" },
      { type: "ref/resource", uri: "sss://users/{id}{?account}" },
    ] as const;
    for (const ref of refs) {
      const { completion } = await client.besideTools.complete({
        ref,
        argument: { name: "account", value: "we" },
      });
      expect(completion.values).toEqual(["west"]);
    }
  });

  test("completes names out of the account that was given", async () => {
    const { house, client } = await reach();
    const { completion } = await client.besideTools.complete({
      ref: { type: "ref/prompt", name: "offboard_user" },
      argument: { name: "user", value: "sato" },
      context: { arguments: { account: "west" } },
    });
    expect(completion.values[0]).toBe("sato.hana");
    expect(house.east.calls).toEqual([]);
  });
});
