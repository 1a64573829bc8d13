import { expect, test } from "vitest";
import { openTestConsole, url } from "./console.ts";
import { signedIn, visit } from "./visit.ts";

test("the link signs in whoever runs the server, after a press of the button", async () => {
  const { console } = await openTestConsole();
  const visitor = visit(console, { url });
  const link = await console.signInLink();
  const page = await visitor.get(link);
  expect(visitor.cookies.size).toBe(0);

  const overview = await visitor.press(page, "Sign in");

  expect(overview).toMatchObject({ path: "/", status: 200 });
  expect(overview.html).toContain("local:taro");
});

test("a look at the link, such as a preview's, does not use it up", async () => {
  const { console } = await openTestConsole();
  const link = await console.signInLink();
  await visit(console, { url }).get(link);
  await visit(console, { url }).get(link);

  const visitor = visit(console, { url });
  expect(await visitor.press(await visitor.get(link), "Sign in")).toMatchObject({ path: "/", status: 200 });
});

test("a link signs in once: whoever replays it is told so", async () => {
  const { console } = await openTestConsole();
  const link = await console.signInLink();
  const [first, second] = [visit(console, { url }), visit(console, { url })];
  await first.press(await first.get(link), "Sign in");

  const refused = await second.press(await second.get(link), "Sign in");

  expect(refused.status).toBe(403);
  expect(refused.html).toContain("This link was used already.");
  expect(second.cookies.size).toBe(0);
});

test("of ten presses at the same moment one signs in", async () => {
  const { console } = await openTestConsole();
  const link = await console.signInLink();
  const visitors = Array.from({ length: 10 }, () => visit(console, { url }));
  const pages = await Promise.all(
    visitors.map(async (visitor) => visitor.press(await visitor.get(link), "Sign in")),
  );
  expect(pages.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("a wrong code does not sign in", async () => {
  const { console } = await openTestConsole();
  const visitor = visit(console, { url });
  const refused = await visitor.press(await visitor.get("/sign-in?code=guessed"), "Sign in");
  expect(refused.status).toBe(403);
  expect(refused.html).toContain("sss-ops console");
});

test("a code is good for ten minutes", async () => {
  let now = Date.now();
  const { console } = await openTestConsole({ now: () => now });
  const visitor = visit(console, { url });
  const page = await visitor.get(await console.signInLink());
  now += 10 * 60_000;
  expect(await visitor.press(page, "Sign in")).toMatchObject({ status: 403 });
});

test("signing in leads to the page that was asked for", async () => {
  const { console } = await openTestConsole();
  const visitor = visit(console, { url });
  const gate = await visitor.get("/nowhere?left=1&right=2");
  expect(gate.path).toBe("/sign-in?return=%2Fnowhere%3Fleft%3D1%26right%3D2");

  const code = new URL(await console.signInLink()).searchParams.get("code");
  const page = await visitor.get(`${gate.path}&code=${code}`);
  expect(await visitor.press(page, "Sign in")).toMatchObject({
    path: "/nowhere?left=1&right=2",
    status: 404,
  });
});

test("signing in gives a session of another id, and ends the one before", async () => {
  const { console } = await openTestConsole();
  const visitor = await signedIn(console, { url });
  const before = new Map(visitor.cookies);
  const page = await visitor.get(await console.signInLink());
  await visitor.press(page, "Sign in");
  expect(visitor.cookies).not.toEqual(before);

  const thief = visit(console, { url });
  before.forEach((value, name) => thief.cookies.set(name, value));
  expect(await thief.get("/")).toMatchObject({ path: "/sign-in" });
});

test("an id that an attacker has chosen is never taken over", async () => {
  const { console } = await openTestConsole();
  const visitor = visit(console, { url });
  visitor.cookies.set("sss-ops-3939", "chosen");
  await visitor.press(await visitor.get(await console.signInLink()), "Sign in");
  expect(visitor.cookies.get("sss-ops-3939")).not.toBe("chosen");
});

test("sign-ins go on record", async () => {
  const { console, house } = await openTestConsole();
  await signedIn(console, { url });
  const rows = [];
  for await (const row of (await house.store()).audit.read({ operation: "sign_in" })) rows.push(row);
  expect(rows).toMatchObject([{ actor: { principal: "local:taro", face: "page" } }]);
});

test("codes and session ids stand nowhere in the store", async () => {
  const { console, house } = await openTestConsole();
  const link = await console.signInLink();
  const visitor = await signedIn(console, { url });
  const lines: string[] = [];
  await (await house.store()).exportTo((line) => void lines.push(line));
  const code = new URL(link).searchParams.get("code") ?? "none";
  for (const secret of [code, ...visitor.cookies.values()]) expect(lines.join("\n")).not.toContain(secret);
});

test("where others can connect there are no links, and codes are not taken", async () => {
  const local = await openTestConsole();
  const link = await local.console.signInLink();
  const hosted = await openTestConsole({ isLoopback: false, store: local.house.store });
  await expect(hosted.console.signInLink()).rejects.toThrow("this machine alone");

  const visitor = visit(hosted.console, { url });
  const code = new URL(link).searchParams.get("code") ?? "";
  expect(await visitor.post("/sign-in", { code })).toMatchObject({ status: 403 });
  expect((await visitor.get("/sign-in")).html).toContain("SSS_OPS_OIDC_ISSUER");
});

test("a thousand attempts from one address are turned away after the first few", async () => {
  const { console } = await openTestConsole();
  const attacker = visit(console, { url, address: "198.51.100.7" });
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 1_000; attempt += 1)
    statuses.push((await attacker.post("/sign-in", { code: `guess-${attempt}` })).status);
  expect(statuses.filter((status) => status === 403)).toHaveLength(20);
  expect(statuses.slice(20).every((status) => status === 429)).toBe(true);

  // Whoever comes from elsewhere is let in all the same.
  const visitor = visit(console, { url });
  expect(await visitor.press(await visitor.get(await console.signInLink()), "Sign in")).toMatchObject({
    path: "/",
  });
});

test("whoever tried too often is told how long to wait", async () => {
  const now = Date.now();
  const { console } = await openTestConsole({ now: () => now });
  const visitor = visit(console, { url });
  for (let attempt = 0; attempt < 20; attempt += 1) await visitor.post("/sign-in", { code: "guess" });
  const refused = await visitor.post("/sign-in", { code: "guess" });
  expect(refused.headers.get("retry-after")).toBe("60");
  expect(refused.html).toContain("wait 60 seconds");
});
