import { inputField, isSecretField } from "../../../tools/fields.ts";
import { catalog } from "../../../tools/index.ts";
import type { Operation, Text } from "../../../tools/operation.ts";
import {
  type Argument,
  argumentsOf,
  commandOf,
  commandsLike,
  foldedWord,
  repeatedIn,
  requiredFields,
  toInput,
} from "../../../tools/words.ts";
import { cut, literal } from "../views/blocks.ts";
import { folded } from "./fold.ts";
import { wordsOf } from "./line.ts";
import { isList } from "../results/rows.ts";
import { unknownCommand } from "./unknown-command.ts";
import { usageOf } from "./usage.ts";

/** What a slash command asks for. `missing` names the required fields that were not given. */
export type Command =
  | { readonly kind: "help"; readonly about: readonly string[] }
  | { readonly kind: "link" }
  | {
      readonly kind: "operation";
      readonly operation: Operation;
      readonly input: Record<string, unknown>;
      readonly missing: readonly string[];
      readonly options: {
        /** The answer is for everybody in the channel. */
        readonly public: boolean;
        /** Keeps the rows of a list that show this text. */
        readonly filter?: string;
        /** The account that is named, where there are several. */
        readonly account?: string;
      };
    }
  /** The message is mrkdwn; what was typed stands in it harmless. */
  | { readonly kind: "fault"; readonly message: Text };

/**
 * What the text of the slash command asks for. Nothing is run and nothing but the form of the words is checked. Whoever
 * mistyped a command is told of those that are offered.
 */
export function parseCommand(
  text: string,
  offered: readonly Operation[] = catalog,
  accounts: readonly string[] = [],
): Command {
  const parted = wordsOf(text);
  if ("fault" in parted) return { kind: "fault", message: parted.fault };
  const { words } = parted;
  const about = aboutIn(words.map(foldedWord));
  if (about !== undefined) return { kind: "help", about };
  if (foldedWord(words[0] ?? "") === "link") return { kind: "link" };
  const called = commandOf(words);
  return called === undefined
    ? { kind: "fault", message: unknownCommand(words.map(foldedWord), offered) }
    : toCall(called, accounts);
}

const helpWords: readonly string[] = ["help", "ヘルプ", "?", "-h", "--help"];

/** What help is wanted about, by asking for it or by leaving the verb out; undefined when none is wanted. */
function aboutIn(words: readonly string[]): readonly string[] | undefined {
  const [first = "help", ...others] = words;
  if (helpWords.includes(first)) return others;
  const asked = words.indexOf("--help");
  if (asked > 0) return words.slice(0, asked);
  const subject = helpWords.includes(others.at(-1) ?? "") ? words.slice(0, -1) : words;
  if (subject.length < words.length && commandOf(subject)?.command === subject.join(" ")) return subject;
  const isBeginning = commandsLike(subject).some((command) => command.startsWith(`${subject.join(" ")} `));
  return isBeginning ? subject : undefined;
}

function toCall(
  { operation, command, rest }: NonNullable<ReturnType<typeof commandOf>>,
  accounts: readonly string[],
): Command {
  const options = rest.map((word) => asOption(operation, word));
  const words = options.filter((word) => word !== "--public");
  const given = argumentsOf(operation, words);
  const usage = `\`${usageOf(operation, command)}\``;
  const message = faultIn(operation, given, usage, accounts);
  if (message !== undefined) return { kind: "fault", message };
  const filter = given.find(isFilter)?.word;
  const account = accounts.length < 2 ? undefined : given.find(isAccount)?.word;
  const input = toInput(
    operation,
    given.filter((one) => !isFilter(one) && !isAccount(one)).map((one) => folded(operation, one)),
  );
  return {
    kind: "operation",
    operation,
    input,
    missing: requiredFields(operation).filter((field) => !Object.hasOwn(input, field)),
    options: {
      public: words.length < rest.length,
      ...(filter === undefined ? {} : { filter }),
      ...(account === undefined ? {} : { account }),
    },
  };
}

/** One dash counts as two before the name of an option: nothing else is meant by it. */
function asOption(operation: Operation, word: string): string {
  const [, name = ""] = /^-([A-Za-z][\w-]*)(?:=|$)/.exec(word) ?? [];
  const isKnown =
    ["public", "filter", "account"].includes(name) || isInput(operation, name.replaceAll("-", "_"));
  return isKnown ? `-${word}` : word;
}

function isFilter({ field }: Argument): boolean {
  return field === "filter";
}

/** No operation has a field of that name. */
function isAccount({ field, bare }: Argument): boolean {
  return field === "account" && bare !== true;
}

function faultIn(
  operation: Operation,
  given: readonly Argument[],
  usage: string,
  accounts: readonly string[],
): Text | undefined {
  // First of all: the other messages name what was typed, and what is typed beside a secret may be part of it.
  const secret = given.find(({ field }) => isSecretField(operation, field));
  if (secret !== undefined) return faults.secret(secret.field);
  if (given.some(({ bare, word }) => bare === true && word.startsWith("-"))) return faults.dashed(usage);
  if (given.some(({ surplus }) => surplus === true)) return faults.surplus(usage);
  const repeated = repeatedIn(given);
  if (repeated !== undefined) return faults.repeated(shown(repeated), usage);
  const unknown = given.find(
    (one) =>
      !isInput(operation, one.field) &&
      !(isFilter(one) && isList(operation)) &&
      !(isAccount(one) && accounts.length > 1),
  );
  if (unknown !== undefined) return faults.unknown(shown(unknown.field), usage);
  const account = given.find(isAccount);
  if (account !== undefined && !accounts.includes(account.word))
    return faults.account(shown(account.word), accounts);
  return given.some((one) => isFilter(one) && one.word === "") ? faults.emptyFilter : undefined;
}

function isInput(operation: Operation, field: string): boolean {
  return inputField(operation, field) !== undefined;
}

function shown(name: string): string {
  return literal(cut(name, 60));
}

const faults = {
  secret: (field: string): Text => ({
    en: `Nothing was done: \`${field}\` is a secret, and secrets are not typed in Slack. Leave it out: where SSS needs one, it makes one. To choose one, run \`sss-ops call\` on a terminal.`,
    ja: `実行していません。\`${field}\` は秘密情報のため、Slackには入力しないでください。省略すると、必要な場合はSSSが自動で作成します。ご自身で決める場合は、ターミナルで \`sss-ops call\` を実行してください。`,
  }),
  surplus: (usage: string): Text => ({
    en: `There are too many words. A text with spaces needs quotes: \`"like this"\`. Usage: ${usage}`,
    ja: `引数が多すぎます。空白を含む値は \`"このように 引用符で"\` 囲んでください。使い方: ${usage}`,
  }),
  dashed: (usage: string): Text => ({
    en: `A word begins with a dash and is no option here. A value that does is given with its name: \`FIELD=-VALUE\`. Usage: ${usage}`,
    ja: `ハイフンで始まる語がありますが、該当するオプションはありません。ハイフンで始まる値は \`FIELD=-値\` の形で指定してください。使い方: ${usage}`,
  }),
  repeated: (name: string, usage: string): Text => ({
    en: `${name} is given twice. Give it once. Usage: ${usage}`,
    ja: `${name} が2回指定されています。1回だけ指定してください。使い方: ${usage}`,
  }),
  unknown: (name: string, usage: string): Text => ({
    en: `There is no argument ${name} here. Usage: ${usage}`,
    ja: `${name} という引数はありません。使い方: ${usage}`,
  }),
  account: (name: string, accounts: readonly string[]): Text => ({
    en: `There is no account ${name}. There are: ${accounts.map(shown).join(", ")}.`,
    ja: `${name} というアカウントはありません。使えるアカウント: ${accounts.map(shown).join("、")}`,
  }),
  emptyFilter: {
    en: "`--filter` needs the text that rows have to show: `--filter TEXT`.",
    ja: "`--filter` には検索する文字列が必要です。例: `--filter TEXT`",
  },
} as const;
