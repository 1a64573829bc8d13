import { expect, test } from "vitest";
import * as z from "zod";
import { findTenant } from "../../tools/tenant/find-tenant.ts";
import { createUser } from "../../tools/user/create-user.ts";
import { deleteUser } from "../../tools/user/delete-user.ts";
import { findUser } from "../../tools/user/find-user.ts";
import { getUser } from "../../tools/user/get-user.ts";
import { listUsers } from "../../tools/user/list-users.ts";
import { errorOf, issueTokens, openClient, startTcp, startUpstream, until } from "./upstream.ts";

const quick = { headersMs: 60, bodyMs: 60, totalMs: 10_000 };

test("an answer is given as the operation's schema reads it, unknown fields included", async () => {
  const user = { user_id: 42, contract_owner: "true", super_user: 0, brand_new: [1] };
  const upstream = await startUpstream(() => ({ body: user }));
  await expect(openClient(upstream).client.call(getUser, { user_id: "ecid1" })).resolves.toEqual({
    user_id: "42",
    contract_owner: true,
    super_user: false,
    brand_new: [1],
  });
});

test("an answer its schema cannot read is given as it came", async () => {
  const upstream = await startUpstream(() => ({ body: { users: "none" } }));
  const picky = { ...listUsers, output: z.looseObject({ users: z.array(z.string()) }) };
  await expect(openClient(upstream).client.call(picky, {})).resolves.toEqual({ users: "none" });
});

test.for([{ status: 200 }, { status: 204 }, { status: 201, body: " \n" }, { status: 202, body: "{}" }])(
  "%j is the empty answer",
  async (reply) => {
    const upstream = await startUpstream(() => reply);
    await expect(openClient(upstream).client.call(deleteUser, { user_id: "ecid1" })).resolves.toEqual({});
  },
);

test.for(["[]", "null", "1", '"text"', "{", "<html>", '{"a":1}{"b":2}'])(
  "the answer %s is invalid",
  async (body) => {
    const upstream = await startUpstream(() => ({ body }));
    const error = await errorOf(openClient(upstream).client.call(listUsers, {}));
    expect(error).toMatchObject({ code: "invalid_answer", status: 200, mayHaveHappened: false });
  },
);

test("an answer of exactly the limit is read and one byte more is not", async () => {
  const body = JSON.stringify({ users: [], note: "x".repeat(1000) });
  const upstream = await startUpstream(() => ({ body }));
  const exact = openClient(upstream, { maxAnswerBytes: body.length });
  await expect(exact.client.call(listUsers, {})).resolves.toMatchObject({ users: [] });
  const short = openClient(upstream, { maxAnswerBytes: body.length - 1 });
  expect(await errorOf(short.client.call(listUsers, {}))).toMatchObject({
    code: "answer_too_large",
    status: 200,
  });
});

test("an endless answer is cut off at the limit", async () => {
  let isOpen = true;
  const port = await startTcp((socket) => {
    socket.on("close", () => (isOpen = false));
    socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
    const flood = () => {
      if (isOpen) socket.write(`1000\r\n${"x".repeat(0x1000)}\r\n`, () => setImmediate(flood));
    };
    flood();
  });
  const keystone = await startUpstream(() => ({ body: {} }));
  const { client } = openClient(keystone, {
    sssUrl: `http://127.0.0.1:${port}/api`,
    maxAnswerBytes: 100_000,
  });
  expect(await errorOf(client.call(listUsers, {}))).toMatchObject({ code: "answer_too_large" });
  await until(() => !isOpen);
});

test("a redirect is not followed, so the token goes nowhere else", async () => {
  const other = await startUpstream(() => ({ body: { users: [] } }));
  const upstream = await startUpstream(() => ({
    status: 307,
    headers: { location: `${other.url}/api/v1.0/users` },
  }));
  const error = await errorOf(openClient(upstream).client.call(listUsers, {}));
  expect(error).toMatchObject({ code: "invalid_answer", status: 307 });
  expect(other.requests).toHaveLength(0);
});

test("an informational answer is not taken for the answer", async () => {
  const port = await startTcp((socket) => {
    socket.on("data", () => {
      socket.write("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n");
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{"users":[]}');
    });
  });
  const keystone = await startUpstream(() => ({ body: {} }));
  const { client } = openClient(keystone, { sssUrl: `http://127.0.0.1:${port}/api` });
  await expect(client.call(listUsers, {})).resolves.toEqual({ users: [] });
});

test("a chunked body cut short is a lost connection", async () => {
  const port = await startTcp((socket) => {
    socket.on("data", () => {
      socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"use\r\n');
    });
  });
  const keystone = await startUpstream(() => ({ body: {} }));
  const { client, waits } = openClient(keystone, { sssUrl: `http://127.0.0.1:${port}/api` });
  expect(await errorOf(client.call(listUsers, {}))).toMatchObject({ code: "connection_lost", status: 200 });
  expect(waits).toHaveLength(3);
});

test("a created user whose answer was cut says what status it had", async () => {
  const port = await startTcp((socket) => {
    socket.on("data", () => {
      socket.end('HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{"user_id":');
    });
  });
  const keystone = await startUpstream(() => ({ body: {} }));
  const { client } = openClient(keystone, { sssUrl: `http://127.0.0.1:${port}/api` });
  const input = { login_id: "taro.yamada", mail_address: "t@example.com", notify_password: false };
  expect(await errorOf(client.call(createUser, input))).toMatchObject({
    code: "connection_lost",
    status: 201,
    mayHaveHappened: true,
  });
});

test.for(["hang", "stall"] as const)("a server that does %s times the call out", async (reply) => {
  const upstream = await startUpstream(() => reply);
  const { client } = openClient(upstream, { timeouts: quick, retry: { retries: 0 } });
  expect(await errorOf(client.call(listUsers, {}))).toMatchObject({
    code: "timeout",
    mayHaveHappened: false,
  });
});

test("a TLS handshake that never ends is a connection that was not made", async () => {
  const port = await startTcp(() => {});
  const keystone = await startUpstream(() => ({ body: {} }));
  const sssUrl = `https://127.0.0.1:${port}/api`;
  const { client } = openClient(keystone, { sssUrl, timeouts: { connectMs: 50 }, retry: { retries: 0 } });
  const error = await errorOf(client.call(deleteUser, { user_id: "ecid1" }));
  expect(error).toMatchObject({ code: "unreachable", mayHaveHappened: false });
  expect(error.message).toMatch(/UND_ERR_CONNECT_TIMEOUT/);
});

test("the whole call has its time, the token's included", async () => {
  const upstream = await startUpstream(
    () => ({ body: {} }),
    () => "hang",
  );
  const { client } = openClient(upstream, { timeouts: { totalMs: 50 } });
  const error = await errorOf(client.call(deleteUser, { user_id: "ecid1" }));
  expect(error).toMatchObject({ code: "timeout", mayHaveHappened: false });
});

test("no more connections are opened than allowed", async () => {
  const upstream = await startUpstream(() => ({ body: {} }));
  const { client } = openClient(upstream, { connections: 3 });
  await Promise.all(Array.from({ length: 50 }, () => client.call(listUsers, {})));
  expect(upstream.requests).toHaveLength(50);
  expect(upstream.connections()).toBeLessThanOrEqual(3);
});

const users = [
  { user_id: "ecid1", login_id: "taro.yamada", mail_address: "taro@example.com" },
  { user_id: "ecid2", login_id: "Taro.Yamada", mail_address: "twin@example.com" },
  { user_id: "ecid3", login_id: "hanako", mail_address: "twin@example.com" },
  { user_id: "ecid4", login_id: "ecid1", mail_address: "" },
  { user_id: "ecid5", login_id: null },
  null,
  "row",
];

test.for([
  { wanted: "ecid1", found: "ecid1", why: "an id wins over a name" },
  { wanted: "ECID3", found: "ecid3", why: "an id in another case is found last" },
  { wanted: "taro.yamada", found: "ecid1", why: "the exact name wins over another case" },
  { wanted: "Taro.Yamada", found: "ecid2", why: "the exact name wins over another case" },
  { wanted: "HANAKO", found: "ecid3", why: "a name in another case is found" },
  { wanted: "Taro@Example.com", found: "ecid1", why: "a mail address in another case is found" },
])("searching $wanted gives $found: $why", async ({ wanted, found }) => {
  const upstream = await startUpstream(() => ({ body: { contract_id: "econ1", users } }));
  const answer = await openClient(upstream).client.call(findUser, { user: wanted });
  expect(answer["user_id"]).toBe(found);
  expect(upstream.requests[0]?.target).toBe("/api/v1.0/users");
});

test("a search without a match says what was looked for, and where", async () => {
  const upstream = await startUpstream(() => ({ body: { users } }));
  const error = await errorOf(
    openClient(upstream).client.call(findUser, { user: "jiro", contract_id: "econ1" }),
  );
  expect(error).toMatchObject({ code: "not_found", status: undefined });
  expect(error.message).toBe(
    "find_user failed: none of 5 users has the given user as user_id or login_id or mail_address " +
      "(GET /v1.0/users?contract_id=econ1)",
  );
});

test("a search with several matches names the candidates", async () => {
  const upstream = await startUpstream(() => ({ body: { users } }));
  const error = await errorOf(openClient(upstream).client.call(findUser, { user: "twin@example.com" }));
  expect(error.code).toBe("ambiguous");
  expect(error.message).toBe("find_user failed: 2 users match the given user");
  expect(error.candidates).toEqual([
    { user_id: "ecid2", login_id: "Taro.Yamada", mail_address: "twin@example.com" },
    { user_id: "ecid3", login_id: "hanako", mail_address: "twin@example.com" },
  ]);
});

test("no more than ten candidates are named", async () => {
  const tenants = Array.from({ length: 30 }, (_, index) => ({
    tenant_id: `t${index}`,
    tenant_name: "web\u0007",
  }));
  const upstream = await startUpstream(() => ({ body: { tenants } }));
  const error = await errorOf(openClient(upstream).client.call(findTenant, { tenant: "web\u0007" }));
  expect(error.candidates).toHaveLength(10);
  expect(error.candidates?.[0]).toEqual({ tenant_id: "t0", tenant_name: "web" });
  expect(error.message).toMatch(/30 tenants match/);
});

test("a list that is missing is no empty list", async () => {
  const upstream = await startUpstream(() => ({ body: {} }));
  const error = await errorOf(openClient(upstream).client.call(findUser, { user: "taro" }));
  expect(error.code).toBe("invalid_answer");
});

test("closing lets the calls under way end and refuses new ones", async () => {
  let release = () => {};
  const slow = new Promise<void>((resolve) => (release = resolve));
  const upstream = await startUpstream(async () => {
    await slow;
    return { body: { users: [] } };
  });
  const { client } = openClient(upstream);
  const underWay = client.call(listUsers, {});
  await until(() => upstream.requests.length === 1);
  const closed = client.close();
  expect(await errorOf(client.call(deleteUser, { user_id: "ecid1" }))).toMatchObject({
    code: "aborted",
    mayHaveHappened: false,
  });
  release();
  await expect(underWay).resolves.toEqual({ users: [] });
  await closed;
  await client.close();
  await until(() => upstream.connections() === 0);
});

test("closing waits for a call between two attempts", async () => {
  const upstream = await startUpstream(() =>
    upstream.requests.length === 1 ? { status: 503 } : { body: {} },
  );
  let isWaiting = false;
  let resume = () => {};
  const delay = () => {
    isWaiting = true;
    return new Promise<void>((resolve) => (resume = resolve));
  };
  const { client } = openClient(upstream, { retry: { delay } });
  const underWay = client.call(listUsers, {});
  await until(() => isWaiting);
  const closed = client.close();
  resume();
  await expect(underWay).resolves.toEqual({});
  await closed;
});

test("a client that was never used closes", async () => {
  const upstream = await startUpstream(() => ({ body: {} }), issueTokens());
  await expect(openClient(upstream).client.close()).resolves.toBeUndefined();
});
