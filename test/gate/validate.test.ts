import { expect, test } from "vitest";
import { validate } from "../../src/gate/validate.ts";
import { operationNamed } from "../../tools/index.ts";

function check(name: string, raw: unknown) {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(name);
  return validate(operation, raw);
}

const user = { login_id: "taro.yamada", mail_address: "taro@example.com", notify_password: false };

test.for([
  [
    "an unknown argument, by name",
    "get_user",
    { user_id: "ecid1", id: "x" },
    'unknown argument "id" (it takes user_id)',
  ],
  [
    "an argument in another spelling",
    "get_user",
    { userId: "x" },
    '"userId" (did you mean user_id? it takes user_id)',
  ],
  ["an argument with a typo", "get_tenant", { tenat_id: "x" }, "did you mean tenant_id?"],
  [
    "a missing argument, with the read that shows it",
    "get_user",
    {},
    "user_id is required: an id or a name that list_users shows, such as ecid1000005887",
  ],
  [
    "many unknown arguments, not all by name",
    "get_user",
    { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 },
    '"a", "b", "c", "d", "e" and 2 more',
  ],
  ["an id of another kind, with an example", "get_user", { user_id: "econ1" }, "such as ecid1000005887"],
  ["a value of another type", "get_user", { user_id: 1 }, "user_id must be a string"],
  [
    "a text that is too short",
    "create_user",
    { ...user, login_id: "taro" },
    "login_id must have at least 6 characters",
  ],
  [
    "a text that is too long",
    "create_user",
    { ...user, login_id: "t".repeat(61) },
    "login_id must have at most 60 characters",
  ],
  [
    "a value outside the choice",
    "update_approval_request",
    { request_id: "r", status: "yes" },
    "status must be one of approved",
  ],
  ["several faults at once", "create_user", {}, "mail_address is required"],
  ["a list", "get_user", [], "have to be an object"],
  ["a text", "get_user", "ecid1", "have to be an object"],
  ["nothing at all", "get_user", undefined, "have to be an object"],
] as const)("refuses %s", ([, name, raw, message]) => {
  expect(check(name, raw)).toEqual({ ok: false, message: expect.stringContaining(message) });
});

test("an unknown argument is refused also when it is null", () => {
  expect(check("list_users", { bogus: null })).toMatchObject({ ok: false });
});

test("an explicit null counts as left out", () => {
  expect(check("list_users", { contract_id: null })).toEqual({ ok: true, input: {} });
  expect(check("get_user", { user_id: null })).toMatchObject({ ok: false });
});

test("a flag may come as text, as clients of the API send it", () => {
  expect(check("create_user", { ...user, notify_password: "false" })).toEqual({ ok: true, input: user });
});

test("a refused value is not repeated, for it may be a secret", () => {
  const refused = check("create_user", { ...user, password: "Sup3r secret" });
  expect(refused).toMatchObject({ ok: false });
  expect(JSON.stringify(refused)).not.toContain("Sup3r");
});
