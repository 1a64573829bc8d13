import { connect } from "node:net";
import { expect, test } from "vitest";
import { openSss } from "./sss.ts";
import type { Sss } from "./sss.ts";

const sssError = (code: number) => ({ code, title: expect.any(String), message: expect.any(String) });

test.for([
  ["broken", '{"login_id":', "application/json"],
  ["a list", "[1,2]", "application/json"],
  ["a number", "7", "application/json"],
  ["null", "null", "application/json"],
  ["a form", "login_id=abcdef", "application/x-www-form-urlencoded"],
  ["JSON under another name", "{}", "text/plain"],
  ["JSON of another sort", "{}", "application/jsonp"],
] as const)("a body that is %s is 400", async ([, body, type]) => {
  const { token, send, sandbox } = await openSss();
  const headers = { "X-Auth-Token": await token(sandbox.accounts.endUser), "Content-Type": type };
  const answer = await send("/api/v1.0/users", { method: "POST", headers, body });
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual(sssError(400));
});

test("bytes that are not UTF-8 are 400", async () => {
  const { token, send, sandbox } = await openSss();
  const headers = {
    "X-Auth-Token": await token(sandbox.accounts.endUser),
    "Content-Type": "application/json",
  };
  const body = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
  expect((await send("/api/v1.0/users", { method: "POST", headers, body })).status).toBe(400);
});

test("a body of more than a mebibyte is 413, and the sandbox lives on", async () => {
  const { token, send, sandbox } = await openSss();
  const headers = {
    "X-Auth-Token": await token(sandbox.accounts.endUser),
    "Content-Type": "application/json",
  };
  const body = JSON.stringify({ login_id: "x".repeat(5_000_000) });
  for (const path of ["/api/v1.0/users", "/v3/auth/tokens"]) {
    expect((await send(path, { method: "POST", headers, body })).status).toBe(413);
  }
  expect((await send("/v3")).status).toBe(200);
});

const good = { login_id: "good.login", mail_address: "good@example.com", notify_password: true };

test.for([
  ["login_id", 123456],
  ["login_id", ["good.login"]],
  ["login_id", { $ne: "" }],
  ["login_id", true],
  ["login_id", "short"],
  ["login_id", "x".repeat(61)],
  ["login_id", "ｚｅｎｋａｋｕ"],
  ["login_id", "山田太郎山田太郎"],
  ["login_id", "with space"],
  ["login_id", "new\nline.login"],
  ["login_id", "good.login\n"],
  ["login_id", undefined],
  ["login_id", null],
  ["mail_address", "not-a-mail"],
  ["mail_address", "a@b.c"],
  ["mail_address", `${"x".repeat(60)}@example.com`],
  ["password", "alllowercase1"],
  ["password", "Sh0rt"],
  ["password", "Ｐａｓｓｗ０ｒｄＡａ1"],
  ["password", "With Space 1"],
  ["notify_password", "yes"],
  ["notify_password", 1],
  ["notify_password", undefined],
  ["contract_id", "../econ1000000002"],
] as const)("a user whose %s is %j is refused, naming the field", async ([field, value]) => {
  const { call, sandbox } = await openSss();
  const { status, body } = await call(sandbox.accounts.endUser, "POST /users", { ...good, [field]: value });
  expect(status).toBe(400);
  expect(body).toEqual(sssError(400));
  expect(body.message.toLowerCase()).toContain(`parameter : ${field}`);
});

test("a refused password does not come back in the refusal", async () => {
  const { call, sandbox } = await openSss();
  const { body } = await call(sandbox.accounts.endUser, "POST /users", {
    ...good,
    password: "my secret words",
  });
  expect(JSON.stringify(body)).not.toContain("secret");
});

test("full-width text is welcome where any text is", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const description = "全角テキスト　😀 \u202e \u0000";
  await call(endUser, `PUT /tenants/${endUser.tenantId}`, { description });
  expect((await call(endUser, `GET /tenants/${endUser.tenantId}`)).body.description).toBe(description);
  const long = { description: "あ".repeat(256) };
  expect((await call(endUser, `PUT /tenants/${endUser.tenantId}`, long)).status).toBe(400);
});

test("names of an object's own machinery are keys like others", async () => {
  const { token, send, sandbox } = await openSss();
  const headers = {
    "X-Auth-Token": await token(sandbox.accounts.endUser),
    "Content-Type": "application/json",
  };
  const body = `{"__proto__":{"login_id":"evil.login"},"constructor":1,"mail_address":"a@example.com","notify_password":true}`;
  const answer = await send("/api/v1.0/users", { method: "POST", headers, body });
  expect(answer.status).toBe(400);
  expect(answer.body.message).toContain("ogin_id is required");
  expect({}).not.toHaveProperty("login_id");
});

test.for([
  "/api/v1.0/users/../contracts",
  "/api/v1.0/users/..%2f..%2fcontracts",
  "/api/v1.0/users/%2e%2e/contracts",
  "/api/v1.0/users/ecid1000000001%00",
  "/api/v1.0/users/ecid1000000001/",
  "/api/v1.0//users",
  "/api/v1.0/users/%",
  "/api/v1.0/users/%ff",
  "/api/v1.0/users/constructor",
  "/api/v3/users",
  "/api/__proto__/users",
  "/v3/__proto__",
  "//elsewhere.example/v3",
])("the path %s leads nowhere", async (path) => {
  const sss = await openSss();
  const { status, body } = await sendRaw(
    sss,
    `GET ${path} HTTP/1.1`,
    await sss.token(sss.sandbox.accounts.endUser),
  );
  expect([400, 404]).toContain(status);
  expect(body).toMatch(/"code":(400|404)/);
});

test("a target that is no path is refused", async () => {
  const sss = await openSss();
  expect((await sendRaw(sss, "GET http://[/v3 HTTP/1.1", "")).status).toBe(404);
  expect((await sendRaw(sss, "OPTIONS * HTTP/1.1", "")).status).toBe(404);
});

test("a known path with another method is 405, and says which methods it has", async () => {
  const { send } = await openSss();
  const { status, headers, body } = await send("/api/v1.0/users", { method: "PATCH" });
  expect(status).toBe(405);
  expect(headers.get("allow")).toBe("GET, POST");
  expect(body).toEqual(sssError(405));
});

test("what v2 does not have is not there", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  expect((await call(endUser, `v2 DELETE /tenants/${endUser.tenantId}`)).status).toBe(405);
  expect((await call(endUser, "v2 POST /roles", {})).status).toBe(404);
  expect((await call(endUser, "GET /workspaces")).status).toBe(404);
});

test.for(["", "x", "0".repeat(32), "__proto__", "undefined"])("the token %j is 401", async (id) => {
  const { callWith } = await openSss();
  expect((await callWith(id, "GET /users")).status).toBe(401);
});

test("a fault of the sandbox's own is 500 in the words of SSS, and the sandbox lives on", async () => {
  const { call, token, callWith, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const id = await token(endUser);
  const { users } = sandbox.world;
  const values = users.values.bind(users);
  users.values = () => {
    throw new Error("secret inner words");
  };
  const { status, body } = await callWith(id, "GET /users");
  users.values = values;
  expect(status).toBe(500);
  expect(body).toEqual(sssError(500));
  expect(body.message).not.toContain("secret");
  expect(sandbox.calls.at(-1)?.failure).toEqual(new Error("secret inner words"));
  expect((await call(endUser, "GET /users")).status).toBe(200);
});

/** Sends a request line that `fetch` would put straight. */
async function sendRaw(
  { sandbox }: Sss,
  line: string,
  token: string,
): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(sandbox.url);
  const socket = connect(Number(port), hostname);
  socket.end(`${line}\r\nHost: ${hostname}\r\nX-Auth-Token: ${token}\r\nConnection: close\r\n\r\n`);
  const chunks: Buffer[] = [];
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  return { status: Number(text.split(" ")[1]), body: text.slice(text.indexOf("\r\n\r\n") + 4) };
}
