import { expect, test } from "vitest";
import { policyFile } from "../gate/flow/flow.ts";
import { type TestConsole, openTestConsole } from "./console.ts";
import { type Mischief, type Provider, startProvider } from "./provider.ts";
import { type Visited, type Visitor, visit } from "./visit.ts";

const url = "https://console.example";

test("somebody whom the policy knows signs in at the provider and gets to the page they wanted", async () => {
  const { provider, console } = await openHosted();
  const visitor = visit(console, { url });
  const page = await visitor.get("/nowhere?x=1");
  expect(page.html).toContain("Sign in with your organization");

  const back = await goThrough(visitor, provider, "/sign-in/start?return=%2Fnowhere%3Fx%3D1");

  expect(back.html).toContain('<meta http-equiv="refresh" content="0; url=/nowhere?x=1"');
  const { html } = await visitor.get("/");
  expect(html).toContain(`oidc:${new URL(provider.issuer).host}/hana-1`);
});

test("somebody whom the policy does not know is told by which name it would", async () => {
  const { provider, console } = await openHosted({ people: false });
  const visitor = visit(console, { url });
  const back = await goThrough(visitor, provider);
  expect(back.status).toBe(403);
  expect(back.html).toContain(`oidc:${new URL(provider.issuer).host}/hana-1`);
  expect(visitor.cookies.size).toBe(0);
});

const mischiefs: readonly (readonly [string, Mischief])[] = [
  ["a foreign signature", { signature: "foreign" }],
  ["no signature", { signature: "none" }],
  ["another issuer", { claims: { iss: "https://evil.example" } }],
  ["another audience", { claims: { aud: "another-client" } }],
  ["another nonce", { claims: { nonce: "replayed" } }],
  ["a time that is over", { claims: { exp: Math.floor(Date.now() / 1_000) - 3_600 } }],
];

test.for(mischiefs)("a token with %s is not believed", async ([_name, mischief]) => {
  const { provider, console, faults } = await openHosted();
  provider.mischief = mischief;
  const visitor = visit(console, { url });
  expect(await goThrough(visitor, provider)).toMatchObject({ status: 403 });
  expect(visitor.cookies.size).toBe(0);
  expect(faults).toHaveLength(1);
});

test("an answer with another state is not taken", async () => {
  const { provider, console } = await openHosted();
  provider.mischief = { state: "of somebody else" };
  expect(await goThrough(visit(console, { url }), provider)).toMatchObject({ status: 403 });
});

test("an answer that another browser asked for is not taken", async () => {
  const { provider, console } = await openHosted();
  const attacker = visit(console, { url });
  const answer = await answerOf(provider, await attacker.get("/sign-in/start"));
  const victim = visit(console, { url });
  expect(await victim.get(answer)).toMatchObject({ status: 403 });
  await victim.get("/sign-in/start");
  expect(await victim.get(answer)).toMatchObject({ status: 403 });
});

test("an answer is taken once", async () => {
  const { provider, console } = await openHosted();
  const visitor = visit(console, { url });
  const answer = await answerOf(provider, await visitor.get("/sign-in/start"));
  const pass = new Map(visitor.cookies);
  expect(await visitor.get(answer)).toMatchObject({ status: 200 });
  pass.forEach((value, name) => visitor.cookies.set(name, value));
  expect(await visitor.get(answer)).toMatchObject({ status: 403 });
});

test("a browser may take ten minutes at the provider", async () => {
  let now = Date.now();
  const { provider, console } = await openHosted({ now: () => now });
  const visitor = visit(console, { url });
  const answer = await answerOf(provider, await visitor.get("/sign-in/start"));
  now += 10 * 60_000;
  expect(await visitor.get(answer)).toMatchObject({ status: 403 });
});

test("what the browser carries to the provider is sealed, short-lived, and sent only where it is needed", async () => {
  const { console } = await openHosted();
  const answer = await console.fetch(new Request(`${url}/sign-in/start`));
  const [cookie = ""] = answer.headers.getSetCookie();
  expect(cookie).toMatch(
    /^sss-ops-pass=v1\.[\w-]+; Max-Age=600; Path=\/sign-in; HttpOnly; Secure; SameSite=Lax$/,
  );
  const state = new URL(answer.headers.get("location") ?? "").searchParams.get("state") ?? "none";
  expect(cookie).not.toContain(state);
});

test("a way back that was made up is not taken", async () => {
  const { provider, console } = await openHosted();
  const visitor = visit(console, { url });
  const start = await visitor.get("/sign-in/start?return=https%3A%2F%2Fevil.example");
  const back = await visitor.get(await answerOf(provider, start));
  expect(back.html).toContain('content="0; url=/"');
});

test("a provider that cannot be reached is a fault, and the next sign-in asks it anew", async () => {
  const { console, faults } = await openHosted({ issuer: "http://127.0.0.1:1" });
  const visitor = visit(console, { url });
  expect(await visitor.get("/sign-in/start")).toMatchObject({ status: 500 });
  expect(await visitor.get("/sign-in/start")).toMatchObject({ status: 500 });
  expect(faults).toHaveLength(2);
});

async function openHosted({
  people = true,
  now = Date.now,
  issuer,
}: { people?: boolean; now?: () => number; issuer?: string } = {}): Promise<
  TestConsole & { provider: Provider }
> {
  const provider = await startProvider();
  const principal = `oidc:${new URL(provider.issuer).host}/hana-1`;
  const policy = await policyFile(`people:\n  - { principal: "${people ? principal : "local:boss"}" }\n`);
  const { clientId, clientSecret } = provider;
  const opened = await openTestConsole(
    { url, isLoopback: false, now, oidc: { issuer: issuer ?? provider.issuer, clientId, clientSecret } },
    { environment: { SSS_OPS_POLICY: policy } },
  );
  return { ...opened, provider };
}

/** Where the provider sends a browser that was sent to it. */
async function answerOf(provider: Provider, start: Visited): Promise<string> {
  const location = start.headers.get("location") ?? "";
  if (!location.startsWith(`${provider.issuer}/authorize?`)) throw new Error(`sent to ${location}`);
  const answer = await fetch(location, { redirect: "manual" });
  return answer.headers.get("location") ?? "";
}

async function goThrough(visitor: Visitor, provider: Provider, path = "/sign-in/start"): Promise<Visited> {
  return visitor.get(await answerOf(provider, await visitor.get(path)));
}
