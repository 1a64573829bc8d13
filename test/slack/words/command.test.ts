import { describe, expect, test } from "vitest";
import { toCommandText } from "../../../src/sandbox/slack/escape.ts";
import { type Command, parseCommand } from "../../../src/slack/words/command.ts";
import { isSecretField } from "../../../tools/fields.ts";
import { catalog } from "../../../tools/index.ts";
import { requiredFields } from "../../../tools/words.ts";

function parse(typed: string): Command {
  return parseCommand(toCommandText(typed));
}

/** What is told of a line that is not understood. */
function faultOf(typed: string): string {
  const command = parse(typed);
  if (command.kind !== "fault") throw new Error(`${typed} is understood as ${command.kind}`);
  expect(command.message.ja).toMatch(/[ぁ-ん]/);
  return command.message.en.replaceAll("\u200b", "");
}

test.for(catalog)("$command asks for $name, and for what it lacks", (operation) => {
  expect(parse(operation.command)).toEqual({
    kind: "operation",
    operation,
    input: {},
    missing: requiredFields(operation),
    options: { public: false },
  });
});

describe("help", () => {
  test.for([
    ["", []],
    ["help", []],
    ["ヘルプ", []],
    ["？", []],
    ["help user", ["user"]],
    ["Help User Delete", ["user", "delete"]],
    ["user help", ["user"]],
    ["user delete help", ["user", "delete"]],
    ["user delete ecid1 —help", ["user", "delete", "ecid1"]],
    ["user", ["user"]],
    ["ＩＡＭ", ["iam"]],
    ["iam group", ["iam", "group"]],
  ] as const)("is wanted by “%s”", ([typed, about]) => {
    expect(parse(typed)).toEqual({ kind: "help", about });
  });

  test("is not wanted by a value", () => {
    expect(parse("user find user=help")).toMatchObject({ kind: "operation", input: { user: "help" } });
    expect(parse("tenant update abc help")).toMatchObject({
      kind: "operation",
      input: { description: "help" },
    });
  });
});

test("linking is understood", () => {
  expect(parse("Link")).toEqual({ kind: "link" });
});

describe("a command from a phone or a Japanese keyboard", () => {
  test.for([
    ["Ｕｓｅｒ　ｌｉｓｔ　ｃｏｎｔｒａｃｔ＿ｉｄ＝ｅｃｏｎ１", "list_users", { contract_id: "econ1" }],
    ["User Show ｅｃｉｄ１０", "get_user", { user_id: "ecid10" }],
    ["channel list —get-contracts ｔｒｕｅ", "list_channels", { get_contracts: true }],
    ["contract search user_id=ecid1 max_rows=１０", "search_contracts", { user_id: "ecid1", max_rows: 10 }],
    [
      "user-type update ecid1 ｔｒｕｅ ｕｓｅｒ，ｔｅｎａｎｔ",
      "update_user_type",
      { grant: ["user", "tenant"] },
    ],
    ["tenant update abc 「Ａ棟　①」", "update_tenant", { description: "Ａ棟　①" }],
    [
      "iam role create name [{“basePath”:“/ecl-sss”}]",
      "create_iam_role",
      { resources: [{ basePath: "/ecl-sss" }] },
    ],
  ] as const)("%s", ([typed, name, input]) => {
    expect(parse(typed)).toMatchObject({ kind: "operation", operation: { name }, input });
  });

  test.for([
    ["tenant update abc ーーー", "ーーー"],
    ["tenant update abc ーいち", "ーいち"],
    ["tenant update abc description=-new", "-new"],
  ] as const)("%s has no option in it", ([typed, description]) => {
    expect(parse(typed)).toMatchObject({ input: { description } });
  });

  test("one dash before a field's name counts as two", () => {
    expect(parse("channel list -get-contracts true")).toMatchObject({ input: { get_contracts: true } });
  });

  test("a mention is kept for a user to be found by", () => {
    expect(parse("user show @hanako")).toMatchObject({
      input: { user_id: expect.stringMatching(/^<@U\w+>$/) },
    });
  });
});

describe("an alias", () => {
  test.for([
    ["approve", "approved"],
    ["deny", "denied"],
    ["cancel", "cancelled"],
  ])("approval %s decides", ([verb, status]) => {
    expect(parse(`approval ${verb} req1`)).toMatchObject({
      operation: { name: "update_approval_request" },
      input: { request_id: "req1", status },
      missing: [],
    });
    expect(parse(`approval ${verb}`)).toMatchObject({ missing: ["request_id"] });
  });

  test("cannot be given another decision", () => {
    expect(faultOf("approval approve req1 status=denied")).toMatch(
      /status is given twice.*approval approve REQUEST_ID`/,
    );
  });
});

describe("the options of this face", () => {
  test.for([
    ["user list --public", { public: true }],
    ["user list —public", { public: true }],
    ["user list -public", { public: true }],
    ["user list ーーpublic", { public: true }],
    ["user list ‐‐public", { public: true }],
    ["user list ‑public", { public: true }],
    ["user list ーーfilter 山田", { public: false, filter: "山田" }],
    ["user list -filter=山田", { public: false, filter: "山田" }],
    ["user list --filter 山田", { public: false, filter: "山田" }],
    ['user list filter="a b" --public', { public: true, filter: "a b" }],
  ] as const)("%s", ([typed, options]) => {
    expect(parse(typed)).toMatchObject({ input: {}, options });
  });

  test("are no fields of any operation", () => {
    const fields = catalog.flatMap(({ input }) => Object.keys(input.shape));
    expect(fields).not.toContain("public");
    expect(fields).not.toContain("filter");
  });

  test("a filter needs a text, and a list", () => {
    expect(faultOf("user list --filter")).toMatch(/needs the text/);
    expect(faultOf("user show ecid1 --filter x")).toMatch(/no argument filter/);
  });
});

describe("what is not understood is told", () => {
  test.for([
    ["a typo", "user delte ecid1", /Did you mean `\/sss user delete`\?/],
    ["a typo in the resource", "usr list", /Did you mean `\/sss user list`/],
    ["a resource alone, mistyped", "tennant", /Did you mean `\/sss tenant`/],
    ["a verb that there is not", "user destroy", /`\/sss user list`.*`\/sss user auto-role`/],
    ["a resource that there is not", "firewall", /`\/sss user`.*`\/sss tenant`.*`\/sss help`/],
    ["an unknown argument", "user show --id=1", /no argument id here.*`\/sss user show USER_ID`/],
    ["an argument given twice", "user show ecid1 user_id=ecid2", /user_id is given twice.*USER_ID/],
    ["a word too many", "tenant update abc new words", /too many words.*quotes.*TENANT_ID DESCRIPTION/],
    ["a dash before what is no option", "tenant update abc -new", /begins with a dash.*`FIELD=-VALUE`/],
    ["a quote that is not closed", 'tenant update abc "new', /not closed/],
  ] as const)("%s", ([, typed, message]) => {
    expect(faultOf(typed)).toMatch(message);
  });

  test("by what is offered, where something is switched off", () => {
    const offered = catalog.filter(({ name }) => name !== "delete_user");
    const told = parseCommand("user delte ecid1", offered);
    expect(JSON.stringify(told)).not.toContain("user delete");
    expect(parseCommand("user delete ecid1", offered)).toMatchObject({ kind: "operation" });
  });

  test("harmlessly, whatever was typed", () => {
    const told = parse('user show "<!channel>*bold*`"=1 <!here>');
    expect(JSON.stringify(told)).not.toMatch(/<!|\*bold\*/);
    expect(JSON.stringify(parse("<!channel>*bold*_x_"))).not.toMatch(/<!|\*bold\*|_x_/);
  });
});

describe("a secret", () => {
  const secrets = catalog.flatMap((operation) =>
    Object.keys(operation.input.shape)
      .filter((field) => isSecretField(operation, field))
      .map((field) => ({ ...operation, field })),
  );

  test.for(secrets)("$field of $command is not taken, and its value not repeated", ({ command, field }) => {
    const told = faultOf(`${command} ${field}=Passw0rd! and=more`);
    expect(told).toMatch(/secrets are not typed in Slack/);
    expect(told).not.toMatch(/Passw0rd|more/);
  });

  test("that is typed where no name says so is not taken either, nor repeated with what follows", () => {
    expect(faultOf("user create taro taro@example.com true Passw0rd!")).toMatch(/`password` is a secret/);
    expect(faultOf("user show ecid1 Passw0rd!")).not.toMatch(/Passw0rd/);
    expect(faultOf("user show ecid1 --pasword=Passw0rd!")).not.toMatch(/Passw0rd/);
  });
});
