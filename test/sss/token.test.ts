import { expect, test } from "vitest";
import { deleteUser } from "../../tools/user/delete-user.ts";
import { getUser } from "../../tools/user/get-user.ts";
import { listUsers } from "../../tools/user/list-users.ts";
import { apiKey, apiSecret, errorOf, issueTokens, openClient, startUpstream, until } from "./upstream.ts";
import type { Reply } from "./upstream.ts";

const hour = 3_600_000;
const refusedToken = { status: 401, body: { code: 401, title: "Unauthorized", message: "Invalid token." } };
const hundred = Array.from({ length: 100 }, (_, index) => index);

/** SSS as long as only the newest token counts. */
function startStrict(isGood: (token: unknown) => boolean) {
  return startUpstream(({ headers }) =>
    isGood(headers["x-auth-token"]) ? { body: { users: [] } } : refusedToken,
  );
}

test("the token is asked for with the key pair and sent with every call", async () => {
  const upstream = await startUpstream(() => ({ body: {} }));
  const { client } = openClient(upstream, { userAgent: "sss-ops/1" });
  await client.call(listUsers, {});
  expect(JSON.parse(upstream.tokenRequests[0]?.body ?? "")).toEqual({
    auth: {
      identity: {
        methods: ["password"],
        password: { user: { domain: { id: "default" }, name: apiKey, password: apiSecret } },
      },
    },
  });
  expect(upstream.tokenRequests[0]?.target).toBe("/v3/auth/tokens");
  expect(upstream.requests[0]?.headers).toMatchObject({
    "x-auth-token": "token-number-1",
    "user-agent": "sss-ops/1",
    accept: "application/json",
  });
});

test("a tenant scopes the token", async () => {
  const upstream = await startUpstream(() => ({ body: {} }));
  await openClient(upstream, { tenantId: "462c8013" }).client.call(listUsers, {});
  expect(JSON.parse(upstream.tokenRequests[0]?.body ?? "")).toMatchObject({
    auth: { scope: { project: { id: "462c8013" } } },
  });
});

test("a hundred calls at once ask for one token, and for one more after it ran out", async () => {
  let time = 0;
  const upstream = await startUpstream(() => ({ body: {} }));
  const { client } = openClient(upstream, { now: () => time });
  await Promise.all(hundred.map(() => client.call(listUsers, {})));
  expect(upstream.tokenRequests).toHaveLength(1);
  time = 2 * hour;
  await Promise.all(hundred.map(() => client.call(listUsers, {})));
  expect(upstream.tokenRequests).toHaveLength(2);
  expect(upstream.requests).toHaveLength(200);
});

test.for([
  { lifeMs: hour, marginMs: 5 * 60_000 },
  { lifeMs: 60_000, marginMs: 6_000 },
])("a token of $lifeMs ms is renewed $marginMs ms ahead of its end", async ({ lifeMs, marginMs }) => {
  let time = 1_000;
  const upstream = await startUpstream(() => ({ body: {} }), issueTokens({ lifeMs }));
  const { client } = openClient(upstream, { now: () => time });
  await client.call(listUsers, {});
  time = 1_000 + lifeMs - marginMs - 1;
  await client.call(listUsers, {});
  expect(upstream.tokenRequests).toHaveLength(1);
  time += 1;
  await client.call(listUsers, {});
  expect(upstream.tokenRequests).toHaveLength(2);
});

test("a token without times is used until SSS refuses it", async () => {
  let time = 0;
  const keystone = () => ({ status: 201, headers: { "x-subject-token": "timeless" }, body: { token: {} } });
  const upstream = await startUpstream(() => ({ body: {} }), keystone);
  const { client } = openClient(upstream, { now: () => time });
  await client.call(listUsers, {});
  time = 100 * hour;
  await client.call(listUsers, {});
  expect(upstream.tokenRequests).toHaveLength(1);
});

test("a refused token is renewed and the call sent once more, a write too", async () => {
  const upstream = await startStrict((token) => token === "token-number-2");
  const { client } = openClient(upstream);
  await expect(client.call(deleteUser, { user_id: "ecid1" })).resolves.toEqual({ users: [] });
  expect(upstream.requests.map(({ headers }) => headers["x-auth-token"])).toEqual([
    "token-number-1",
    "token-number-2",
  ]);
});

test("a hundred refused calls renew the token once", async () => {
  let good = "token-number-1";
  const upstream = await startStrict((token) => token === good);
  const { client } = openClient(upstream, { connections: 100 });
  await client.call(listUsers, {});
  good = "token-number-2";
  await Promise.all(hundred.map(() => client.call(listUsers, {})));
  expect(upstream.tokenRequests).toHaveLength(2);
});

test("a late refusal of an old token does not cost the new one", async () => {
  let release = () => {};
  const late = new Promise<void>((resolve) => (release = resolve));
  const upstream = await startUpstream(async ({ headers, target }): Promise<Reply> => {
    if (headers["x-auth-token"] === "token-number-2") return { body: {} };
    if (target.endsWith("/ecid1")) await late;
    return refusedToken;
  });
  const { client } = openClient(upstream);
  const slow = client.call(getUser, { user_id: "ecid1" });
  await until(() => upstream.requests.length === 1);
  await client.call(getUser, { user_id: "ecid2" });
  release();
  await slow;
  expect(upstream.tokenRequests).toHaveLength(2);
});

test("a call that is refused again after renewal is unauthenticated", async () => {
  const upstream = await startStrict(() => false);
  const error = await errorOf(openClient(upstream).client.call(deleteUser, { user_id: "ecid1" }));
  expect(error).toMatchObject({ code: "unauthenticated", status: 401, mayHaveHappened: false });
  expect(error.message).toBe(
    "delete_user failed: SSS does not accept the token, nor a new one (401 Unauthorized)",
  );
  expect(upstream.requests).toHaveLength(2);
});

test("a failed renewal fails all who wait for it, each in its own name, and is not remembered", async () => {
  let isDown = true;
  const issue = issueTokens();
  const upstream = await startUpstream(
    () => ({ body: {} }),
    (request) =>
      isDown ? { status: 401, body: { error: { code: 401, title: "Unauthorized" } } } : issue(request),
  );
  const { client } = openClient(upstream);
  const errors = await Promise.all([
    errorOf(client.call(listUsers, {})),
    errorOf(client.call(deleteUser, { user_id: "ecid1" })),
  ]);
  expect(errors.map(({ code }) => code)).toEqual(["unauthenticated", "unauthenticated"]);
  expect(errors[0]?.message).toMatch(/^list_users failed: authentication failed: Keystone does not accept/);
  expect(errors[1]?.message).toMatch(/^delete_user failed: /);
  expect(upstream.tokenRequests).toHaveLength(1);
  isDown = false;
  await expect(client.call(listUsers, {})).resolves.toEqual({});
});

test.for([{ status: 429 }, { status: 500 }, { status: 503 }, "cut", "half"] as const)(
  "a token request that ends with %j is repeated",
  async (first) => {
    const issue = issueTokens();
    const upstream = await startUpstream(
      () => ({ body: {} }),
      (request) => (upstream.tokenRequests.length === 1 ? first : issue(request)),
    );
    const { client } = openClient(upstream);
    await expect(client.call(deleteUser, { user_id: "ecid1" })).resolves.toEqual({});
    expect(upstream.tokenRequests).toHaveLength(2);
  },
);

test("a Keystone that stays down is asked four times, not four times for each attempt of the call", async () => {
  const upstream = await startUpstream(
    () => ({ body: {} }),
    () => ({ status: 503 }),
  );
  const error = await errorOf(openClient(upstream).client.call(listUsers, {}));
  expect(error).toMatchObject({ code: "upstream_error", status: 503 });
  expect(upstream.tokenRequests).toHaveLength(4);
  expect(upstream.requests).toHaveLength(0);
});

test.for([404, 400, 302])(
  "a Keystone that answers %i does not read as a missing resource",
  async (status) => {
    const upstream = await startUpstream(
      () => ({ body: {} }),
      () => ({ status }),
    );
    const error = await errorOf(openClient(upstream).client.call(getUser, { user_id: "ecid1" }));
    expect(error).toMatchObject({ code: "invalid_answer", status });
  },
);

test.for([
  { reply: { status: 201, body: { token: {} } }, message: /no X-Subject-Token/ },
  { reply: { status: 201, headers: { "x-subject-token": "t" }, body: "<html>" }, message: /not a token/ },
  { reply: { status: 201, headers: { "x-subject-token": "t" }, body: [] }, message: /not a token/ },
])("an answer without a token is invalid: $message", async ({ reply, message }) => {
  const upstream = await startUpstream(
    () => ({ body: {} }),
    () => reply,
  );
  const error = await errorOf(openClient(upstream).client.call(listUsers, {}));
  expect(error.code).toBe("invalid_answer");
  expect(error.message).toMatch(message);
});

test("one caller giving up leaves the renewal to the others", async () => {
  let release = () => {};
  const slow = new Promise<void>((resolve) => (release = resolve));
  const issue = issueTokens();
  const upstream = await startUpstream(
    () => ({ body: {} }),
    async (request) => {
      await slow;
      return issue(request);
    },
  );
  const { client } = openClient(upstream);
  const controller = new AbortController();
  const impatient = errorOf(client.call(deleteUser, { user_id: "ecid1" }, { signal: controller.signal }));
  const patient = client.call(listUsers, {});
  await until(() => upstream.tokenRequests.length === 1);
  controller.abort();
  expect(await impatient).toMatchObject({ code: "aborted", mayHaveHappened: false });
  release();
  await expect(patient).resolves.toEqual({});
  expect(upstream.tokenRequests).toHaveLength(1);
});

test("the account is the key in use and the address of its calls", async () => {
  const upstream = await startUpstream(() => ({ body: {} }));
  await expect(openClient(upstream).client.account()).resolves.toEqual({
    apiKey,
    keystoneUserId: "abcdef0123456789abcdef0123456789",
    tenantId: undefined,
    sssUrl: `${upstream.url}/api`,
    tokenLifeMs: 3_600_000,
  });
});
