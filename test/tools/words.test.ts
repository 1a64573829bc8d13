import * as z from "zod";
import { describe, expect, test } from "vitest";
import { inputField } from "../../tools/fields.ts";
import { catalog } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";
import { commandOf, commandsLike, inputOf, requiredFields } from "../../tools/words.ts";

function parse(line: string) {
  const command = commandOf(line.split(" "));
  return command && { name: command.operation.name, ...inputOf(command.operation, command.rest) };
}

test.for(catalog.map(({ name, command }) => [name, command] as const))(
  "%s is reached by: %s",
  ([name, command]) => {
    expect(commandOf([...command.split(" "), "x"])).toMatchObject({
      operation: { name },
      command,
      rest: ["x"],
    });
    expect(commandOf([name, "x"])).toMatchObject({ operation: { name }, command, rest: ["x"] });
  },
);

test("full-width and capital letters make the same command", () => {
  expect(commandOf(["ＵＳＥＲ", "List", "Ｘ"])).toMatchObject({
    operation: { name: "list_users" },
    rest: ["Ｘ"],
  });
});

describe("an alias", () => {
  const aliases = catalog.flatMap((operation: Operation) =>
    (operation.aliases ?? []).map((alias) => ({ ...alias, operation })),
  );
  const commands = [...catalog, ...aliases].map(({ command }) => command);

  test.for(aliases)(
    "$command stands for its operation with a part of the input",
    ({ command, input, operation }) => {
      expect(commandOf([...command.split(" "), "x"])).toMatchObject({
        operation: { name: operation.name },
        command,
      });
      expect(parse(command)).toEqual({ name: operation.name, input });
      for (const [field, value] of Object.entries(input)) {
        expect(inputField(operation, field)).toBeDefined();
        expect(z.safeParse(operation.input.shape[field], value).success).toBe(true);
      }
    },
  );

  test.for(aliases)("$command speaks English and Japanese", ({ command, summary }) => {
    expect(command).toMatch(/^[a-z-]+( [a-z-]+)*$/);
    expect(summary.en).toMatch(/^[\x20-\x7e]+$/);
    expect(summary.ja).toMatch(/[ぁ-んァ-ヶ一-龠]/);
  });

  test("is no other command, nor its beginning", () => {
    expect(new Set(commands).size).toBe(commands.length);
    expect(commands.filter((one) => commands.some((other) => other.startsWith(`${one} `)))).toEqual([]);
  });

  test("takes the other arguments in their order, and its own not again", () => {
    expect(parse("approval deny req1")).toMatchObject({ input: { status: "denied", request_id: "req1" } });
    expect(parse("approval deny req1 approved")).toMatchObject({ input: { approved: "approved" } });
    expect(parse("approval deny req1 status=approved")).toMatchObject({ fault: "status is given twice" });
  });
});

test("what has to be given is told in the order it is declared", () => {
  const required = catalog.map((operation) => ({ operation, fields: requiredFields(operation) }));
  for (const { operation, fields } of required) {
    expect(Object.keys(operation.input.shape).slice(0, fields.length)).toEqual(fields);
  }
  expect(required.find(({ operation }) => operation.name === "create_role")?.fields).toEqual([
    "tenant_id",
    "user_id",
  ]);
});

test("an unknown command is none, and those like it can be offered", () => {
  expect(commandOf(["user", "delte"])).toBeUndefined();
  expect(commandsLike(["user", "delte"])).toContain("user delete");
  expect(commandsLike(["approval"])).toContain("approval approve");
  expect(commandsLike(["nothing"])).toEqual(expect.arrayContaining(catalog.map(({ command }) => command)));
});

describe("arguments", () => {
  test.for([
    ["field=value", "user list contract_id=econ1", { contract_id: "econ1" }],
    ["--field value", "user list --contract_id econ1", { contract_id: "econ1" }],
    ["--field=value, with hyphens", "user list --contract-id=econ1", { contract_id: "econ1" }],
    [
      "bare values in order",
      "user create taro.yamada taro@example.com true",
      { login_id: "taro.yamada", mail_address: "taro@example.com", notify_password: true },
    ],
    ["a flag on its own", "channel list --get-contracts", { get_contracts: true }],
    ["a flag with its value", "channel list --get-contracts false", { get_contracts: false }],
    ["a number", "contract search user_id=ecid1 max_rows=10", { user_id: "ecid1", max_rows: 10 }],
    [
      "a value with an equals sign",
      "tenant update t1 description=a=b",
      { tenant_id: "t1", description: "a=b" },
    ],
    [
      "a list between commas",
      "user-type update ecid1 true user,tenant",
      { user_id: "ecid1", super_user: true, grant: ["user", "tenant"] },
    ],
    [
      "JSON",
      'iam role create name [{"basePath":"/ecl-sss"}]',
      { iam_role_name: "name", resources: [{ basePath: "/ecl-sss" }] },
    ],
    [
      "JSON values between commas, as ecl takes them",
      'iam role create name --resources {"verb":"GET"},{"verb":"PUT"}',
      { iam_role_name: "name", resources: [{ verb: "GET" }, { verb: "PUT" }] },
    ],
    [
      "one JSON value as a list of one",
      'iam role create name --resources={"verb":"GET"}',
      { iam_role_name: "name", resources: [{ verb: "GET" }] },
    ],
    [
      "nothing as an empty list",
      "user-type update ecid1 true grant=",
      { user_id: "ecid1", super_user: true, grant: [] },
    ],
  ] as const)("%s", ([, line, input]) => {
    expect(parse(line)).toMatchObject({ input });
  });

  test("what fits nothing is handed on, for the schema to refuse by name", () => {
    expect(parse("user show ecid1 more")).toMatchObject({ input: { user_id: "ecid1", more: "more" } });
    expect(parse("user show --id ecid1")).toMatchObject({ input: { id: "ecid1" } });
    expect(parse("contract search max_rows=many")).toMatchObject({ input: { max_rows: "many" } });
  });

  test("a field that is given twice is a fault", () => {
    expect(parse("user list contract_id=econ1 contract_id=econ2")).toMatchObject({
      fault: "contract_id is given twice",
    });
  });

  test.for(["constructor", "toString"])("%s is a name like any other", (name) => {
    expect(parse(`user list ${name}=1`)).toHaveProperty("input", { [name]: "1" });
  });
});
