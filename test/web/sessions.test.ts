import { expect, test } from "vitest";
import { openTestConsole, url } from "./console.ts";
import { policyFile } from "../gate/flow/flow.ts";
import { type Visitor, signedIn, visit } from "./visit.ts";

const minute = 60_000;
const gone = { path: "/sign-in", status: 200 };

test("a session ends after 30 minutes without a visit", async () => {
  let now = Date.now();
  const { console } = await openTestConsole({ now: () => now });
  const visitor = await signedIn(console, { url });
  now += 29 * minute;
  expect(await visitor.get("/")).toMatchObject({ path: "/" });
  now += 29 * minute;
  expect(await visitor.get("/")).toMatchObject({ path: "/" });
  now += 30 * minute;
  expect(await visitor.get("/")).toMatchObject(gone);
});

test("a session ends after 8 hours, whatever is done with it", async () => {
  let now = Date.now();
  const { console } = await openTestConsole({ now: () => now });
  const visitor = await signedIn(console, { url });
  for (let visits = 0; visits < 19; visits += 1) {
    now += 25 * minute;
    expect(await visitor.get("/")).toMatchObject({ path: "/" });
  }
  now += 5 * minute;
  expect(await visitor.get("/")).toMatchObject(gone);
});

test("whoever signs out is out, also with the cookie of before", async () => {
  const { console } = await openTestConsole();
  const visitor = await signedIn(console, { url });
  const kept = new Map(visitor.cookies);
  const left = await visitor.press(await visitor.get("/"), "Sign out");
  expect(left).toMatchObject(gone);
  expect(visitor.cookies.size).toBe(0);

  kept.forEach((value, name) => visitor.cookies.set(name, value));
  expect(await visitor.get("/")).toMatchObject(gone);
});

test("signing out everywhere ends the sessions of all browsers of the same human", async () => {
  const { console } = await openTestConsole();
  const [here, there] = [await signedIn(console, { url }), await signedIn(console, { url })];
  await here.press(await here.get("/"), "Sign out everywhere");
  expect(await here.get("/")).toMatchObject(gone);
  expect(await there.get("/")).toMatchObject(gone);
});

test("signing out everywhere leaves the sessions of others", async () => {
  const { console, house } = await openTestConsole();
  const other = await openTestConsole({ localPrincipal: "local:boss", store: house.store });
  const [taro, boss] = [await signedIn(console, { url }), await signedIn(other.console, { url })];
  await taro.press(await taro.get("/"), "Sign out everywhere");
  expect(await boss.get("/")).toMatchObject({ path: "/" });
});

test("two consoles on one store share their sessions, as replicas do", async () => {
  const { console, house } = await openTestConsole();
  const replica = await openTestConsole({ store: house.store });
  const visitor = await signedIn(console, { url });
  const elsewhere = visit(replica.console, { url });
  visitor.cookies.forEach((value, name) => elsewhere.cookies.set(name, value));
  expect(await elsewhere.get("/")).toMatchObject({ path: "/" });
});

test.for(["forged", "", "%00", "__proto__", "a".repeat(4_000)])(
  "a cookie that was made up (%s) is worth nothing",
  async (value) => {
    const { console } = await openTestConsole();
    const visitor = visit(console, { url });
    visitor.cookies.set("sss-ops-3939", value);
    expect(await visitor.get("/")).toMatchObject(gone);
  },
);

test("a session of whoever the policy does not know any more is worth nothing", async () => {
  const people = await policyFile(`people:\n  - { principal: "oidc:id.example/1", mayApprove: true }\n`);
  const known = await openTestConsole(
    { localPrincipal: "oidc:id.example/1" },
    { environment: { SSS_OPS_POLICY: people } },
  );
  const visitor = await signedIn(known.console, { url });
  const open = async (settings: Parameters<typeof openTestConsole>[1]): Promise<Visitor> => {
    const { console } = await openTestConsole({ isLoopback: false, store: known.house.store }, settings);
    const next = visit(console, { url });
    visitor.cookies.forEach((value, name) => next.cookies.set(name, value));
    return next;
  };
  const still = await open({ environment: { SSS_OPS_POLICY: people } });
  expect(await still.get("/")).toMatchObject({ path: "/" });
  const notAnyMore = await open({});
  expect(await notAnyMore.get("/")).toMatchObject(gone);
});

test.for([
  [url, "sss-ops-3939", false],
  ["https://console.example", "__Host-sss-ops", true],
] as const)("the cookie of %s is kept from scripts and other sites", async ([own, name, isSecure]) => {
  const { console } = await openTestConsole({ url: own });
  const code = new URL(await console.signInLink()).searchParams.get("code") ?? "";
  const answer = await console.fetch(
    new Request(`${own}/sign-in`, {
      method: "POST",
      headers: { origin: own },
      body: new URLSearchParams({ code }),
    }),
  );
  const [cookie = ""] = answer.headers.getSetCookie();
  expect(cookie).toMatch(new RegExp(`^${name}=[\\w-]{43};`));
  for (const attribute of ["HttpOnly", "SameSite=Strict", "Path=/"]) expect(cookie).toContain(attribute);
  expect(cookie.includes("Secure")).toBe(isSecure);
  expect(cookie).not.toContain("Domain");
});
