import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, test } from "vitest";
import type { Gate } from "../../../src/gate/gate.ts";
import { toCursor } from "../../../src/mcp/answers/cursor.ts";
import { listOf } from "../../../src/mcp/answers/list-of.ts";
import { runList } from "../../../src/mcp/answers/list-tool.ts";
import { createPages } from "../../../src/mcp/answers/pages.ts";
import { toResult } from "../../../src/mcp/result.ts";
import type { ToolCall } from "../../../src/mcp/tools/mcp-tool.ts";
import type { SandboxOptions } from "../../../src/sandbox/server.ts";
import { catalog, operationNamed } from "../../../tools/index.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { type Differences, type ToolResult, connect, startEndpoint, textOf } from "../clients.ts";

interface PageCounts {
  readonly total: number;
  readonly matched?: number;
  readonly shown: number;
  readonly next_cursor?: string;
  readonly narrow?: string;
  readonly reread?: boolean;
}

type Row = Readonly<Record<string, unknown>>;

test("what is a list follows from the records", () => {
  const lists = catalog.flatMap((operation) => {
    const list = listOf(operation);
    return list === undefined ? [] : [`${operation.name}: ${list.in}`];
  });
  expect(lists).toEqual([
    "list_users: users",
    "list_tenants: tenants",
    "list_contracts: contracts",
    "search_contracts: contracts",
    "access_report: users",
    "list_channels: channels",
    "list_iam_groups: iam_groups",
    "list_iam_group_users: users",
    "list_iam_roles: iam_roles",
    "list_approval_requests: approval_requests",
    "list_user_types: users",
    "list_available_menus: menus",
    "list_user_notifications: notification_types",
    "list_contract_notifications: notification_types",
    "list_workspaces: workspaces",
  ]);
});

test("no operation has an argument that every list has", () => {
  const taken = catalog
    .filter((operation) => listOf(operation) !== undefined)
    .flatMap(({ input }) => ["query", "fields", "limit", "cursor"].filter((name) => name in input.shape));
  expect(taken).toEqual([]);
});

describe("ten thousand users", () => {
  test("the first page costs at most 1,500 tokens and tells how to see more", async () => {
    const { list, text } = await reach({ sandbox: { size: "large" } });
    const { page, users } = await list({});
    expect(page).toMatchObject({
      total: 10_000,
      shown: users.length,
      narrow: expect.stringContaining("query"),
    });
    expect(users.length).toBeGreaterThan(10);
    expect(encode(await text({})).length).toBeLessThanOrEqual(1_500);
  });

  test("the pages hold every user once, and only the first is read from SSS", async () => {
    const { list, reads } = await reach({ sandbox: { size: "large" }, replyTokens: 100_000 });
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const { page, users } = await list({
        fields: ["user_id"],
        limit: 200,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...users.map(({ user_id: id }) => id));
      cursor = page.next_cursor;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(10_000);
    expect(new Set(seen).size).toBe(10_000);
    expect(reads()).toBe(1);
  });

  test("a page that is asked for longer than a reply may be ends earlier, and the next goes on there", async () => {
    const { list, text } = await reach({ sandbox: { size: "large" }, replyTokens: 2_000 });
    const first = await list({ limit: 200 });
    const second = await list({ limit: 200, cursor: first.page.next_cursor });
    const whole = await list({ fields: ["user_id"], limit: 100 });
    const ids = [...first.users, ...second.users].map(({ user_id: id }) => id).slice(0, 30);
    expect(ids).toEqual(whole.users.map(({ user_id: id }) => id).slice(0, 30));
    expect(encode(await text({ limit: 200 })).length).toBeLessThanOrEqual(2_000);
  });

  test("a query finds the few that match, whatever their width and case", async () => {
    const { list } = await reach({ sandbox: { size: "large" } });
    const { page, users } = await list({ query: "ＳＴＡＦＦ.00042" });
    expect(page).toEqual({ total: 10_000, matched: 1, shown: 1 });
    expect(users).toMatchObject([{ login_id: "staff.00042" }]);
  });
});

test("a query looks only into the fields that are shown", async () => {
  const { list } = await reach();
  const [{ login_id: login } = {}] = (await list({})).users;
  expect((await list({ query: login })).users).toHaveLength(1);
  expect((await list({ query: login, fields: ["user_id"] })).users).toEqual([]);
});

test("fields that were asked for are all that is shown", async () => {
  const { list } = await reach();
  const { users } = await list({ fields: ["user_id", "login_id"] });
  expect(new Set(users.flatMap((user) => Object.keys(user)))).toEqual(new Set(["user_id", "login_id"]));
});

test("the first page is always read anew", async () => {
  const { list, reads } = await reach();
  await list({});
  await list({});
  expect(reads()).toBe(2);
});

test.for([
  [{ fields: ["name"] }, 'list_users has no field "name" in its rows. Known: user_id, login_id'],
  [{ fields: [] }, "fields"],
  [{ limit: 0 }, "limit"],
  [{ limit: 201 }, "limit"],
  [{ query: " " }, "query"],
  [{ cursor: "nonsense" }, "this is no cursor"],
  [{ cursor: Buffer.alloc(18).toString("base64url") }, "the cursor is of another call"],
  [{ page: 2 }, "page"],
])("%j is refused with what is wrong", async ([input, fault]) => {
  const { text } = await reach();
  const said = await text(input as Record<string, unknown>);
  expect(said).toContain("invalid_request");
  expect(said).toContain(fault);
});

test("a cursor counts only with the arguments, for the person and the operation that it came from", async () => {
  const { list, call, house, text } = await reach();
  const { page } = await list({ limit: 1 });
  const cursor = page.next_cursor;
  const other = await call("list_tenants", { cursor });
  const elsewhere = await reach({}, house, { localPrincipal: "somebody else" });
  const said = [
    await text({ cursor, query: "a" }),
    await text({ cursor, fields: ["user_id"] }),
    textOf(other),
    await elsewhere.text({ cursor }),
  ];
  expect(said.filter((one) => one.includes("the cursor is of another call"))).toHaveLength(4);
});

test("where the reading is gone, such as on another replica, the list is read again and the page says so", async () => {
  const { list, house, reads } = await reach();
  const { page } = await list({ limit: 1 });
  const replica = await reach({}, house);
  const second = await replica.list({ limit: 1, cursor: page.next_cursor });
  const third = await replica.list({ limit: 1, cursor: second.page.next_cursor });
  expect(second).toMatchObject({ page: { reread: true, shown: 1 } });
  expect(third.page).not.toHaveProperty("reread");
  expect(reads()).toBe(2);
});

test("a cursor behind the end, which anybody can make, gives an empty page with the total", async () => {
  const { list } = await reach();
  const call = { principal: "test", operation: "list_users", input: {} };
  const cursor = toCursor({ offset: 4_294_967_295, reading: "00000000" }, call);
  const { page, users } = await list({ cursor });
  expect(users).toEqual([]);
  expect(page).toEqual({ total: expect.any(Number), shown: 0, reread: true });
  expect(page.total).toBeGreaterThan(1);
});

test("what was read is not shown once the policy refuses the read", async () => {
  const allowing = await openTestHouse({ account: "endUser" });
  const denying = await openTestHouse({ account: "endUser", environment: { SSS_OPS_DENY: "list_users" } });
  const pages = createPages();
  const shared = (gate: Gate): ToolCall => ({
    gate,
    pages,
    actor: { principal: "test", face: "mcp", asking: "none" },
    replyTokens: 4_000,
    signal: new AbortController().signal,
    onProgress: () => Promise.resolve(),
    asked: () => Promise.resolve(undefined),
    reach: { tools: () => [], find: () => undefined, whyNot: () => undefined, rank: () => [] },
    put: async (
      operation,
      input,
      { show = (answer: Row) => toResult({ kind: "done", operation: operation.name, answer }) } = {},
    ) => {
      const outcome = await gate.ask({
        operation,
        input,
        actor: { principal: "test", face: "mcp", asking: "none" },
      });
      if (outcome.kind === "asking") throw new Error("a read asks nothing");
      return outcome.kind === "done" ? show(outcome.answer) : toResult(outcome);
    },
  });
  const users = listOf(operationNamed("list_users") ?? fail());
  const run = (input: Row, gate: Gate) => runList(users ?? fail(), input, shared(gate));
  const first = await run({ limit: 1 }, allowing.gate);
  const { page } = first["structuredContent"] as { page: PageCounts };
  const more = { limit: 1, cursor: page.next_cursor };
  expect(await run(more, allowing.gate)).not.toHaveProperty("isError");
  expect(textOf((await run(more, denying.gate)) as ToolResult)).toContain("operation_denied");
});

test("an empty list says why it may be empty", async () => {
  const { call, house } = await reach();
  house.sandbox.world.approvals.clear();
  const { structuredContent } = await call("list_approval_requests", { status: "approved" });
  expect(structuredContent).toMatchObject({
    page: { total: 0, shown: 0, note: expect.stringMatching(/\w+ \w+/) },
    approval_requests: [],
  });
});

test("an access report has pages as a list has", async () => {
  const { call } = await reach();
  const first = await call("access_report", { limit: 1 });
  const { page, users } = first.structuredContent as { page: PageCounts; users: readonly Row[] };
  const second = await call("access_report", { limit: 1, cursor: page.next_cursor });
  const next = second.structuredContent as { page: PageCounts; users: readonly Row[] };
  expect([page.shown, next.page.shown]).toEqual([1, 1]);
  expect(next.users).not.toEqual(users);
});

test("a list takes the same arguments where it is found by searching", async () => {
  const { call } = await reach({
    profile: { text: "search", shape: "search", most: "destroy", only: [], without: [] },
  });
  const result = await call("run_read", {
    operation: "list_users",
    arguments: '{"limit":1,"fields":["user_id"]}',
  });
  expect(result.structuredContent).toMatchObject({
    page: { shown: 1 },
    users: [{ user_id: expect.any(String) }],
  });
});

function fail(): never {
  throw new Error("there is no such list");
}

/** An endpoint over a house, one client, and how often SSS was asked for users. */
async function reach(
  { sandbox = {}, ...differences }: Differences & { readonly sandbox?: SandboxOptions } = {},
  given?: TestHouse,
  more: Differences = {},
) {
  const house = given ?? (await openTestHouse({ account: "endUser", sandbox }));
  const { url } = await startEndpoint(house, { ...differences, ...more });
  const client = await connect("modern", { kind: "http", url });
  const call = (name: string, input: Record<string, unknown>) => client.call(name, input);
  return {
    house,
    call,
    list: async (input: Record<string, unknown>) => {
      const result = await call("list_users", input);
      if (result.isError === true) throw new Error(textOf(result));
      return result.structuredContent as { readonly page: PageCounts; readonly users: readonly Row[] };
    },
    text: async (input: Record<string, unknown>) => textOf(await call("list_users", input)),
    reads: () =>
      house.sandbox.calls.filter(({ method, path }) => method === "GET" && /\/users(\?|$)/.test(path)).length,
  };
}
