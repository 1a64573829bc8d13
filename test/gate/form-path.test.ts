import { expect, test } from "vitest";
import { formPathOf } from "../../src/gate/form-path.ts";
import { pageDoor } from "../../src/gate/doors.ts";
import { createIamRole } from "../../tools/iam/create-iam-role.ts";
import { updateUserType } from "../../tools/user-type/update-user-type.ts";
import { createUser } from "../../tools/user/create-user.ts";

const form = "/operations/create_user/run";

test("a form stands below its operation", () => {
  expect(formPathOf(createUser)).toBe(form);
});

test("arguments stand in the address, encoded", () => {
  const input = { login_id: "a&b=c d", mail_address: "太郎@example.com", notify_password: true };
  const path = formPathOf(createUser, input);
  expect(path).toMatch(/^[!-~]+$/);
  expect(Object.fromEntries(new URL(path, "http://console").searchParams)).toEqual({
    ...input,
    notify_password: "true",
  });
});

test("lists of texts stand one by one, other lists as JSON", () => {
  const types = formPathOf(updateUserType, { grant: ["user", "tenant"] });
  expect(types).toMatch(/\?grant=user&grant=tenant$/);
  const role = formPathOf(createIamRole, { resources: [{ verb: "GET" }] });
  expect(new URL(role, "http://console").searchParams.get("resources")).toBe('[{"verb":"GET"}]');
});

test.for([
  ["a secret", { password: "Sup3rsecret" }],
  ["an unknown argument", { api_secret: "Sup3rsecret" }],
  ["what every object has", JSON.parse('{"__proto__": "x", "constructor": "x"}') as Record<string, unknown>],
  ["nothing", { login_id: null, mail_address: undefined }],
  ["a value that is too long to stand whole", { login_id: "x".repeat(501) }],
] as const)("%s stands in no address", ([, input]) => {
  expect(formPathOf(createUser, input)).toBe(form);
});

test("what would make the address too long is left out, and what follows is not", () => {
  const wide = "あ".repeat(300);
  const path = formPathOf(createUser, { login_id: wide, mail_address: "a@b.example" });
  expect(path).toBe(`${form}?mail_address=a%40b.example`);
});

test("the page's door gives the whole address, once it is known where the console is", () => {
  const input = { login_id: "new.user" };
  expect(pageDoor(() => "https://ops.example").formFor?.(createUser, input)).toBe(
    `https://ops.example${form}?login_id=new.user`,
  );
  expect(pageDoor(() => undefined).formFor?.(createUser, input)).toBeUndefined();
});
