import { inspect } from "node:util";
import { expect, test } from "vitest";
import { listUsers } from "../../tools/user/list-users.ts";
import { updateApiKey } from "../../tools/user/update-api-key.ts";
import { apiKey, apiSecret, errorOf, openClient, startUpstream, until } from "./upstream.ts";
import type { Arrived, Reply, Upstream } from "./upstream.ts";

interface Account {
  readonly upstream: Upstream;
  readonly pairOf: (generation: number) => { readonly apiKey: string; readonly apiSecret: string };
  /** How many times the pair was reissued. */
  readonly generation: () => number;
  /** Holds back the answers of reissues, done by then, until released. */
  hold: Promise<void>;
}

/** An upstream that reissues the pair as SSS does: the old pair and its tokens are dead before the answer is out. */
async function startAccount(): Promise<Account> {
  let generation = 0;
  const pairOf = (index: number) =>
    index === 0 ? { apiKey, apiSecret } : { apiKey: `api-key-${index}`, apiSecret: `api-secret-${index}` };
  const account = { pairOf, generation: () => generation, hold: Promise.resolve() };
  const keystone = ({ body }: Arrived): Reply => {
    const { user } = JSON.parse(body).auth.identity.password;
    const { apiKey: name, apiSecret: password } = pairOf(generation);
    return user.name === name && user.password === password
      ? { status: 201, headers: { "x-subject-token": `token-of-${generation}` }, body: { token: {} } }
      : { status: 401, body: { error: { message: "wrong pair" } } };
  };
  const upstream = await startUpstream(async ({ method, headers }) => {
    if (headers["x-auth-token"] !== `token-of-${generation}`) return { status: 401 };
    if (method === "GET") return { body: { users: [] } };
    generation += 1;
    const { apiKey: keystone_name, apiSecret: keystone_password } = pairOf(generation);
    await account.hold;
    return { body: { user_id: "ecid1", keystone_name, keystone_password, status: "Success" } };
  }, keystone);
  return Object.assign(account, { upstream });
}

const input = { user_id: "ecid1" };

test("a new pair is stored before it is used, and used from then on", async () => {
  const { upstream, pairOf } = await startAccount();
  const events: unknown[] = [];
  const { client } = openClient(upstream, {
    onRotation: async (pair) => {
      events.push(pair, { tokensBefore: upstream.tokenRequests.length });
      await new Promise((resolve) => setTimeout(resolve, 10));
      events.push({ tokensAfter: upstream.tokenRequests.length });
    },
  });
  const answer = await client.call(updateApiKey, input);
  expect(events).toEqual([pairOf(1), { tokensBefore: 1 }, { tokensAfter: 1 }]);
  expect(answer).toMatchObject({ keystone_name: "api-key-1", keystone_password: "api-secret-1" });
  await client.call(listUsers, {});
  expect(JSON.parse(upstream.tokenRequests.at(-1)?.body ?? "").auth.identity.password.user).toMatchObject({
    name: "api-key-1",
    password: "api-secret-1",
  });
  await expect(client.account()).resolves.toMatchObject({ apiKey: "api-key-1" });
});

test("calls during a rotation wait for the new pair instead of failing with the old one", async () => {
  const account = await startAccount();
  const { upstream } = account;
  let release = () => {};
  account.hold = new Promise<void>((resolve) => (release = resolve));
  const { client } = openClient(upstream, { connections: 50 });
  await client.call(listUsers, {});
  const rotation = client.call(updateApiKey, input);
  await until(() => account.generation() === 1);
  // The old token is refused from here on, and Keystone refuses the old pair.
  const calls = Array.from({ length: 20 }, () => client.call(listUsers, {}));
  await until(() => upstream.requests.length === 22);
  await new Promise((resolve) => setTimeout(resolve, 20));
  release();
  await rotation;
  await expect(Promise.all(calls)).resolves.toHaveLength(20);
  expect(upstream.tokenRequests).toHaveLength(2);
});

test("a renewal that a rotation overtook is made again with the new pair", async () => {
  const { upstream, generation } = await startAccount();
  let time = 0;
  const { client } = openClient(upstream, { now: () => time });
  const rotations = [
    client.call(updateApiKey, input),
    client.call(listUsers, {}),
    client.call(listUsers, {}),
  ];
  time = 1e12;
  rotations.push(client.call(listUsers, {}), client.call(updateApiKey, input), client.call(listUsers, {}));
  await expect(Promise.all(rotations)).resolves.toHaveLength(6);
  expect(generation()).toBe(2);
});

test("rotations at the same moment run one after the other and the last pair stays", async () => {
  const { upstream, pairOf, generation } = await startAccount();
  const stored: unknown[] = [];
  const { client } = openClient(upstream, { onRotation: async (pair) => void stored.push(pair) });
  await Promise.all([1, 2, 3, 4].map(() => client.call(updateApiKey, input)));
  expect(generation()).toBe(4);
  expect(stored).toEqual([1, 2, 3, 4].map(pairOf));
  await expect(client.call(listUsers, {})).resolves.toEqual({ users: [] });
});

test("a store that fails for a moment is tried again", async () => {
  const { upstream } = await startAccount();
  let attempts = 0;
  const onRotation = async () => {
    attempts += 1;
    if (attempts < 3) throw new Error("database is locked");
  };
  const { client } = openClient(upstream, { onRotation });
  await expect(client.call(updateApiKey, input)).resolves.toMatchObject({ keystone_name: "api-key-1" });
  expect(attempts).toBe(3);
});

test("a pair that cannot be stored is used all the same, reported without its values, and offered again at the end", async () => {
  const { upstream, pairOf } = await startAccount();
  const offered: unknown[] = [];
  let isBroken = true;
  const { client } = openClient(upstream, {
    onRotation: async (pair) => {
      offered.push(pair);
      if (isBroken) throw new Error(`INSERT failed: values (${pair.apiKey}, ${pair.apiSecret})`);
    },
  });
  const error = await errorOf(client.call(updateApiKey, input));
  expect(error).toMatchObject({ code: "not_stored", mayHaveHappened: true });
  expect(error.message).toMatch(/could not be stored/);
  const shown = inspect(error, { depth: 10, showHidden: true });
  expect(shown).toContain("INSERT failed");
  for (const value of ["api-key-1", "api-secret-1"]) expect(shown).not.toContain(value);
  await expect(client.call(listUsers, {})).resolves.toEqual({ users: [] });
  isBroken = false;
  await client.close();
  expect(offered).toEqual([1, 1, 1, 1].map(pairOf));
});

test("closing says so when the pair still cannot be stored", async () => {
  const { upstream } = await startAccount();
  const { client } = openClient(upstream, { onRotation: () => Promise.reject(new Error("disk full")) });
  await errorOf(client.call(updateApiKey, input));
  expect(await errorOf(client.close())).toMatchObject({ code: "not_stored" });
  await until(() => upstream.connections() === 0);
});

test("a rotation that began is not called off: its answer is the only copy of the secret", async () => {
  const account = await startAccount();
  let release = () => {};
  account.hold = new Promise<void>((resolve) => (release = resolve));
  const stored: unknown[] = [];
  const { client } = openClient(account.upstream, { onRotation: async (pair) => void stored.push(pair) });
  const controller = new AbortController();
  const rotation = client.call(updateApiKey, input, { signal: controller.signal });
  await until(() => account.generation() === 1);
  controller.abort();
  release();
  await expect(rotation).resolves.toMatchObject({ keystone_name: "api-key-1" });
  expect(stored).toHaveLength(1);
});

test("a rotation called off before its turn does not begin", async () => {
  const account = await startAccount();
  let release = () => {};
  account.hold = new Promise<void>((resolve) => (release = resolve));
  const { client } = openClient(account.upstream);
  const first = client.call(updateApiKey, input);
  await until(() => account.generation() === 1);
  const controller = new AbortController();
  const second = errorOf(client.call(updateApiKey, input, { signal: controller.signal }));
  controller.abort();
  expect(await second).toMatchObject({ code: "aborted", mayHaveHappened: false });
  release();
  await first;
  expect(account.generation()).toBe(1);
});

test.for<Reply>(["cut", "half", { body: {} }, { body: { keystone_name: "k", keystone_password: "" } }])(
  "a reissue that ends with %j may have happened and changes no pair here",
  async (reply) => {
    const upstream = await startUpstream(({ method }) => (method === "GET" ? { body: {} } : reply));
    const stored: unknown[] = [];
    const { client } = openClient(upstream, { onRotation: async (pair) => void stored.push(pair) });
    expect(await errorOf(client.call(updateApiKey, input))).toMatchObject({ mayHaveHappened: true });
    expect(stored).toEqual([]);
    await expect(client.account()).resolves.toMatchObject({ apiKey });
    await expect(client.call(listUsers, {})).resolves.toEqual({});
  },
);

test("a pair that another process reissued is taken from where it is stored, as soon as it is there", async () => {
  const { upstream, pairOf } = await startAccount();
  const { client: other } = openClient(upstream);
  await other.call(updateApiKey, input);
  const stored = [pairOf(0), undefined, pairOf(1)];
  const { client, waits } = openClient(upstream, { storedPair: async () => stored.shift() });
  await expect(client.call(listUsers, {})).resolves.toEqual({ users: [] });
  expect(waits).toEqual([250, 1_000]);
  await expect(client.account()).resolves.toMatchObject({ apiKey: "api-key-1" });
  expect(upstream.tokenRequests).toHaveLength(3);
});

test("a client whose token runs out after another process reissued the pair goes on with the new one", async () => {
  const { upstream, pairOf } = await startAccount();
  const { client: other } = openClient(upstream);
  const { client } = openClient(upstream, { storedPair: async () => pairOf(1) });
  await client.call(listUsers, {});
  await other.call(updateApiKey, input);
  const calls = Array.from({ length: 20 }, () => client.call(listUsers, {}));
  await expect(Promise.all(calls)).resolves.toHaveLength(20);
  await expect(client.call(updateApiKey, input)).resolves.toMatchObject({ keystone_name: "api-key-2" });
});

test("a pair that is refused and was never replaced is an error, and asked about once", async () => {
  const { upstream, pairOf } = await startAccount();
  const { client } = openClient(upstream, {
    credentials: { ...pairOf(0), apiSecret: "wrong" },
    storedPair: async () => ({ ...pairOf(0), apiSecret: "wrong" }),
  });
  expect(await errorOf(client.call(listUsers, {}))).toMatchObject({ code: "unauthenticated" });
  expect(upstream.tokenRequests).toHaveLength(1);
});
