import { expect, test } from "vitest";
import { identityOf, openSss, post } from "./sss.ts";

const keystoneError = (code: number, title: string) => ({
  error: { code, title, message: expect.any(String) },
});

test("a key pair is exchanged for a token of 32 hexadecimal digits that lives one hour", async () => {
  const { sandbox, authenticate } = await openSss();
  const { status, headers, body } = await authenticate(sandbox.accounts.partner);
  expect(status).toBe(201);
  expect(headers.get("x-subject-token")).toMatch(/^[0-9a-f]{32}$/);
  expect(body.token.issued_at).toBe("2026-04-15T06:07:08.000000Z");
  expect(body.token.expires_at).toBe("2026-04-15T07:07:08.000000Z");
  expect(body.token.user.name).toBe(sandbox.accounts.partner.apiKey);
});

test("the catalog leads to identity, sss and sssv2 at the address the caller used", async () => {
  const { sandbox, authenticate } = await openSss({ region: "jp2" });
  const { catalog } = (await authenticate(sandbox.accounts.partner)).body.token;
  const urls = Object.fromEntries(
    catalog.map((entry: { type: string; endpoints: { url: string }[] }) => [
      entry.type,
      entry.endpoints[0]?.url,
    ]),
  );
  expect(urls).toEqual({
    identity: sandbox.keystoneUrl,
    sss: `${sandbox.url}/api/v1.0`,
    sssv2: `${sandbox.url}/api/v2`,
  });
  const faces = catalog[1].endpoints.map((endpoint: { interface: string }) => endpoint.interface);
  expect(faces).toEqual(["public", "internal", "admin"]);
  expect(catalog[1].endpoints[0]).toMatchObject({ region: "jp2", region_id: "jp2" });
});

test("GL1's paths lead to GL1's paths", async () => {
  const { sandbox, send } = await openSss();
  const auth = { identity: identityOf(sandbox.accounts.partner) };
  const { headers, body } = await send("/keystone/v3/auth/tokens", post({ auth }));
  expect(body.token.catalog[1].endpoints[0].url).toBe(`${sandbox.url}/sss/api/v1.0`);
  const token = headers.get("x-subject-token") ?? "";
  const users = await send("/sss/api/v1.0/users", { headers: { "X-Auth-Token": token } });
  expect(users.status).toBe(200);
});

test("?nocatalog leaves the catalog out", async () => {
  const { sandbox, send } = await openSss();
  const auth = { identity: identityOf(sandbox.accounts.partner) };
  const { body } = await send("/v3/auth/tokens?nocatalog", post({ auth }));
  expect(body.token).not.toHaveProperty("catalog");
});

test("an unscoped token carries no catalog when the sandbox is as the real service", async () => {
  const { sandbox, authenticate } = await openSss({ unscopedCatalog: false });
  const { endUser } = sandbox.accounts;
  const unscoped = (await authenticate(endUser)).body.token;
  const scoped = (await authenticate(endUser, { project: { id: endUser.tenantId } })).body.token;
  expect(unscoped).not.toHaveProperty("catalog");
  expect(unscoped).not.toHaveProperty("project");
  expect(scoped).toHaveProperty("catalog");
  expect(scoped.project.id).toBe(endUser.tenantId);
  expect(scoped.roles).toEqual([{ id: expect.any(String), name: "_member_" }]);
});

test("a scope is taken by tenant name too", async () => {
  const { sandbox, authenticate } = await openSss();
  const scope = { project: { name: "hoshino-web", domain: { id: "default" } } };
  const { status, body } = await authenticate(sandbox.accounts.endUser, scope);
  expect(status).toBe(201);
  expect(body.token.project.name).toBe("hoshino-web");
});

test("a scope the user has no role on is 401, like one that does not exist", async () => {
  const { sandbox, authenticate } = await openSss();
  const { partner, restricted } = sandbox.accounts;
  for (const id of [partner.tenantId, "0".repeat(32)]) {
    const { status, body } = await authenticate(restricted, { project: { id } });
    expect(status).toBe(401);
    expect(body).toEqual(keystoneError(401, "Unauthorized"));
  }
});

test.for([
  ["a wrong secret", (pair: { apiKey: string }) => ({ ...pair, apiSecret: "wrong" })],
  ["a wrong key", (pair: { apiSecret: string }) => ({ ...pair, apiKey: "wrong" })],
] as const)("%s is 401 in Keystone's shape", async ([, spoil]) => {
  const { sandbox, authenticate } = await openSss();
  const { apiKey, apiSecret } = sandbox.accounts.partner;
  const { status, body } = await authenticate(
    spoil({ apiKey, apiSecret }) as { apiKey: string; apiSecret: string },
  );
  expect(status).toBe(401);
  expect(body).toEqual(keystoneError(401, "Unauthorized"));
});

test.for([
  { name: "Default" },
  { name: "default" },
  { id: null, name: "Default" },
  { id: "default", name: null },
])("the domain %j is the default one", async (domain) => {
  const { sandbox, send } = await openSss();
  const { methods, password } = identityOf(sandbox.accounts.partner);
  const identity = { methods, password: { user: { ...password.user, domain } } };
  expect((await send("/v3/auth/tokens", post({ auth: { identity } }))).status).toBe(201);
});

test("no scope can be asked for by word, and a domain is none that anyone has", async () => {
  const { sandbox, authenticate } = await openSss();
  const { status, body } = await authenticate(sandbox.accounts.endUser, "unscoped");
  expect(status).toBe(201);
  expect(body.token).not.toHaveProperty("project");
  expect((await authenticate(sandbox.accounts.endUser, { domain: { id: "default" } })).status).toBe(401);
  expect((await authenticate(sandbox.accounts.endUser, "system")).status).toBe(400);
});

test("another domain than the default one is 401", async () => {
  const { sandbox, send } = await openSss();
  const identity = identityOf(sandbox.accounts.partner);
  identity.password.user.domain.id = "elsewhere";
  expect((await send("/v3/auth/tokens", post({ auth: { identity } }))).status).toBe(401);
});

test.for([
  ["not JSON", "{"],
  ["no auth", "{}"],
  ["methods of the wrong type", '{"auth":{"identity":{"methods":"password"}}}'],
  ["a list", "[]"],
])("a body that is %s is 400 in Keystone's shape", async ([, body = ""]) => {
  const { send } = await openSss();
  const answer = await send("/v3/auth/tokens", { ...post({}), body });
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual(keystoneError(400, "Bad Request"));
});

test("the versions of Keystone are told at its root, and the version document at /v3", async () => {
  const { sandbox, send } = await openSss();
  const versions = await send("/");
  expect(versions.status).toBe(300);
  const [version] = versions.body.versions.values;
  expect(version.links).toEqual([{ rel: "self", href: `${sandbox.keystoneUrl}/` }]);
  for (const path of ["/v3", "/v3/", "/keystone/v3"]) {
    const { status, body } = await send(path);
    expect(status).toBe(200);
    expect(body.version).toMatchObject({ id: "v3.8", status: "stable", "media-types": [expect.anything()] });
  }
});

test("Keystone knows no other path, and no other method on a known one", async () => {
  const { send } = await openSss();
  expect((await send("/v3/users")).body).toEqual(keystoneError(404, "Not Found"));
  const wrongMethod = await send("/v3/auth/tokens", { method: "PUT" });
  expect(wrongMethod.status).toBe(405);
  expect(wrongMethod.headers.get("allow")).toBe("POST, GET, DELETE");
});

test("a token is validated and revoked by its owner", async () => {
  const { sandbox, token, callWith, send } = await openSss();
  const mine = await token(sandbox.accounts.partner);
  const foreign = await token(sandbox.accounts.endUser);
  const about = (subject: string, method = "GET") =>
    send("/v3/auth/tokens", { method, headers: { "X-Auth-Token": mine, "X-Subject-Token": subject } });
  expect((await about(mine)).body.token.user.name).toBe(sandbox.accounts.partner.apiKey);
  expect((await about(foreign)).status).toBe(404);
  expect((await about(mine, "DELETE")).status).toBe(204);
  expect((await callWith(mine, "GET /users")).status).toBe(401);
  expect((await about(mine)).status).toBe(401);
});

test("a token dies when its life is over", async () => {
  const { sandbox, clock, token, callWith } = await openSss({ tokenLifeMs: 60_000 });
  const id = await token(sandbox.accounts.partner);
  clock.advance(59_999);
  expect((await callWith(id, "GET /users")).status).toBe(200);
  clock.advance(1);
  const { status, body } = await callWith(id, "GET /users");
  expect(status).toBe(401);
  expect(body).toEqual({ code: 401, title: "Unauthorized", message: "Invalid token." });
});

test("the same seed gives the same ids, keys and tokens", async () => {
  const [one, two] = [await openSss(), await openSss()];
  expect(two.sandbox.accounts).toEqual(one.sandbox.accounts);
  expect(await two.token(two.sandbox.accounts.partner)).toBe(await one.token(one.sandbox.accounts.partner));
});
