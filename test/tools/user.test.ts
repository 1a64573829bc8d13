import { describe, expect, test } from "vitest";
import { createUser } from "../../tools/user/create-user.ts";
import { updateUser } from "../../tools/user/update-user.ts";
import { faultsOf, takes } from "./input.ts";

const newUser = { login_id: "taro.yamada", mail_address: "taro@example.com", notify_password: true };
const longest = (letter: string, length: number) => letter.repeat(length);

describe("a login ID", () => {
  test.for(["abcdef", "a@b+c-d.e_f", longest("a", 60)])("may be %s", (login_id) => {
    expect(takes(createUser, { ...newUser, login_id })).toBe(true);
  });

  test.for(["abcde", longest("a", 61), "taro yamada", "taro/yamada", "山田太郎です", "taro.yamada\n"])(
    "may not be %j",
    (login_id) => {
      expect(takes(createUser, { ...newUser, login_id })).toBe(false);
    },
  );
});

describe("a password", () => {
  test.for(["Passw0rd", "Aa1!#$%&()*+,-./:;<=>?@[]^_`{|}~", `Aa1${longest("x", 47)}`])(
    "may be %s",
    (password) => {
      expect(takes(createUser, { ...newUser, password })).toBe(true);
    },
  );

  test.for([
    "Passw0r",
    "passw0rd",
    "PASSW0RD",
    "Password",
    `Aa1${longest("x", 48)}`,
    'Passw0rd"',
    "Passw0rd\\",
  ])("may not be %s", (password) => {
    expect(takes(createUser, { ...newUser, password })).toBe(false);
  });

  test("that is blank counts as left out", () => {
    expect(createUser.input.parse({ ...newUser, password: "" }).password).toBeUndefined();
  });
});

test("a mail address has at least 8 characters when a user is created, 1 when updated, 64 at most", () => {
  expect(takes(createUser, { ...newUser, mail_address: "a@b.com" })).toBe(false);
  expect(takes(createUser, { ...newUser, mail_address: "ab@c.com" })).toBe(true);
  expect(takes(updateUser, { user_id: "ecid1000005887", mail_address: "a@b" })).toBe(true);
  expect(takes(createUser, { ...newUser, mail_address: `${longest("a", 53)}@example.com` })).toBe(false);
});

test("the notify flag may be a text, as the SDKs send it", () => {
  expect(createUser.input.parse({ ...newUser, notify_password: "false" }).notify_password).toBe(false);
  expect(takes(createUser, { ...newUser, notify_password: "no" })).toBe(false);
});

test("a user can be created without naming the contract, as the SDKs do", () => {
  expect(takes(createUser, newUser)).toBe(true);
  expect(takes(createUser, { ...newUser, contract_id: "econ000000001" })).toBe(true);
  expect(takes(createUser, { ...newUser, contract_id: "ecid000000001" })).toBe(false);
});

test("an update of a user has to change something, and a blank password is no change", () => {
  const complaint = ["give at least one of login_id, mail_address, new_password"];

  expect(faultsOf(updateUser, { user_id: "ecid1000005887" })).toEqual(complaint);
  expect(faultsOf(updateUser, { user_id: "ecid1000005887", new_password: "" })).toEqual(complaint);
  expect(takes(updateUser, { user_id: "ecid999999", new_password: "NewPassw0rd" })).toBe(true);
});

test("an unknown argument is refused by name", () => {
  expect(faultsOf(createUser, { ...newUser, admin: true })).toEqual(['Unrecognized key: "admin"']);
});
