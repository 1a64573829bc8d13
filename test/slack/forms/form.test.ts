import type { types } from "@slack/bolt";
import * as z from "zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSandbox } from "../../../src/sandbox/server.ts";
import type { Sandbox } from "../../../src/sandbox/server.ts";
import { faultsIn } from "../../../src/sandbox/slack/check/faults-in.ts";
import type { Modal } from "../../../src/slack/views/blocks.ts";
import { formFor, inputFrom } from "../../../src/slack/forms/form.ts";
import { valuesFrom } from "../../../src/slack/forms/form-values.ts";
import type { InputState, ViewState } from "../../../src/slack/payloads.ts";
import { field, isSecretField, noteOf } from "../../../tools/fields.ts";
import { catalog, operationNamed } from "../../../tools/index.ts";
import { type Operation, defineOperation } from "../../../tools/operation.ts";
import { speakTo } from "../../sandbox/sss.ts";
import { type Things, samples, thingsOf } from "../../samples.ts";

/** The inputs that a form is made of. */
type FormInput = types.InputBlock & { readonly element: FormElement };
type FormElement =
  | types.PlainTextInput
  | types.NumberInput
  | types.StaticSelect
  | types.ExternalSelect
  | types.MultiStaticSelect;

const secretive = catalog.filter((operation) => secretsOf(operation).length > 0);

let sandbox: Sandbox;
let things: Things;

beforeAll(async () => {
  sandbox = await startSandbox();
  things = await thingsOf(speakTo(sandbox));
});
afterAll(() => sandbox.close());

describe.for(catalog)("the form of $name", (operation) => {
  const sample = () => samples[operation.name].input(things);

  test.for(["en", "ja"] as const)("is one that Slack takes (%s)", (language) => {
    const garbage = Object.fromEntries(
      Object.keys(operation.input.shape).map((name) => [name, "<!here>".repeat(600)]),
    );
    const fault = { en: "wrong `<!here>`", ja: "違います" };
    const faults = Object.fromEntries(Object.keys(garbage).map((name) => [name, fault]));
    const forms = [{}, sample(), garbage].map((given) =>
      formFor(operation, { language, draftId: "draft-1", given, faults }),
    );

    expect(forms.flatMap((form) => faultsIn("modal", form))).toEqual([]);
  });

  test("gives back what is filled in", () => {
    expect(inputFrom(operation, submitted(formOf(operation), sample()))).toEqual({
      input: { ...standingOf(operation), ...sample() },
    });
  });

  test("holds what was given before", () => {
    expect(inputFrom(operation, submitted(formOf(operation, sample())))).toEqual({
      input: { ...standingOf(operation), ...sample() },
    });
  });

  test("asks for every argument but secrets", () => {
    const asked = inputsOf(formOf(operation)).map(({ block_id = "" }) => block_id);

    expect(asked.toSorted()).toEqual(
      Object.keys(operation.input.shape)
        .filter((name) => !isSecretField(operation, name))
        .toSorted(),
    );
  });

  test("searches for what ids name", () => {
    const searched = inputsOf(formOf(operation)).filter(({ element }) => element.type === "external_select");
    const named = Object.entries(operation.input.shape).filter(
      ([, schema]) => noteOf(schema)?.lookup !== undefined,
    );

    expect(searched.map(({ block_id = "" }) => block_id).toSorted()).toEqual(
      named.map(([name]) => name).toSorted(),
    );
  });
});

test.for(secretive)("a secret given to $name is not in its form, nor taken from it", (operation) => {
  const given = Object.fromEntries(secretsOf(operation).map((name) => [name, "Hunter2Hunter2"]));
  const form = formOf(operation, given);
  const state = Object.fromEntries(
    secretsOf(operation).map((name) => [
      name,
      { value: { type: "plain_text_input", value: "Hunter2Hunter2" } },
    ]),
  );

  expect(JSON.stringify(form)).not.toContain("Hunter2");
  expect(JSON.stringify([valuesFrom(operation, state), inputFrom(operation, state)])).not.toContain(
    "Hunter2",
  );
});

test("a form tells what to type, in both languages", () => {
  expect(outlineOf("create_user", "en")).toMatchInlineSnapshot(`
    "Create user (Cancel / Continue)
    Create a user in a contract (not one from NTT's business portal). Without a password SSS makes a random one; it can be mailed to the user.
    Login ID* [plain_text_input] Unique system-wide, deleted users included. E.g. taro.yamada
    E-mail address* [plain_text_input] E.g. taro@example.com
    Notify by e-mail* [static_select] Mail login ID and password to the user
    Contract ID [external_select] Default: own contract. E.g. econ1000002353
    Password: not typed in Slack. SSS makes a random one, and mails it to the user where that is chosen.
    Secrets that SSS answers are not shown in Slack: they are kept sealed on the server."
  `);
  expect(outlineOf("create_user", "ja")).toMatchInlineSnapshot(`
    "ユーザー作成 (キャンセル / 次へ)
    契約（ビジネスポータル経由の契約を除く）にユーザーを作成します。パスワードを省略するとランダムに生成され、本人にメールできます。
    ログインID* [plain_text_input] 削除済みユーザーも含めシステム全体で一意。半角英数字と @+-._ の6〜60文字。例: taro.yamada
    メールアドレス* [plain_text_input] 例: taro@example.com
    メールで通知* [static_select] ログインIDとパスワードを本人にメールする
    契約ID [external_select] 省略すると自分の契約。例: econ1000002353
    パスワード: Slackでは入力しません。SSSが自動で作成し、「メールで通知」を選ぶと本人にメールで届きます。
    SSSが返す秘密情報はSlackには表示せず、サーバー上に封印して保存します。"
  `);
  expect(outlineOf("update_user_type", "ja")).toMatchInlineSnapshot(`
    "ユーザー種別更新 (キャンセル / 次へ)
    ユーザーを管理ユーザー（管理者）に昇格、または一般ユーザーに降格し、管理権限を設定します。契約代表ユーザーの種別は変更できません。
    ユーザーID* [external_select] 例: ecid1000005887
    管理ユーザー* [static_select]
    管理権限 [multi_static_select] tenant には user も必要"
  `);
});

test("a read is run at once, a change goes on to its question", () => {
  expect(formOf(named("get_user")).submit?.text).toBe("Run");
  expect(formOf(named("create_user")).submit?.text).toBe("Continue");
  expect(formOf(named("delete_user")).submit?.text).toBe("Continue");
});

test("what is required comes first, then what is given already", () => {
  const names = inputsOf(formOf(named("search_contracts"), { max_rows: 5 })).map(
    ({ block_id = "" }) => block_id,
  );
  expect(names[0]).toBe("max_rows");
  const created = inputsOf(formOf(named("create_iam_role"), { description: "x" })).map(
    ({ block_id }) => block_id,
  );
  expect(created).toEqual(["iam_role_name", "resources", "description", "contract_id"]);
});

test("what is wrong with what was given stands above the fields, and the value in its field", () => {
  const form = formOf(
    named("create_user"),
    { login_id: "taro" },
    { login_id: { en: "At least 6", ja: "6文字以上" } },
  );

  expect(JSON.stringify(form.blocks[1])).toContain("• Login ID: At least 6");
  expect(elementOf(form, "login_id")).toEqual({
    type: "plain_text_input",
    action_id: "value",
    multiline: false,
    initial_value: "taro",
  });
});

test("a text has the limits of its field, unless what was given is beyond them and has to be mended", () => {
  const within = { type: "plain_text_input", min_length: 6, max_length: 60 };

  expect(elementOf(formOf(named("create_user")), "login_id")).toMatchObject(within);
  expect(elementOf(formOf(named("create_user"), { login_id: "taro.y" }), "login_id")).toMatchObject(within);
  expect(elementOf(formOf(named("create_user"), { login_id: "t".repeat(61) }), "login_id")).toEqual({
    type: "plain_text_input",
    action_id: "value",
    multiline: false,
    initial_value: "t".repeat(61),
  });
});

test("a number has the limits of its field, unless what was given is beyond them and has to be mended", () => {
  const rows = (given: unknown) =>
    elementOf(formOf(named("search_contracts"), { max_rows: given }), "max_rows");

  expect(rows(5)).toMatchObject({
    type: "number_input",
    min_value: "1",
    max_value: "10000",
    initial_value: "5",
  });
  expect(rows(0)).toEqual({
    type: "number_input",
    action_id: "value",
    is_decimal_allowed: false,
    initial_value: "0",
  });
  expect(rows("many")).not.toHaveProperty("initial_value");
});

test("free text has room for lines", () => {
  expect(elementOf(formOf(named("update_tenant")), "description")).toMatchObject({
    multiline: true,
    max_length: 255,
  });
  expect(elementOf(formOf(named("create_workspace")), "workspace_name")).toMatchObject({ multiline: false });
});

test("a value that does not fit into a form is said to be missing from it", () => {
  const long = [{ path: "x".repeat(3_000) }];
  const [, resources] = inputsOf(formOf(named("create_iam_role"), { resources: long }));

  expect(resources?.hint?.text).toContain("too long for this form");
  expect(resources?.element).not.toHaveProperty("initial_value");
});

describe("faults", () => {
  test.for([
    ["create_user", { login_id: "" }, "login_id", "Required", "必須です"],
    ["create_user", { login_id: "taro" }, "login_id", "At least 6 characters", "6文字以上で入力してください"],
    [
      "create_user",
      { login_id: "t".repeat(61) },
      "login_id",
      "At most 60 characters",
      "60文字以内で入力してください",
    ],
    ["create_user", { notify_password: undefined }, "notify_password", "Required", "必須です"],
    [
      "get_user",
      { user_id: "taro" },
      "user_id",
      "This does not have the right form (e.g. ecid1000005887)",
      "形式が正しくありません（例: ecid1000005887）",
    ],
    [
      "get_billing_info",
      { target_month: "2026-13" },
      "target_month",
      "This does not have the right form (e.g. 2022-01)",
      "形式が正しくありません（例: 2022-01）",
    ],
    ["search_contracts", { max_rows: "0" }, "max_rows", "At least 1", "1以上にしてください"],
    ["search_contracts", { max_rows: "10001" }, "max_rows", "At most 10000", "10000以下にしてください"],
    [
      "search_contracts",
      { tenant_name: "a", channel_name: "b" },
      "contract_id",
      "Fill in exactly one ID, number, code or name",
      "ID・番号・コード・名前のうち1つだけを入力してください",
    ],
    [
      "update_user",
      { user_id: "ecid1" },
      "user_id",
      "Fill in at least one field to change",
      "変更する項目を1つ以上入力してください",
    ],
    [
      "update_available_menus",
      { menus: "none" },
      "menus",
      'This cannot be read as a JSON list (e.g. [{"menu":"sss.menu.test1","availability":true}])',
      'JSONの配列として読み取れません（例: [{"menu":"sss.menu.test1","availability":true}]）',
    ],
    ["update_available_menus", { menus: "[]" }, "menus", "At least 1 entries", "1件以上入力してください"],
    [
      "create_iam_role",
      { resources: "[{}]" },
      "resources",
      "A rule needs at least one key",
      "1つのルールにはキーが1つ以上必要です",
    ],
  ] as const)("%s with %j is told at %s", ([name, typed, at, en, ja]) => {
    expect(inputFrom(named(name), typedInto(named(name), typed))).toMatchObject({
      errors: { [at]: { en, ja } },
    });
  });

  test("stand at fields that the form has, one each", () => {
    const result = inputFrom(named("create_user"), {});

    expect(result).toEqual({
      errors: Object.fromEntries(
        ["login_id", "mail_address", "notify_password"].map((name) => [
          name,
          { en: "Required", ja: "必須です" },
        ]),
      ),
    });
  });
});

describe("what is typed on phones and Japanese keyboards", () => {
  test("is folded where that is safe", () => {
    expect(
      valuesFrom(
        named("search_contracts"),
        typedInto(named("search_contracts"), {
          contract_id: "ｅｃｏｎ１２３　",
          start_time_from: "２０２６０１０１００００００",
          max_rows: "１０",
        }),
      ),
    ).toMatchObject({ contract_id: "econ123", start_time_from: "20260101000000", max_rows: 10 });
  });

  test("stays as it is in free text", () => {
    const description = " ﾊﾝｶｸ と Ｗｉｄｅ\n２行目 ";

    expect(
      valuesFrom(named("update_tenant"), typedInto(named("update_tenant"), { description })),
    ).toMatchObject({ description });
  });

  test.for([
    ["a list", '[{"menu":"a","availability":true}]', [{ menu: "a", availability: true }]],
    ["one group without brackets", '{"menu":"a"}', [{ menu: "a" }]],
    ["groups with commas between", '{"menu":"a"}, {"menu":"b"}', [{ menu: "a" }, { menu: "b" }]],
    ["curly quotes", "[{“menu”:“a”}]", [{ menu: "a" }]],
    ["curly quotes in a value", '[{"menu":"“a”"}]', [{ menu: "“a”" }]],
  ] as const)("may be JSON with %s", ([, menus, read]) => {
    const operation = named("update_available_menus");

    expect(valuesFrom(operation, typedInto(operation, { menus }))).toMatchObject({ menus: read });
  });
});

test("a required text that may be blank is blank when nothing is typed", () => {
  const operation = named("update_tenant");
  const state = typedInto(operation, { tenant_id: "web" });

  expect(inputsOf(formOf(operation)).at(-1)).toMatchObject({ block_id: "description", optional: true });
  expect(inputFrom(operation, state)).toEqual({ input: { tenant_id: "web", description: "" } });
});

test("a list of texts is typed with commas between, of either width", () => {
  const operation = defineOperation({
    name: "list_words",
    command: "words list",
    title: { en: "List words", ja: "言葉一覧" },
    summary: { en: "List words.", ja: "言葉を一覧します。" },
    route: "GET /words",
    effect: "read",
    role: "any",
    input: z.strictObject({
      words: field(z.array(z.string().regex(/^\w+$/)), {
        title: { en: "Words", ja: "言葉" },
        examples: [["one", "two"]],
      }),
    }),
    output: z.looseObject({}),
    docs: "none",
  });
  const form = formOf(operation, { words: ["one", "two"] });

  expect(elementOf(form, "words")).toMatchObject({ type: "plain_text_input", initial_value: "one, two" });
  expect(inputFrom(operation, submitted(form))).toEqual({ input: { words: ["one", "two"] } });
  expect(valuesFrom(operation, typedInto(operation, { words: "ｏｎｅ，two、three" }))).toEqual({
    words: ["one", "two", "three"],
  });
});

function named(name: string): Operation {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(name);
  return operation;
}

function formOf(
  operation: Operation,
  given: Record<string, unknown> = {},
  faults: Parameters<typeof formFor>[1]["faults"] & object = {},
): Modal {
  return formFor(operation, { language: "en", draftId: "draft-1", given, faults });
}

function secretsOf(operation: Operation): readonly string[] {
  return Object.keys(operation.input.shape).filter((name) => isSecretField(operation, name));
}

/** What fields count as when they are left out; a form shows it and sends it. */
function standingOf({ input }: Operation): Record<string, unknown> {
  const standing = Object.entries(input.shape).map(([name, schema]) => [
    name,
    z.safeParse(schema, undefined).data,
  ]);
  return Object.fromEntries(standing.filter(([, value]) => value !== undefined));
}

function inputsOf({ blocks }: Modal): readonly FormInput[] {
  return (blocks as readonly types.KnownBlock[]).filter(
    (block): block is FormInput => block.type === "input",
  );
}

function elementOf(form: Modal, name: string): FormElement | undefined {
  return inputsOf(form).find(({ block_id }) => block_id === name)?.element;
}

/** What Slack sends when these values are put into a form, and the rest of it is left as it is. */
function submitted(form: Modal, values: Record<string, unknown> = {}): ViewState {
  return Object.fromEntries(
    inputsOf(form).map(({ block_id: name = "", element }) => [
      name,
      { [element.action_id ?? ""]: name in values ? filled(element, values[name]) : untouched(element) },
    ]),
  );
}

function typedInto(operation: Operation, values: Record<string, unknown>): ViewState {
  return submitted(formOf(operation), values);
}

function untouched(element: FormElement): InputState {
  switch (element.type) {
    case "plain_text_input":
    case "number_input":
      return { type: element.type, value: element.initial_value ?? null };
    case "static_select":
    case "external_select":
      return { type: element.type, selected_option: chosen(element.initial_option) ?? null };
    case "multi_static_select":
      return {
        type: element.type,
        selected_options: (element.initial_options ?? []).map(({ value = "" }) => ({ value })),
      };
  }
}

function filled(element: FormElement, value: unknown): InputState {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  switch (element.type) {
    case "plain_text_input":
    case "number_input":
      return { type: element.type, value: text === "" ? null : text };
    case "static_select":
      return {
        type: element.type,
        selected_option: chosen(element.options?.find((one) => one.value === text)) ?? null,
      };
    case "external_select":
      return { type: element.type, selected_option: { value: text } };
    case "multi_static_select":
      return {
        type: element.type,
        selected_options: (value as readonly string[]).map((one) => ({ value: one })),
      };
  }
}

function chosen(option: types.Option | undefined): { readonly value: string } | undefined {
  return option?.value === undefined ? undefined : { value: option.value };
}

/** A form as text: one line for each input, with a star at what has to be filled in. */
function outlineOf(name: string, language: "en" | "ja"): string {
  const form = formFor(named(name), { language, draftId: "draft-1", given: {} });
  const lines = (form.blocks as readonly types.KnownBlock[]).map((block) => {
    if (block.type !== "input") return textOf(block);
    const { label, optional, element, hint } = block;
    return `${label.text}${optional === true ? "" : "*"} [${element.type}] ${hint?.text ?? ""}`.trim();
  });
  return [`${form.title.text} (${form.close?.text} / ${form.submit?.text})`, ...lines].join("\n");
}

function textOf(block: types.KnownBlock): string {
  return block.type === "context" && block.elements[0]?.type === "mrkdwn"
    ? block.elements[0].text
    : block.type;
}
