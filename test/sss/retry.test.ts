import { expect, test } from "vitest";
import { deleteUser } from "../../tools/user/delete-user.ts";
import { listUsers } from "../../tools/user/list-users.ts";
import { errorOf, freePort, issueTokens, openClient, startUpstream } from "./upstream.ts";
import type { Reply } from "./upstream.ts";

const quick = { connectMs: 500, headersMs: 60, bodyMs: 60, totalMs: 10_000 };

test.for<Reply>([
  { status: 429 },
  { status: 500 },
  { status: 502 },
  { status: 503 },
  { status: 504 },
  "cut",
  "half",
])("a read that ends with %j is repeated", async (first) => {
  const upstream = await startUpstream(() =>
    upstream.requests.length < 4 ? first : { body: { users: [] } },
  );
  const { client, waits } = openClient(upstream);
  await expect(client.call(listUsers, {})).resolves.toEqual({ users: [] });
  expect(upstream.requests).toHaveLength(4);
  expect(waits).toEqual([250, 500, 1000]);
});

test("a read is given up after three repeats", async () => {
  const upstream = await startUpstream(() => ({ status: 502 }));
  const error = await errorOf(openClient(upstream).client.call(listUsers, {}));
  expect(error).toMatchObject({ code: "upstream_error", status: 502, mayHaveHappened: false });
  expect(upstream.requests).toHaveLength(4);
});

test("a read that times out is repeated once", async () => {
  const upstream = await startUpstream(() => "hang");
  const error = await errorOf(openClient(upstream, { timeouts: quick }).client.call(listUsers, {}));
  expect(error).toMatchObject({ code: "timeout", mayHaveHappened: false });
  expect(upstream.requests).toHaveLength(2);
});

test.for([400, 403, 404, 405, 409, 501])("a read that ends with %i is not repeated", async (status) => {
  const upstream = await startUpstream(() => ({ status }));
  await errorOf(openClient(upstream).client.call(listUsers, {}));
  expect(upstream.requests).toHaveLength(1);
});

test("jitter spreads the waits from nothing to the whole", async () => {
  const upstream = await startUpstream(() => ({ status: 500 }));
  const waits: number[] = [];
  const delay = async (ms: number) => void waits.push(ms);
  const shares = [0, 0.5, 1];
  await errorOf(
    openClient(upstream, { retry: { delay, random: () => shares.shift() ?? 0 } }).client.call(listUsers, {}),
  );
  expect(waits).toEqual([0, 250, 1000]);
});

test.for([
  { reply: "cut" as const, code: "connection_lost", mayHaveHappened: true },
  { reply: "half" as const, code: "connection_lost", mayHaveHappened: true },
  { reply: "hang" as const, code: "timeout", mayHaveHappened: true },
  { reply: "stall" as const, code: "timeout", mayHaveHappened: true },
  { reply: { status: 500 }, code: "upstream_error", mayHaveHappened: true },
  { reply: { status: 502 }, code: "upstream_error", mayHaveHappened: true },
  { reply: { status: 504 }, code: "upstream_error", mayHaveHappened: true },
  { reply: { status: 503 }, code: "upstream_error", mayHaveHappened: false },
  { reply: { status: 429, headers: { "retry-after": "1" } }, code: "rate_limited", mayHaveHappened: false },
  { reply: { status: 400 }, code: "invalid_request", mayHaveHappened: false },
  { reply: { status: 403 }, code: "forbidden", mayHaveHappened: false },
  { reply: { status: 404 }, code: "not_found", mayHaveHappened: false },
  { reply: { status: 405 }, code: "method_not_allowed", mayHaveHappened: false },
  { reply: { status: 409 }, code: "conflict", mayHaveHappened: false },
  { reply: { status: 302 }, code: "invalid_answer", mayHaveHappened: true },
  { reply: { body: "<html>" }, code: "invalid_answer", mayHaveHappened: true },
  { reply: { body: { a: "x".repeat(5000) } }, code: "answer_too_large", mayHaveHappened: true },
])(
  "a write that ends with $reply is sent once and may have happened: $mayHaveHappened",
  async ({ reply, code, mayHaveHappened }) => {
    const upstream = await startUpstream(() => reply);
    const { client, waits } = openClient(upstream, { timeouts: quick, maxAnswerBytes: 4096 });
    const error = await errorOf(client.call(deleteUser, { user_id: "ecid1" }));
    expect(error).toMatchObject({ code, mayHaveHappened });
    expect(upstream.requests).toHaveLength(1);
    expect(waits).toEqual([]);
  },
);

test("a write that found nobody listening is sent when somebody does", async () => {
  const keystone = await startUpstream(() => ({ status: 500 }));
  const port = await freePort();
  const waits: number[] = [];
  const arrivals: string[] = [];
  const delay = async (ms: number) => {
    waits.push(ms);
    if (waits.length < 2) return;
    await startUpstream(({ target }) => (arrivals.push(target), { status: 204 }), issueTokens(), port);
  };
  const { client } = openClient(keystone, { sssUrl: `http://127.0.0.1:${port}/api`, retry: { delay } });
  await expect(client.call(deleteUser, { user_id: "ecid1" })).resolves.toEqual({});
  expect(waits).toEqual([250, 500]);
  expect(arrivals).toEqual(["/api/v1.0/users/ecid1"]);
});

test("a write that nobody ever listened for certainly did not happen", async () => {
  const keystone = await startUpstream(() => ({ status: 500 }));
  const { client, waits } = openClient(keystone, { sssUrl: `http://127.0.0.1:${await freePort()}/api` });
  const error = await errorOf(client.call(deleteUser, { user_id: "ecid1" }));
  expect(error).toMatchObject({ code: "unreachable", mayHaveHappened: false });
  expect(error.message).toMatch(
    /^delete_user failed: cannot connect to http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)$/,
  );
  expect(waits).toHaveLength(3);
});

test("a host without an address is unreachable", async () => {
  const keystone = await startUpstream(() => ({ status: 500 }));
  const { client } = openClient(keystone, { sssUrl: "http://sss.invalid/api", retry: { retries: 0 } });
  const error = await errorOf(client.call(deleteUser, { user_id: "ecid1" }));
  expect(error).toMatchObject({ code: "unreachable", mayHaveHappened: false });
});

test("Retry-After in seconds is waited for, and a little more", async () => {
  const slow = { status: 429, headers: { "retry-after": "7" } };
  const upstream = await startUpstream(() => (upstream.requests.length === 1 ? slow : { body: {} }));
  const { client, waits } = openClient(upstream);
  await client.call(listUsers, {});
  expect(waits).toEqual([7250]);
});

test("Retry-After as a date is read against the clock of the answer", async () => {
  const headers = { date: "Tue, 03 Jan 2012 10:00:00 GMT", "retry-after": "Tue, 03 Jan 2012 10:00:12 GMT" };
  const upstream = await startUpstream(() =>
    upstream.requests.length === 1 ? { status: 503, headers } : { body: {} },
  );
  const { client, waits } = openClient(upstream);
  await client.call(listUsers, {});
  expect(waits).toEqual([12_250]);
});

test.for([
  { retryAfter: "soon", waited: 250 },
  { retryAfter: "-5", waited: 250 },
  { retryAfter: "Tue, 03 Jan 2012 10:00:00 GMT", waited: 250 },
  { retryAfter: "0", waited: 250 },
])("Retry-After $retryAfter costs no more than a backoff", async ({ retryAfter, waited }) => {
  const slow = { status: 429, headers: { "retry-after": retryAfter } };
  const upstream = await startUpstream(() => (upstream.requests.length === 1 ? slow : { body: {} }));
  const { client, waits } = openClient(upstream);
  await client.call(listUsers, {});
  expect(waits).toEqual([waited]);
});

test("a Retry-After longer than the limit is reported, not waited for", async () => {
  const upstream = await startUpstream(() => ({ status: 429, headers: { "retry-after": "31" } }));
  const { client, waits } = openClient(upstream);
  const error = await errorOf(client.call(listUsers, {}));
  expect(error).toMatchObject({ code: "rate_limited", retryAfterMs: 31_000 });
  expect(waits).toEqual([]);
});

test("the call's whole time ends its waits", async () => {
  const upstream = await startUpstream(() => ({ status: 500 }));
  const delay = (_ms: number, signal: AbortSignal) =>
    new Promise<void>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const options = { timeouts: { ...quick, totalMs: 100 }, retry: { delay } };
  const error = await errorOf(openClient(upstream, options).client.call(listUsers, {}));
  expect(error).toMatchObject({ code: "timeout", mayHaveHappened: false });
});
