import { expect, test } from "vitest";
import { openTestHouse } from "../../house.ts";
import { policyFile, run, tenantOf, ticketFor, userOf } from "../../gate/flow/flow.ts";
import { visitAs, wordsOf } from "./desk.ts";

const show = "Show it once";

/** A user whom taro has created through the assistant, and the page of what SSS made for them. */
async function withSecret(environment: Record<string, string> = {}, now: () => number = Date.now) {
  const house = await openTestHouse({ environment, now });
  const ticket = await ticketFor(house, "create_user", {
    contract_id: tenantOf(house, "hoshino-web").contractId,
    login_id: "new.user",
    mail_address: "new.user@example.com",
    notify_password: false,
  });
  await run(house, ticket);
  const page = await visitAs(house, "local:taro", { now }).get(`/tickets/${ticket.id}`);
  const path = /href="(\/reveal\/[\w-]+)"/.exec(page.html)?.[1] ?? "";
  return { house, path, secret: userOf(house, "new.user").apiSecret };
}

test("looking at the page shows what it is and whose, as often as one likes, and burns nothing", async () => {
  const { house, path, secret } = await withSecret();
  const visitor = visitAs(house);
  await visitor.get(path);
  const page = await visitor.get(path);
  expect(page.status).toBe(200);
  expect(page.html).not.toContain(secret);
  expect(wordsOf(page)).toMatch(/Issued by Create user Belongs to local:taro .*1[45] min left/);
  expect(page.headers.get("cache-control")).toBe("no-store");
  const shown = await visitor.press(page, show);
  expect(shown.html).toContain(secret);
});

test("the button shows it once, in fields to copy from, and no cache keeps it", async () => {
  const { house, path, secret } = await withSecret();
  const visitor = visitAs(house);
  const page = await visitor.get(path);
  const shown = await visitor.press(page, show);
  expect(shown.status).toBe(200);
  expect(shown.html).toMatch(new RegExp(`<input[^>]*readonly[^>]*value="${secret}"`));
  expect(shown.headers.get("cache-control")).toBe("no-store");
  const again = await visitor.press(page, show);
  expect(again.status).toBe(410);
  expect(again.html).not.toContain(secret);
  expect(wordsOf(again)).toMatch(/It is gone: local:taro \(console\) saw it, \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
  expect(await visitor.get(path)).toMatchObject({ status: 410 });
});

test("of twenty tabs at once one is shown it", async () => {
  const { house, path, secret } = await withSecret();
  const visitor = visitAs(house);
  const page = await visitor.get(path);
  const told = await Promise.all(Array.from({ length: 20 }, () => visitor.press(page, show)));
  expect(told.filter(({ html }) => html.includes(secret))).toHaveLength(1);
  expect(told.filter(({ status }) => status === 410)).toHaveLength(19);
});

test("nobody else is shown it, not even whoever sees all", async () => {
  const { house, path, secret } = await withSecret();
  const other = visitAs(house, "local:boss");
  for (const page of [await other.get(path), await other.post(path, {})]) {
    expect(page.status).toBe(404);
    expect(page.html).not.toContain(secret);
  }
  const owner = visitAs(house);
  expect((await owner.press(await owner.get(path), show)).html).toContain(secret);
});

test("its owner is shown it under another of their names", async () => {
  const people = `people: [{ principal: "oidc:idp.example/taro", alsoKnownAs: ["local:taro"] }]`;
  const { house, path, secret } = await withSecret({ SSS_OPS_POLICY: await policyFile(people) });
  const owner = visitAs(house, "oidc:idp.example/taro");
  expect((await owner.press(await owner.get(path), show)).html).toContain(secret);
});

test("after its time it is gone, and the page says so in the reader's language", async () => {
  let now = Date.UTC(2026, 10, 22, 12);
  const { house, path, secret } = await withSecret({}, () => now);
  const visitor = visitAs(house, "local:taro", { language: "ja", now: () => now });
  const page = await visitor.get(path);
  now += 15 * 60_000;
  for (const told of [await visitor.get(path), await visitor.press(page, "1回だけ表示する")]) {
    expect(told.status).toBe(410);
    expect(told.html).not.toContain(secret);
    expect(wordsOf(told)).toContain(
      "表示されないまま期限（ 2026-11-22 21:15 JST ）を過ぎたため、削除されました。",
    );
  }
});

test.for(["unknown", "..%2f..%2fsecrets", "%00"])("/reveal/%s shows nothing", async (id) => {
  const visitor = visitAs(await openTestHouse());
  for (const page of [await visitor.get(`/reveal/${id}`), await visitor.post(`/reveal/${id}`, {})]) {
    expect(page.status).toBe(404);
    expect(wordsOf(page)).toContain("There is nothing to show here");
  }
});
