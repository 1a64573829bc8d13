import { expect, test } from "vitest";
import { openedBy } from "../src/accounts/account.ts";
import { accountWords } from "../src/accounts/words.ts";
import { ConfigError } from "../src/config/config-error.ts";
import type { Account } from "../src/config/config.ts";

const account: Account = {
  name: "east",
  credentials: { apiKey: "key-of-east", apiSecret: "secret-of-east" },
  region: "jp1",
  keystoneUrl: "https://keystone.example.com/v3",
  sssUrl: "https://sss.example.com/api",
  endpointFrom: "catalog",
  version: "v1.0",
};
const west = { ...account, name: "west", credentials: { apiKey: "key-of-west", apiSecret: "s" } };

test("without accounts there is one, of a sandbox of its own", () => {
  const [one, ...others] = openedBy({ accounts: [] });
  expect(one.name).toBe("sandbox");
  expect(one.account).toBeUndefined();
  expect(others).toEqual([]);
  expect(openedBy({ accounts: [] })[0].tag).not.toBe(one.tag);
});

test("an account is the same under another name or with another secret", () => {
  const [one] = openedBy({ accounts: [account] });
  const [other] = openedBy({
    accounts: [{ ...account, name: "renamed", credentials: { ...account.credentials, apiSecret: "other" } }],
  });
  expect(other.tag).toBe(one.tag);
  expect(openedBy({ accounts: [account, west] }).map(({ tag }) => tag)).toHaveLength(2);
});

test.for([
  ["one name for two", [account, { ...west, name: "east" }], /east: two accounts have this name/],
  ["two names for one", [account, { ...account, name: "west" }], /west: it is the account east/],
] as const)("%s is refused, without a secret in the words", ([_what, accounts, why]) => {
  const open = () => openedBy({ accounts });
  expect(open).toThrow(ConfigError);
  expect(open).toThrow(why);
  expect(open).not.toThrow(/key-of|secret-of/);
});

test("one user in two regions is two accounts with one key pair", () => {
  const other = { ...account, name: "far", sssUrl: "https://sss.elsewhere.example.com/api" };
  const [one, far, last] = openedBy({ accounts: [account, other, west] });
  expect(far?.tag).not.toBe(one.tag);
  expect(far?.pair).toBe(one.tag);
  expect(last?.pair).toBe(last?.tag);
});

test("what is told of several accounts names each with its address", () => {
  const { en, ja } = accountWords({ accounts: [account, west] });
  for (const told of [en, ja]) {
    expect(told).toContain("east");
    expect(told).toContain("west");
    expect(told).toContain(account.sssUrl);
    expect(told).not.toMatch(/key-of|secret-of/);
  }
});
