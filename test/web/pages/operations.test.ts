import { describe, expect, test } from "vitest";
import { catalog } from "../../../tools/index.ts";
import { openTestHouse } from "../../house.ts";
import { policyFile, run, tenantOf, ticketFor, underBoss } from "../../gate/flow/flow.ts";
import { visitAs, wordsOf } from "./desk.ts";
import { harmIn, harmInEcho, hostileTexts } from "./hostile.ts";

/** The operations that a list shows, in its order. */
function namesOn({ html }: { readonly html: string }): readonly string[] {
  return [...html.matchAll(/href="\/operations\/(\w+)"/g)].map(([, name = ""]) => name);
}

test("the whole catalog is listed, each with its tier and what the policy says", async () => {
  const page = await visitAs(await openTestHouse()).get("/operations");
  expect(namesOn(page).toSorted()).toEqual(catalog.map(({ name }) => name as string).toSorted());
  expect(wordsOf(page)).toMatch(/List users .*Only reads Runs at once/);
  expect(wordsOf(page)).toMatch(/Delete user .*Destructive: takes the typed name Takes your confirmation/);
});

test.for([
  ["delete_user", ["delete_user"]],
  ["iam group attach", ["assign_user_to_iam_group", "assign_iam_role_to_group"]],
  ["テナント 削除", ["delete_tenant"]],
  ["ｔｅｎａｎｔ　ＤＥＬＥＴＥ", ["delete_tenant"]],
  ["approval approve", ["update_approval_request"]],
] as const)("a search for %j finds what people mean", async ([query, names]) => {
  const visitor = visitAs(await openTestHouse());
  const found = namesOn(await visitor.get(`/operations?${new URLSearchParams({ q: query }).toString()}`));
  expect(found).toEqual(expect.arrayContaining([...names]));
});

test("a search that finds nothing says what to try", async () => {
  const page = await visitAs(await openTestHouse()).get("/operations?q=no+such+thing");
  expect(namesOn(page)).toEqual([]);
  expect(wordsOf(page)).toContain("No operation fits. Try fewer words");
});

test.for(["en", "ja"] as const)("every operation has a page in %s", async (language) => {
  const visitor = visitAs(await openTestHouse(), "local:taro", { language });
  for (const { name, title, summary, input } of catalog) {
    const page = await visitor.get(`/operations/${name}`);
    const words = wordsOf(page);
    expect(page.status).toBe(200);
    expect(words.startsWith(title[language])).toBe(true);
    expect(words).toContain(summary[language]);
    for (const field of Object.keys(input.shape)) expect(words).toContain(field);
    expect(harmIn(page.html)).toEqual([]);
  }
});

test("an operation's page says what it takes, with types and examples, and its schema", async () => {
  const words = wordsOf(await visitAs(await openTestHouse()).get("/operations/create_user"));
  expect(words).toMatch(/Login ID login_id text required/);
  expect(words).toMatch(/Password password text optional secret/);
  expect(words).toContain("yes or no");
  expect(words).toContain("such as econ1000002353");
  expect(words).toContain('"additionalProperties": false');
  expect(words).toContain("sss-ops call user create");
});

describe("why can't I", () => {
  const read = async (environment: Record<string, string>, path: string, principal?: string) =>
    wordsOf(await visitAs(await openTestHouse({ environment }), principal).get(path));

  test("a server that only reads says so, and who can change it", async () => {
    const environment = { SSS_OPS_READ_ONLY: "true" };
    expect(await read(environment, "/operations/delete_user")).toContain(
      "Refused This server only reads; it refuses every change. If you need it, ask whoever runs this server.",
    );
    expect(await read(environment, "/operations/list_users")).toContain("Runs at once It only reads.");
  });

  test("an operation that is switched off names the rule", async () => {
    const words = await read({ SSS_OPS_DENY: "delete_user" }, "/operations/delete_user");
    expect(words).toContain("The policy refuses this operation.");
    expect(words).toContain("By the rule deny-list");
  });

  test("a rule for some people is told to these", async () => {
    const policy = `rules: [{ name: not-taro, principals: ["local:taro"], consent: deny }]`;
    const environment = { SSS_OPS_POLICY: await policyFile(policy) };
    expect(await read(environment, "/operations/delete_user")).toContain("By the rule not-taro");
    expect(await read(environment, "/operations/delete_user", "local:jiro")).toContain(
      "You confirm it yourself.",
    );
  });

  test("who has to approve is named", async () => {
    expect(await read(await underBoss(), "/operations/delete_user")).toContain(
      "Takes a second person One of these has to approve it: local:boss . The target's name has to be typed.",
    );
  });

  test("the limit of destroying calls is told once it is reached", async () => {
    const breaker = await policyFile("breaker: { destroys: 1, windowMinutes: 60 }");
    const house = await openTestHouse({ environment: { SSS_OPS_POLICY: breaker } });
    const visitor = visitAs(house);
    expect(wordsOf(await visitor.get("/operations/delete_user"))).toContain("You confirm it yourself.");
    await run(
      house,
      await ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id }),
    );
    expect(wordsOf(await visitor.get("/operations/delete_user"))).toContain("Refused You have deleted much");
  });
});

test.for(hostileTexts)("%s stays words in a search", async ([, text]) => {
  const query = new URLSearchParams({ q: text.slice(0, 2_000) }).toString();
  const page = await visitAs(await openTestHouse()).get(`/operations?${query}`);
  expect(page.status).toBe(200);
  expect(harmInEcho(page.html)).toEqual([]);
});

test.for(["unknown", "constructor", "__proto__", "..%2faudit"])(
  "/operations/%s is not found",
  async (name) => {
    expect(await visitAs(await openTestHouse()).get(`/operations/${name}`)).toMatchObject({ status: 404 });
  },
);

test.for(["/operations", "/operations/delete_user"])("%s is only read", async (path) => {
  expect(await visitAs(await openTestHouse()).post(path, {})).toMatchObject({ status: 405 });
});
