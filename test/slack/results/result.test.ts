import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { slackDoor, terminalDoor } from "../../../src/gate/doors.ts";
import { type Ending, steps } from "../../../src/gate/outcome.ts";
import { faultsIn } from "../../../src/sandbox/slack/check/faults-in.ts";
import { startSandbox } from "../../../src/sandbox/server.ts";
import { pageSize } from "../../../src/slack/results/result-list.ts";
import { type HowToTell, resultOf, tellEnding } from "../../../src/slack/results/result.ts";
import type { Language } from "../../../src/slack/views/language.ts";
import { isSecretField } from "../../../tools/fields.ts";
import { catalog, endpoints, operationNamed } from "../../../tools/index.ts";
import type { Operation } from "../../../tools/operation.ts";
import fixtures from "../../fixtures/sss-answers.json" with { type: "json" };
import { speakTo } from "../../sandbox/sss.ts";
import { type Things, samples, thingsOf } from "../../samples.ts";
import { harmIn, hostileTexts } from "../hostile.ts";
import { actionsIn, shown } from "../shown.ts";
import { hanako, taro, ticketOf } from "../tickets.ts";

const languages = ["en", "ja"] as const;
type Answer = Record<string, unknown>;
type Problem = Exclude<Ending, { readonly kind: "done" }>;

function operationOf(name: string): Operation {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(`no operation is called ${name}`);
  return operation;
}

/** What is told of an answer. */
function tell(name: string, answer: Answer, how: Partial<HowToTell> = {}) {
  return tellEnding({ kind: "done", operation: name, answer }, operationOf(name), {
    language: "en",
    input: {},
    ...how,
  });
}

function told(name: string, answer: Answer, how: Partial<HowToTell> = {}): string {
  return shown(tell(name, answer, how).blocks);
}

/** What is told of a call that did not succeed. */
function toldOf(
  problem: Pick<Problem, "kind" | "code"> & { readonly message?: string },
  name = "delete_user",
) {
  const ending = { message: "Upstream said no.", next: "", operation: name, ...problem } as Problem;
  return tellEnding(ending, operationOf(name), { language: "en", input: { user_id: "ecid10" } });
}

function usersOf(count: number): Answer {
  const users = Array.from({ length: count }, (_user, index) => ({
    user_id: `ecid${index + 1}`,
    login_id: `user.${index + 1}`,
    mail_address: `user.${index + 1}@example.com`,
    contract_id: "econ1",
  }));
  return { contract_id: "econ1", users };
}

describe("a list", () => {
  test("is a table of its rows: ids and names first, empty columns and what all have in common left out", () => {
    expect(told("list_users", usersOf(3), { input: { contract_id: "econ1" } })).toMatchInlineSnapshot(`
      "
      *List users* (econ1): 3 found.
      | user_id  login_id  mail_address
      | ecid1    user.1    user.1@example.com
      | ecid2    user.2    user.2@example.com
      | ecid3    user.3    user.3@example.com
      "
    `);
  });

  test("names what has no place in its table", () => {
    const contracts = [
      {
        contract_id: "econ1000000003",
        channel_name: "a".repeat(30),
        status: "enable",
        description: "x".repeat(50),
        charges: [1],
      },
    ];
    expect(told("list_contracts", { contracts }, { language: "ja" })).toMatchInlineSnapshot(`
      "
      *契約一覧*: 1件
      | contract_id     channel_name                    status  description
      | econ1000000003  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  enable  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
      (省略した項目: charges)
      "
    `);
  });

  test("keeps ids whole", () => {
    const id = "ee67e296-8f86-4fde-86a9-3cb0ecbf0e0a";
    const row = { request_id: id, service: "network", approver_id: "a".repeat(32), status: "registered" };
    expect(told("list_approval_requests", { approval_requests: [row] })).toContain(id);
  });

  test("that is a tree shows what each hangs on", () => {
    const leaf = { contract_group_id: "ecgr3", contract_group_name: "tokyo" };
    const branch = { contract_group_id: "ecgr2", contract_group_name: "east", children: [leaf] };
    const root = { contract_group_id: "ecgr1", contract_group_name: "root", children: [branch] };
    expect(told("list_contract_groups", { contract_group: root })).toMatchInlineSnapshot(`
      "
      *List contract groups*: 3 found.
      | contract_group_id  contract_group_name  parent
      | ecgr1              root
      | ecgr2              east                 ecgr1
      | ecgr3              tokyo                ecgr2
      "
    `);
  });

  test("that is empty says so, and one that is missing too", () => {
    expect(told("list_users", { users: [] })).toMatch(/0 found/);
    expect(told("list_users", {})).toMatch(/answered nothing/);
    expect(tell("list_users", { users: [] }).rows).toEqual({ total: 0, shown: 0, from: 0 });
  });

  test("of bare values is shown all the same", () => {
    expect(told("list_available_menus", { menus: ["a", 1, null] })).toMatch(/value\n\| a\n\| 1/);
  });

  test("shows the rows in which the filter stands, whatever the case and width", () => {
    const { blocks, rows } = tell("list_users", usersOf(30), { filter: "ＵＳＥＲ.3" });
    expect(rows).toEqual({ total: 2, shown: 2, from: 0 });
    expect(shown(blocks)).toMatch(/2 found that show “ＵＳＥＲ.3”[^]*user\.3 [^]*user\.30/);
  });

  test("is not filtered by what it does not show", () => {
    expect(tell("list_users", usersOf(3), { filter: "econ1" }).rows?.total).toBe(0);
  });
});

describe("a long list", () => {
  const page = (from: number, count = 2 * pageSize + 5) =>
    tell("list_users", usersOf(count), { page: { id: "page-1", from } });

  test("has pages, and ways to narrow it down", () => {
    const { blocks } = page(pageSize);
    expect(
      shown(blocks)
        .split("\n")
        .filter((line) => line.startsWith("| ecid")),
    ).toHaveLength(pageSize);
    expect(shown(blocks)).toContain(
      "21–40 of 45. To narrow it down: `--filter TEXT`, `contract_id=…`, `/sss user find USER [FIELD=VALUE …]`",
    );
  });

  test("is turned as far as there is more", () => {
    expect(actionsIn(page(0).blocks)).toEqual(["page:next"]);
    expect(actionsIn(page(pageSize).blocks)).toEqual(["page:prev", "page:next"]);
    expect(actionsIn(page(2 * pageSize).blocks)).toEqual(["page:prev"]);
    expect(actionsIn(page(0, pageSize).blocks)).toEqual([]);
    expect(JSON.stringify(page(0).blocks)).toContain('"value":"page-1"');
  });

  test("that has become shorter is shown by its last page", () => {
    expect(page(10 * pageSize).rows).toEqual({ total: 45, shown: 5, from: 40 });
    expect(page(pageSize, 3).rows).toEqual({ total: 3, shown: 3, from: 0 });
    expect(page(-pageSize).rows).toMatchObject({ from: 0 });
  });

  test("has no buttons without a page to turn", () => {
    expect(actionsIn(tell("list_users", usersOf(45)).blocks)).toEqual([]);
  });
});

describe("one thing", () => {
  test("is shown with all that it has, nested things below it", () => {
    const tenant = {
      tenant_id: "abc",
      tenant_name: "web-1",
      description: "検証用 <!channel>",
      brand_id: "",
      users: [
        { user_id: "ecid1", contract_owner: true },
        { user_id: "ecid2", contract_owner: false },
      ],
    };
    expect(told("get_tenant", tenant, { input: { tenant_id: "abc" } })).toMatchInlineSnapshot(`
      "
      *Get tenant* (abc)
      | tenant_id    abc
      | tenant_name  web-1
      | description  検証用 <!channel>
      | users        (2)
      |   - user_id=ecid1, contract_owner=true
      |   - user_id=ecid2, contract_owner=false
      "
    `);
  });

  test("as deep as a bill is laid out", () => {
    const item = {
      name: "Total",
      amount: 3,
      item: [{ name: "Tenants", item: [{ name: "Server", amount: 3 }] }],
    };
    expect(told("get_billing_info", { charge_data: { data: { item } } })).toMatchInlineSnapshot(`
      "
      *Get monthly billing*
      | charge_data
      |   data
      |     item
      |       name    Total
      |       amount  3
      |       item    (1)
      |         - name  Tenants
      |           item  (1)
      |             - name=Server, amount=3
      "
    `);
  });

  test("that is too long ends with a note", () => {
    const users = Array.from({ length: 1_000 }, (_user, index) => ({ user_id: `ecid${index}` }));
    expect(told("get_tenant", { users })).toContain("There is more: not all of it is shown here.");
  });

  test("shows where a secret is kept, and not more", () => {
    const answer = { user_id: "ecid1", password: "(sealed: in create_user-1.json on the server)" };
    expect(
      told("create_user", answer, { input: { login_id: "taro.yamada", password: "Passw0rd!" } }),
    ).toMatch(/Done: \*Create user\* \(taro\.yamada\)[^]*\(sealed: in create_user-1\.json on the server\)/);
  });
});

test("a change is told to be done, in the reader's language", () => {
  expect(told("delete_user", {}, { input: { user_id: "ecid10" } })).toBe("\nDone: *Delete user* (ecid10)\n");
  expect(told("delete_user", {}, { input: { user_id: "ecid10" }, language: "ja" })).toBe(
    "\n完了しました: *ユーザー削除*（ecid10）\n",
  );
});

describe("what was not done", () => {
  test("is told with what to do, and the detail", () => {
    expect(shown(toldOf({ kind: "denied", code: "frozen" }).blocks)).toMatchInlineSnapshot(`
      "
      Nothing was done: *Delete user* (ecid10)
      There is a freeze: no changes until it ends.
      Wait for its end, or ask whoever runs this server.
      (frozen: Upstream said no.)
      "
    `);
    expect(shown(toldOf({ kind: "failed", code: "not_found" }).blocks)).toMatchInlineSnapshot(`
      "
      It failed: *Delete user* (ecid10)
      What it names does not exist.
      List the resource and use an id that it shows.
      (not_found: Upstream said no.)
      "
    `);
  });

  test("is loud when it may have been done", () => {
    const message = toldOf({ kind: "unknown", code: "timeout" });
    expect(message.text).toMatch(/^It may have happened\./);
    expect(shown(message.blocks)).toMatchInlineSnapshot(`
      "
      # It may have happened.
      Nobody knows whether it was done: *Delete user* (ecid10)
      SSS did not answer in time.
      It may have taken effect. Look at the target before you do anything else; do not simply repeat it.
      (timeout: Upstream said no.)
      "
    `);
  });

  test.for(Object.keys(steps) as readonly Problem["code"][])("for %s is one that Slack takes", (code) => {
    for (const message of hostileTexts) {
      for (const kind of ["denied", "failed", "unknown"] as const) {
        expect(harmIn("message", toldOf({ kind, code, message } as Problem))).toEqual([]);
      }
    }
  });
});

describe("a call that waits", () => {
  const wait = (
    changes: Parameters<typeof ticketOf>[0],
    approvers: readonly string[],
    language: Language = "en",
  ) => {
    const ticket = ticketOf(changes);
    const pending = {
      kind: "pending",
      operation: ticket.operation,
      ticket,
      message: "Ask <@U0HANAKO>.",
      where: ticket.state === "open" ? [slackDoor, terminalDoor].map((door) => door.where("<!here>")) : [],
    } as const;
    const how = { language, input: ticket.input, approvers } as const;
    return tellEnding(pending, operationOf(ticket.operation), how);
  };

  test("is told with whom it waits for", () => {
    expect(shown(wait({ requester: taro }, [hanako.principal]).blocks)).toMatchInlineSnapshot(`
      "
      Nothing was done yet: *Delete tenant* (462c8013d0e849e4b986ab2c181f2af8)
      It waits for the answer of <@U0HANAKO>
      (To answer: press a button on its card in Slack; or run: sss-ops tickets approve &lt;!here&gt;)
      "
    `);
    expect(shown(wait({ consent: "self", requester: hanako }, []).blocks)).toContain(
      "the answer of <@U0HANAKO>",
    );
  });

  test("is told in the reader's language alone", () => {
    expect(shown(wait({ requester: taro }, [hanako.principal], "ja").blocks)).toMatchInlineSnapshot(`
      "
      まだ実行していません: *テナント削除*（462c8013d0e849e4b986ab2c181f2af8）
      回答を待っています: <@U0HANAKO>
      (回答方法: Slackのカードのボタンを押してください。または、サーバーのターミナルで次を実行してください: sss-ops tickets approve &lt;!here&gt;)
      "
    `);
  });

  test("for its own end is told to be under way", () => {
    expect(shown(wait({ state: "running" }, [hanako.principal]).blocks)).toMatch(/^\nUnder way: .*\n$/);
  });
});

describe("what came of a ticket", () => {
  test("is told once it has ended", () => {
    const done = ticketOf({ state: "done", outcome: { kind: "done", answer: {} } });
    expect(resultOf(done, "en")?.text).toMatch(/^Done: Delete tenant/);
    const lost = { kind: "unknown", code: "timeout", message: "Lost.", next: "" };
    expect(resultOf(ticketOf({ state: "unknown", outcome: lost }), "en")?.text).toMatch(
      /^It may have happened/,
    );
  });

  test("is not told before", () => {
    expect(resultOf(ticketOf(), "en")).toBeUndefined();
    expect(resultOf(ticketOf({ state: "running", outcome: { transaction_id: "x" } }), "en")).toBeUndefined();
  });
});

describe("whatever SSS answers", () => {
  const answers = fixtures as Readonly<Record<string, { readonly body?: unknown }>>;
  let things: Things;
  let reads: ReadonlyMap<string, Answer>;

  beforeAll(async () => {
    const sandbox = await startSandbox();
    const { call } = speakTo(sandbox);
    things = await thingsOf(speakTo(sandbox));
    const answered = endpoints
      .filter(({ effect }) => effect === "read")
      .map(async ({ name, route }) => {
        const input = samples[name].input(things) as Record<string, string>;
        const { body } = await call(sandbox.accounts.partner, filled(route, input));
        return [name, body] as const;
      });
    reads = new Map(await Promise.all(answered));
    await sandbox.close();
  });

  test.for(catalog)("$name is told in a message that Slack takes", (operation) => {
    const recorded = ["v1", "v2"].map((version) => answers[`${version}.${operation.name}`]?.body ?? {});
    for (const language of languages) {
      for (const answer of [reads.get(operation.name) ?? {}, ...recorded, {}]) {
        const message = tell(operation.name, answer as Answer, {
          language,
          input: samples[operation.name].input(things),
        });
        expect(faultsIn("message", message)).toEqual([]);
        expect(message.text).toContain(operation.title[language]);
      }
    }
  });

  test.for(
    catalog.map((operation, index) => ({
      ...operation,
      text: hostileTexts[index % hostileTexts.length] ?? "",
    })),
  )("$name is harmless, whoever wrote what it answers", ({ text, ...operation }) => {
    const fields = Object.keys(operation.output.shape).filter((field) => !isSecretField(operation, field));
    const row = (each: string) => ({ user_id: each, a_name: each, [each]: each, deep: [{ deeper: [each] }] });
    const rows = hostileTexts.map(row);
    const answer = { [text]: text, ...Object.fromEntries(fields.map((field) => [field, text])) };
    const input = Object.fromEntries(Object.keys(operation.input.shape).map((field) => [field, text]));
    const told = [
      tell(operation.name, answer, { language: "ja", input }),
      tell(operation.name, { ...answer, [fields.at(-1) ?? text]: rows }, { input }),
      tell(operation.name, { ...answer, [fields.at(-1) ?? text]: rows }, { input, filter: text }),
    ];
    expect(told.flatMap((message) => harmIn("message", message))).toEqual([]);
  });

  test("a field without a name, in which there is nothing, leaves no empty block", () => {
    expect(harmIn("message", tell("get_tenant", { "": { inner: {} } }))).toEqual([]);
  });

  test("any JSON is told", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.constantFrom(...catalog),
        (answer, { name }) => {
          expect(harmIn("message", tell(name, answer))).toEqual([]);
        },
      ),
    );
  });
});

/** A request line with its path filled and the rest of the input as its query. */
function filled(route: string, input: Record<string, string>): string {
  const rest = new URLSearchParams(Object.entries(input).filter(([field]) => !route.includes(`{${field}}`)));
  const path = route.replace(/\{(\w+)\}/g, (_placeholder, field: string) => String(input[field]));
  return `${path}?${rest.toString()}`;
}
