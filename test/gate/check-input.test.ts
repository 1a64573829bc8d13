import { expect, test } from "vitest";
import type { Actor } from "../../src/gate/actor.ts";
import { checkInput } from "../../src/gate/check-input.ts";
import { type Door, formAt, pageDoor, terminalDoor } from "../../src/gate/doors.ts";
import { isSecretField } from "../../tools/fields.ts";
import { catalog } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";
import { createUser } from "../../tools/user/create-user.ts";

const assistant: Actor = { principal: "local:taro", face: "mcp", asking: "form" };
const input = { login_id: "new.user", mail_address: "new.user@example.com", notify_password: false };
const secret = "CANARYchosen1Aa";
/** No name stands among these arguments. */
const find = () => Promise.reject(new Error("nothing is to be looked up"));

const page = pageDoor(() => "https://ops.example");

const takingSecrets = catalog.flatMap((operation: Operation) =>
  Object.keys(operation.input.shape)
    .filter((field) => isSecretField(operation, field))
    .map((field) => [operation.name, field, operation] as const),
);

function refusal(operation: Operation, given: unknown, doors: readonly Door[], actor = assistant) {
  return checkInput({ operation, input: given, actor }, { find, formFor: formAt(doors) });
}

test.for(takingSecrets)(
  "%s refuses %s from an assistant, and repeats it nowhere",
  async ([, field, operation]) => {
    const told = await refusal(operation, { [field]: secret }, [page]);
    expect(told).toMatchObject({ kind: "denied", code: "secret_argument" });
    expect(JSON.stringify(told)).not.toContain(secret);
  },
);

test("an assistant is told of the console's form, with the rest filled in", async () => {
  expect(await refusal(createUser, { ...input, password: secret }, [terminalDoor, page])).toMatchObject({
    message: "password is a secret, and an assistant may not handle it.",
    next: "Leave it out: where SSS needs one, it makes a random one. To choose one, a person opens the console's form, where the rest is filled in: https://ops.example/operations/create_user/run?login_id=new.user&mail_address=new.user%40example.com&notify_password=false",
  });
});

test.for([
  ["there is no console", [terminalDoor]],
  ["it is not known where the console is", [pageDoor(() => undefined)]],
] as const)("where %s it is told of the terminal", async ([, doors]) => {
  expect(await refusal(createUser, { ...input, password: secret }, doors)).toMatchObject({
    next: expect.stringMatching(/a person runs `sss-ops call user create` on a terminal\.$/),
  });
});

test.for(["page", "terminal"] as const)("at the %s people enter secrets themselves", async (face) => {
  const given = { ...input, password: secret };
  const person: Actor = { principal: "local:taro", face, asking: "page" };
  expect(await refusal(createUser, given, [page], person)).toEqual({ input: given });
});
