import { expect, test } from "vitest";
import { deleteUser } from "../../tools/user/delete-user.ts";
import { getUser } from "../../tools/user/get-user.ts";
import { listUsers } from "../../tools/user/list-users.ts";
import { errorOf, issueTokens, openClient, startUpstream, until } from "./upstream.ts";

test("a call that was called off before it began sends nothing", async () => {
  const upstream = await startUpstream(() => ({ body: {} }));
  const { client } = openClient(upstream);
  const error = await errorOf(client.call(deleteUser, { user_id: "ecid1" }, { signal: AbortSignal.abort() }));
  expect(error).toMatchObject({ code: "aborted", mayHaveHappened: false });
  expect(upstream.requests).toHaveLength(0);
});

test.for(["hang", "stall"] as const)(
  "a write called off while SSS does %s may have happened",
  async (reply) => {
    const upstream = await startUpstream(() => reply);
    const { client } = openClient(upstream);
    const controller = new AbortController();
    const call = errorOf(client.call(deleteUser, { user_id: "ecid1" }, { signal: controller.signal }));
    await until(() => upstream.requests.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    const error = await call;
    expect(error).toMatchObject({ code: "aborted", mayHaveHappened: true });
    await until(() => upstream.connections() <= 1);
  },
);

test("a read called off after it was sent did nothing", async () => {
  const upstream = await startUpstream(() => "hang");
  const controller = new AbortController();
  const call = errorOf(openClient(upstream).client.call(listUsers, {}, { signal: controller.signal }));
  await until(() => upstream.requests.length === 1);
  controller.abort();
  expect(await call).toMatchObject({ code: "aborted", mayHaveHappened: false });
});

test("a write called off while it stands in line for a connection did not happen", async () => {
  let release = () => {};
  const slow = new Promise<void>((resolve) => (release = resolve));
  const upstream = await startUpstream(async () => {
    await slow;
    return { body: {} };
  });
  const { client } = openClient(upstream, { connections: 1 });
  const first = client.call(getUser, { user_id: "ecid1" });
  await until(() => upstream.requests.length === 1);
  const controller = new AbortController();
  const second = errorOf(client.call(deleteUser, { user_id: "ecid2" }, { signal: controller.signal }));
  const third = client.call(getUser, { user_id: "ecid3" });
  await new Promise((resolve) => setTimeout(resolve, 20));
  controller.abort();
  expect(await second).toMatchObject({ code: "aborted", mayHaveHappened: false });
  release();
  await Promise.all([first, third]);
  expect(upstream.requests.map(({ target }) => target)).toEqual([
    "/api/v1.0/users/ecid1",
    "/api/v1.0/users/ecid3",
  ]);
});

test("a call is called off while it waits for its next attempt", async () => {
  const upstream = await startUpstream(() => ({ status: 503 }));
  const controller = new AbortController();
  const delay = (_ms: number, signal: AbortSignal) => {
    const aborted = new Promise<void>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
    controller.abort();
    return aborted;
  };
  const { client } = openClient(upstream, { retry: { delay } });
  const error = await errorOf(client.call(listUsers, {}, { signal: controller.signal }));
  expect(error).toMatchObject({ code: "aborted", mayHaveHappened: false });
  expect(upstream.requests).toHaveLength(1);
});

test("the wait built in ends when the call is called off", async () => {
  const reply = { status: 429, headers: { "retry-after": "30" } };
  const upstream = await startUpstream(() => reply);
  const { createClient } = await import("../../src/sss/client.ts");
  const client = createClient({
    credentials: { apiKey: "key", apiSecret: "secret-of-the-key" },
    keystoneUrl: `${upstream.url}/v3`,
    sssUrl: `${upstream.url}/api`,
  });
  const controller = new AbortController();
  const call = errorOf(client.call(listUsers, {}, { signal: controller.signal }));
  await until(() => upstream.requests.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  controller.abort();
  expect(await call).toMatchObject({ code: "aborted" });
  await client.close();
});

test("a caller's own time limit reads as a timeout", async () => {
  const upstream = await startUpstream(() => "hang");
  const { client } = openClient(upstream);
  const error = await errorOf(
    client.call(deleteUser, { user_id: "ecid1" }, { signal: AbortSignal.timeout(50) }),
  );
  expect(error).toMatchObject({ code: "timeout", mayHaveHappened: true });
});

test("a renewal nobody waits for any more may fail without harm", async () => {
  let release = () => {};
  const slow = new Promise<void>((resolve) => (release = resolve));
  const issue = issueTokens();
  const upstream = await startUpstream(
    () => ({ body: {} }),
    async (request) => {
      if (upstream.tokenRequests.length > 1) return issue(request);
      await slow;
      return { status: 401 };
    },
  );
  const { client } = openClient(upstream);
  const controller = new AbortController();
  const call = errorOf(client.call(listUsers, {}, { signal: controller.signal }));
  await until(() => upstream.tokenRequests.length === 1);
  controller.abort();
  await call;
  release();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(client.call(listUsers, {})).resolves.toEqual({});
});

test("a hundred calls may share one signal", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning);
  process.on("warning", note);
  const upstream = await startUpstream(() => ({ body: {} }));
  const { client } = openClient(upstream);
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 100 }, () => client.call(listUsers, {}, { signal })));
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", note);
  expect(warnings).toEqual([]);
});
