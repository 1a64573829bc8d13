import { expect, test } from "vitest";
import { faultsIn } from "../../../src/sandbox/slack/check/faults-in.ts";
import { toCommandText } from "../../../src/sandbox/slack/escape.ts";
import { parseCommand } from "../../../src/slack/words/command.ts";
import { helpFor } from "../../../src/slack/words/help.ts";
import { isSecretField } from "../../../tools/fields.ts";
import { catalog } from "../../../tools/index.ts";
import type { Operation } from "../../../tools/operation.ts";
import { shown } from "../shown.ts";

const languages = ["en", "ja"] as const;

const commands = catalog.flatMap(({ command, aliases = [] }: Operation) => [
  command,
  ...aliases.map((alias) => alias.command),
]);

function told(about: string, language: (typeof languages)[number]): string {
  const message = helpFor(about === "" ? [] : about.split(" "), language);
  expect(faultsIn("message", message)).toEqual([]);
  return shown(message.blocks);
}

test.for(languages)("the overview names every command, shortly (%s)", (language) => {
  const overview = told("", language);
  for (const command of commands) {
    const words = command.split(" ");
    const [resource, verb] =
      words.length === 1 ? [command, ""] : [words.slice(0, -1).join(" "), words.at(-1)];
    expect(overview).toMatch(new RegExp(`^\\*${resource}\\*(.*[ ,])?${verb}(,|$)`, "m"));
  }
  expect(overview.split("\n").length).toBeLessThan(26);
});

test("the overview is readable", () => {
  expect(told("", "ja")).toMatchInlineSnapshot(`
    "
    \`/sss リソース 動詞 …\` の形で入力します（例: \`/sss user list\`）。必須の引数を省くと、入力フォームが開きます。
    *user* list, find, show, create, update, delete, auto-role, offboard
    *update-api-keypair*
    *tenant* list, find, show, create, create-in-workspace, update, delete
    *role* create, delete
    *contract* list, search, show, create, update, change-owner, delete, access
    *channel* list
    *iam group* list, create, update, delete, attach-role, detach-role, attach-user, detach-user
    *iam user* list
    *iam role* list, show, create, update, delete
    *approval* list, show, update, approve, deny, cancel
    *transaction* show
    *contract-group* list, show, create, update, delete, attach-contract, detach-contract, put-user
    *user-type* list, show, update
    *menu* list, update
    *notification* list, update, list-contract, update-contract
    *billing* show, show-contract
    *workspace* list, show, create, update, delete
    *workspace-role-assignment* add, delete
    (詳細: \`/sss help user\`、\`/sss help user delete\`。\`--public\` で結果をチャンネル全員に表示し、\`--filter TEXT\` でその文字列を含む行に絞り込みます。\`/sss link\` でSSSのユーザーと紐付けます。)
    "
  `);
});

test("a resource shows its commands with their titles, aliases included", () => {
  expect(told("approval", "en")).toMatchInlineSnapshot(`
    "
    */sss approval*
    \`/sss approval list\` List approval requests
    \`/sss approval show\` Get approval request
    \`/sss approval update\` Decide approval request
    \`/sss approval approve\` Approve an approval request
    \`/sss approval deny\` Deny an approval request
    \`/sss approval cancel\` Cancel your own approval request
    (Arguments and an example: \`/sss help approval list\`)
    "
  `);
  expect(told("ＩＡＭ", "ja")).toContain("`/sss iam role create` IAMロール作成");
});

test("one operation is explained", () => {
  expect(told("user create", "en")).toMatchInlineSnapshot(`
    "
    *Create user*
    \`/sss user create LOGIN_ID MAIL_ADDRESS NOTIFY_PASSWORD [FIELD=VALUE …]\`
    Create a user in a contract (not one from NTT's business portal). Without a password SSS makes a random one; it can be mailed to the user.
    • \`login_id\` (required) Login ID: Unique system-wide, deleted users included (such as \`taro.yamada\`)
    • \`mail_address\` (required) E-mail address (such as \`taro@example.com\`)
    • \`notify_password\` (required) Notify by e-mail: Mail login ID and password to the user (\`true\` | \`false\`)
    • \`password\` Password: a secret, never typed in Slack. Where SSS needs one, it makes one.
    • \`contract_id\` Contract ID: Default: own contract (such as \`econ1000002353\`)
    Example: \`/sss user create taro.yamada taro@example.com true\`
    (It asks for your yes first; the policy may want a second person's. To undo it: \`/sss user delete\`)
    "
  `);
  expect(told("user-type update", "ja")).toMatchInlineSnapshot(`
    "
    *ユーザー種別更新*
    \`/sss user-type update USER_ID SUPER_USER [FIELD=VALUE …]\`
    ユーザーを管理ユーザー（管理者）に昇格、または一般ユーザーに降格し、管理権限を設定します。契約代表ユーザーの種別は変更できません。
    • \`user_id\`（必須）ユーザーID（例: \`ecid1000005887\`）
    • \`super_user\`（必須）管理ユーザー（\`true\` | \`false\`）
    • \`grant\` 管理権限: tenant には user も必要（\`user\` | \`tenant\` | \`iam_contract_group\` | \`billing\` | \`iam_api\` | \`iam_user_type\` | \`iam_menu\`）
    入力例: \`/sss user-type update ecid1000005887 true\`
    (実行前に対象の名前の入力を求めます。ポリシーによっては別の人の承認が必要です。 元に戻すには: \`/sss user-type update\`)
    "
  `);
});

test("what there is no help about is told like an unknown command", () => {
  expect(told("user delte", "en")).toContain("Did you mean `/sss user delete`?");
  expect(told("<!channel> *x*", "ja")).toContain("&lt;!channel&gt;");
});

test("what is switched off is left out, and said of what is asked for by name", () => {
  const offered = catalog.filter(({ effect }) => effect === "read");
  const helpAbout = (words: readonly string[]) => shown(helpFor(words, "en", offered).blocks);

  expect(helpAbout([])).toContain("*user* list, find, show\n");
  expect(helpAbout(["user"])).not.toContain("delete");
  expect(helpAbout(["user", "delte"])).not.toContain("user delete");
  expect(helpAbout(["user", "delete"])).toContain("switched off on this server");
  expect(helpAbout(["user", "show"])).not.toContain("switched off");
});

test.for(commands)("help about %s has all its arguments and an example that runs", (command) => {
  for (const language of languages) {
    const help = told(command, language);
    const example = /(?:Example:|入力例:) `(.+)`/.exec(help)?.[1] ?? "";
    const typed = example
      .replace("/sss ", "")
      .replaceAll("&amp;", "&")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">");
    const parsed = parseCommand(toCommandText(typed));
    if (parsed.kind !== "operation") throw new Error(`${example} is a ${parsed.kind}`);
    const { operation, input, missing } = parsed;
    expect(missing).toEqual([]);
    expect(operation.input.safeParse(input).error).toBeUndefined();
    expect(help).not.toMatch(/…$/m);
    const names = Object.keys(operation.input.shape);
    const asked = names.filter((field) => !Object.hasOwn(input, field));
    expect(asked.filter((field) => !help.includes(`• \`${field}\``))).toEqual([]);
    const hasSecret = names.some((field) => isSecretField(operation, field));
    expect(/never typed in Slack|Slackには入力しません/.test(help)).toBe(hasSecret);
  }
});
