import { expect, test } from "vitest";
import { stylePath } from "../../src/web/style.ts";
import { openTestConsole, url } from "./console.ts";
import { signedIn, visit } from "./visit.ts";

const foreign = "https://evil.example";

test.for([
  ["another site", { origin: foreign, "sec-fetch-site": "cross-site" }],
  ["a page without an origin", { origin: "null" }],
  ["another port of this machine", { origin: "http://127.0.0.1:8080", "sec-fetch-site": "same-site" }],
  ["a browser that says cross-site", { origin: url, "sec-fetch-site": "cross-site" }],
] as const)("a post from %s is refused, even with the token", async ([_name, headers]) => {
  const { console } = await openTestConsole();
  const visitor = await signedIn(console, { url });
  const { html } = await visitor.get("/");
  const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";
  expect(csrf).not.toBe("");

  expect(await visitor.post("/sign-out", { csrf }, headers)).toMatchObject({ status: 403 });
  expect(await visitor.get("/")).toMatchObject({ path: "/" });
});

test("a post without any word on where it comes from is refused", async () => {
  const { console } = await openTestConsole();
  const answer = await console.fetch(
    new Request(`${url}/sign-in`, { method: "POST", body: new URLSearchParams({ code: "x" }) }),
  );
  expect(answer.status).toBe(403);
});

test.for(["", "guessed", "x".repeat(43)])("a post with the token %j is refused", async (csrf) => {
  const { console } = await openTestConsole();
  const visitor = await signedIn(console, { url });
  expect(await visitor.post("/sign-out", { csrf })).toMatchObject({ status: 403 });
  expect(await visitor.get("/")).toMatchObject({ path: "/" });
});

test("the token of another session is not taken", async () => {
  const { console } = await openTestConsole();
  const [one, other] = [await signedIn(console, { url }), await signedIn(console, { url })];
  const page = await other.get("/");
  expect(await one.press(page, "Sign out")).toMatchObject({ status: 403 });
});

test("the local names of this machine may post to themselves", async () => {
  const { console } = await openTestConsole();
  const local = visit(console, { url: "http://localhost:3939" });
  const link = new URL(await console.signInLink());
  const page = await local.get(`${link.pathname}${link.search}`);
  expect(await local.press(page, "Sign in")).toMatchObject({ path: "/", status: 200 });
});

test("a post of whoever is signed out does nothing and says so", async () => {
  const { console } = await openTestConsole();
  const refused = await visit(console, { url }).post("/tickets/1", { csrf: "any" });
  expect(refused.status).toBe(403);
  expect(refused.html).toContain("Nothing was done");
});

test.for(["/", "/sign-in", "/nowhere", "/language/xx", stylePath, "/console.svg"])(
  "%s cannot be framed, sniffed, scripted or passed on",
  async (path) => {
    const { console } = await openTestConsole();
    const visitor = await signedIn(console, { url });
    const { headers } = await visitor.get(path);
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(headers.has("strict-transport-security")).toBe(false);
  },
);

test("pages are kept nowhere, the stylesheet forever", async () => {
  const { console } = await openTestConsole();
  const visitor = await signedIn(console, { url });
  for (const path of ["/", "/sign-in", "/nowhere"])
    expect((await visitor.get(path)).headers.get("cache-control")).toBe("no-store");
  expect((await visitor.get(stylePath)).headers.get("cache-control")).toContain("immutable");
});

test("with TLS browsers are told to stay with it", async () => {
  const own = "https://console.example";
  const { console } = await openTestConsole({ url: own });
  const { headers } = await visit(console, { url: own }).get("/sign-in");
  expect(headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}$/);
});

const elsewhere = [
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "/\t/evil.example",
  "/\n/evil.example",
  "evil.example",
  "",
];

test.for(elsewhere)("signing in never leads to %j", async (target) => {
  const { console } = await openTestConsole();
  const visitor = visit(console, { url });
  const code = new URL(await console.signInLink()).searchParams.get("code") ?? "";
  const query = new URLSearchParams({ code, return: target }).toString();
  const page = await visitor.get(`/sign-in?${query}`);
  expect(page.html).toContain('name="return" value="/"');
  // Also not when the form was made up.
  expect(await visitor.press(page, "Sign in", { return: target })).toMatchObject({ path: "/" });
});

test.for(["//evil.example/", "/\\evil.example/"])("a visit to %j never leads there", async (path) => {
  const { console } = await openTestConsole();
  const request = new Request(`${url}${path}`, { headers: { "sec-fetch-site": "cross-site" } });
  const html = await (await console.fetch(request)).text();
  expect(html).not.toContain("url=//evil");
  const answer = await console.fetch(new Request(`${url}${path}`));
  expect(answer.headers.get("location")).toMatch(/^\/sign-in/);
});

test("a link from another site is asked for again by a page of this one, which may carry the cookie", async () => {
  const { console } = await openTestConsole();
  const page = await visit(console, { url }).get("/tickets/1", { "sec-fetch-site": "cross-site" });
  expect(page).toMatchObject({ path: "/tickets/1", status: 200 });
  expect(page.html).toContain('<meta http-equiv="refresh" content="0; url=/tickets/1"');
  const next = await visit(console, { url }).get("/tickets/1", { "sec-fetch-site": "same-origin" });
  expect(next.path).toBe("/sign-in?return=%2Ftickets%2F1");
});

test.for([
  "/../../etc/passwd",
  "/..%2f..%2fetc%2fpasswd",
  "/console.css/../../package.json",
  "/%2e%2e/%2e%2e/package.json",
  "/tickets/..%2f..%2fkey",
  "/language/..%2f..",
])("nothing of the disk is under %s", async (path) => {
  const { console } = await openTestConsole();
  const visitor = await signedIn(console, { url });
  const { status, html } = await visitor.get(path);
  expect(status).toBe(404);
  expect(html).not.toMatch(/root:|"name": "sss-ops"/);
});

test("a name with script in it stands on the page as text", async () => {
  const name = `local:<script>alert(1)</script>"'><img src=x onerror=alert(1)>`;
  const { console } = await openTestConsole({ localPrincipal: name });
  const visitor = await signedIn(console, { url });
  const { html } = await visitor.get("/");
  expect(html).toContain("local:&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;&lt;img");
  // The one script there is comes from a file.
  expect(html).not.toMatch(/<script(?! src="\/console)|<img/);
});

test("a code with markup in it stands in the form as text", async () => {
  const { console } = await openTestConsole();
  const path = `/sign-in?code=${encodeURIComponent('"><script>alert(1)</script>')}`;
  expect((await visit(console, { url }).get(path)).html).not.toMatch(/<script(?! src="\/console)/);
});

test("a form of more than 64 KiB is refused before it is read", async () => {
  const { console } = await openTestConsole();
  const visitor = visit(console, { url });
  expect(await visitor.post("/sign-in", { code: "x".repeat(64 * 1024) })).toMatchObject({ status: 413 });
});

test("a fault shows its id and nothing else; its cause goes to whoever runs the server", async () => {
  const { console, faults } = await openTestConsole({
    newId: () => "fault-1",
    health: () => Promise.reject(new Error("password is hunter2")),
  });
  const visitor = await signedIn(console, { url });
  const { status, html, headers } = await visitor.get("/");
  expect(status).toBe(500);
  expect(html).toContain("fault-1");
  expect(html).not.toContain("hunter2");
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(faults.at(-1)).toMatchObject({
    message: expect.stringContaining("fault-1"),
    cause: { message: "password is hunter2" },
  });
});
