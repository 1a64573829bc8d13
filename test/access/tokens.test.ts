import { expect, test } from "vitest";
import { remembered } from "../../src/access/remembered.ts";
import { createTokens } from "../../src/access/tokens.ts";
import { parseProfile } from "../../tools/profile.ts";
import { openTestHouse } from "../house.ts";
import { collect } from "../store/collect.ts";

const by = { principal: "local:admin", face: "terminal" };
const dayMs = 86_400_000;
const grant = { principal: "local:taro", scopes: ["sss:read", "sss:change"], lifeMs: 90 * dayMs } as const;

async function reach() {
  const store = await (await openTestHouse()).store();
  const tokens = createTokens(store);
  return { store, tokens, ...(await tokens.create({ ...grant, label: "laptop" }, by, 0)) };
}

test("a token shows whom it was issued for", async () => {
  const { tokens, token } = await reach();
  expect(token).toMatch(/^sssops_[\w-]{49}$/);
  expect(await tokens.verify(token, 1)).toMatchObject({
    principal: "local:taro",
    scopes: ["sss:read", "sss:change"],
    expiresAt: 90 * dayMs,
  });
});

test("a token leaves what its profile does, and the list and the audit say so", async () => {
  const { store, tokens } = await reach();
  const read = parseProfile("users,read-only");
  if ("fault" in read) throw new Error(read.fault);
  const { token } = await tokens.create({ ...grant, ...read }, by, 0);
  expect(await tokens.verify(token, 1)).toMatchObject({
    profiles: [{ text: "users,read-only", most: "read" }],
  });
  expect(await tokens.list(1)).toContainEqual(expect.objectContaining(read));
  const rows = await collect(store.audit.read({ operation: "token" }));
  expect(rows.at(-1)?.details).toMatchObject({ profile: "users,read-only" });
});

test("a token whose profile nobody can read any more counts for nothing", async () => {
  const { store, tokens, token, id } = await reach();
  const note = await store.notes.get("token", id, 1);
  if (note === undefined) throw new Error("the token is not there");
  await store.notes.replace("token", note, { ...note.value, profile: "a toolset of another version" }, 1);
  expect(await tokens.verify(token, 2)).toBeUndefined();
});

test("a token is nowhere to be found in the store", async () => {
  const { store, tokens, token } = await reach();
  const lines: string[] = [];
  await store.exportTo((line) => void lines.push(line), 1);
  const kept = JSON.stringify([await store.notes.list("token", 1), await tokens.list(1), lines]);
  expect(kept).toContain("laptop");
  expect(kept).not.toContain(token);
});

test("the list says what there is and when it was used, to the minute", async () => {
  const { tokens, token, id } = await reach();
  const issued = { id, principal: "local:taro", label: "laptop", createdAt: 0, expiresAt: 90 * dayMs };
  expect(await tokens.list(1)).toMatchObject([issued]);
  for (const at of [100_000, 130_000]) await tokens.verify(token, at);
  expect(await tokens.list(140_000)).toMatchObject([{ ...issued, usedAt: 100_000 }]);
});

test.for([
  ["altered", (token: string) => token.replace(/.$/, (last) => (last === "A" ? "B" : "A"))],
  ["cut off", (token: string) => token.slice(0, -1)],
  ["written in capitals", (token: string) => token.toUpperCase()],
  ["followed by something", (token: string) => `${token} `],
] as const)("a token that is %s does not count", async ([, alter]) => {
  const { tokens, token } = await reach();
  expect(await tokens.verify(alter(token), 1)).toBeUndefined();
});

test("a token is over when its time is", async () => {
  const { tokens, token } = await reach();
  expect(await tokens.verify(token, 90 * dayMs - 1)).toBeDefined();
  expect(await tokens.verify(token, 90 * dayMs)).toBeUndefined();
});

test("a revoked token does not count, and there is nothing left to revoke", async () => {
  const { tokens, token, id } = await reach();
  expect(await tokens.revoke(id, by, 1)).toBe(true);
  expect(await tokens.verify(token, 2)).toBeUndefined();
  expect(await tokens.list(2)).toEqual([]);
  expect(await tokens.revoke(id, by, 3)).toBe(false);
});

test("issuing and revoking are on record", async () => {
  const { store, tokens, id } = await reach();
  await tokens.revoke(id, by, 1);
  const rows = await collect(store.audit.read({ operation: "token" }));
  expect(rows.map(({ details }) => details)).toMatchObject([
    { issued: id, principal: "local:taro", expires_at: 90 * dayMs },
    { revoked: id },
  ]);
});

test("a remembered token is looked up every five seconds, and ends on time", async () => {
  let lookups = 0;
  const verify = remembered(async () => {
    lookups += 1;
    return lookups < 3
      ? { principal: "local:taro", scopes: ["sss:read"], profiles: [], expiresAt: 7_000 }
      : undefined;
  });
  for (const at of [0, 4_999]) expect(await verify("token", at)).toBeDefined();
  expect(lookups).toBe(1);
  for (const at of [5_000, 6_999]) expect(await verify("token", at)).toBeDefined();
  expect(lookups).toBe(2);
  for (const at of [7_000, 7_001]) expect(await verify("token", at)).toBeUndefined();
  expect(lookups).toBe(4);
});
