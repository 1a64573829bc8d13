import { expect, test } from "vitest";
import { createTokens } from "../../src/access/tokens.ts";
import type { Terminal } from "../../src/terminal/call.ts";
import { createToken, listTokens, revokeToken } from "../../src/terminal/tokens.ts";
import { openTestHouse } from "../house.ts";

const flags = { actor: "local:taro", scopes: "read", days: 90 };

async function reach() {
  const house = await openTestHouse();
  const printed: string[] = [];
  const remarks: string[] = [];
  const terminal: Terminal = {
    isInteractive: false,
    ask: async () => "",
    print: (text) => void printed.push(text),
    remark: (text) => void remarks.push(text),
  };
  return { desk: { ...house, terminal, principal: "local:admin" }, printed, remarks };
}

test("a new token is printed alone, and counts", async () => {
  const { desk, printed, remarks } = await reach();
  expect(await createToken({ ...flags, scopes: "read, change", label: "laptop" }, desk)).toBe(0);
  const [token = ""] = printed;
  expect(remarks.join("\n")).not.toContain(token);
  expect(await createTokens(await desk.store()).verify(token, Date.now())).toMatchObject({
    principal: "local:taro",
    scopes: ["sss:read", "sss:change"],
  });
});

test("a token can leave only a part of the operations", async () => {
  const { desk, printed } = await reach();
  expect(await createToken({ ...flags, profile: "users, read-only" }, desk)).toBe(0);
  const [token = ""] = printed.splice(0);
  const verified = await createTokens(await desk.store()).verify(token, Date.now());
  expect(verified?.profiles).toMatchObject([{ text: "users,read-only" }]);
  await listTokens(desk);
  expect(JSON.parse(printed[0] ?? "")).toMatchObject({ profile: "users,read-only" });
});

test("the list shows everything but the tokens, and a revoked one no more", async () => {
  const { desk, printed, remarks } = await reach();
  await createToken(flags, desk);
  const [token = ""] = printed.splice(0);
  await listTokens(desk);
  const [line = ""] = printed.splice(0);
  expect(line).not.toContain(token);
  const { id, ...rest } = JSON.parse(line) as Record<string, string>;
  expect(rest).toMatchObject({ actor: "local:taro", scopes: ["sss:read"], expires: expect.any(String) });
  expect(await revokeToken(id ?? "", desk)).toBe(0);
  await listTokens(desk);
  expect(printed).toEqual([]);
  expect(await revokeToken(id ?? "", desk)).toBe(1);
  expect(remarks.at(-1)).toContain("There is no token");
});

test.for([
  [{ actor: "taro" }, "--actor"],
  [{ actor: "local:ta ro" }, "--actor"],
  [{ actor: "local:taro\nlocal:admin" }, "--actor"],
  [{ scopes: "" }, "--scopes"],
  [{ scopes: "read,everything" }, "--scopes"],
  [{ days: 366 }, "--days"],
  [{ label: "two\nlines" }, "--label"],
  [{ profile: "everything" }, "--profile"],
] as const)("%o makes no token, and %s is named", async ([given, name]) => {
  const { desk, printed, remarks } = await reach();
  expect(await createToken({ ...flags, ...given }, desk)).toBe(2);
  expect(remarks.join("\n")).toContain(name);
  expect(printed).toEqual([]);
  expect(await createTokens(await desk.store()).list(Date.now())).toEqual([]);
});
