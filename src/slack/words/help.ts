import { catalog } from "../../../tools/index.ts";
import type { Operation, Text } from "../../../tools/operation.ts";
import { type Command, commandOf, foldedWord } from "../../../tools/words.ts";
import { type Message, context, literal, saying, section } from "../views/blocks.ts";
import { filled } from "../views/filled.ts";
import type { Language } from "../views/language.ts";
import { operationHelp } from "./operation-help.ts";
import { unknownCommand } from "./unknown-command.ts";
import { slash } from "./usage.ts";

/**
 * Help about everything that is offered, a resource (`user`) or a command (`user delete`), by its words. Of a command that is
 * not offered it says so.
 */
export function helpFor(
  about: readonly string[],
  language: Language,
  offered: readonly Operation[] = catalog,
  accounts: readonly string[] = [],
): Message {
  const words = about.map(foldedWord);
  const called = commandOf(words);
  if (called !== undefined) return commandHelp(called, language, offered);
  const entries = entriesOf(offered, language);
  if (words.length === 0) return overview(entries, language, accounts);
  const subject = words.join(" ");
  const within = entries.filter(({ command }) => command.startsWith(`${subject} `));
  return within.length > 0
    ? resourceHelp(subject, within, language)
    : saying(unknownCommand(words, offered)[language]);
}

function commandHelp(
  { operation, command }: Command,
  language: Language,
  offered: readonly Operation[],
): Message {
  const message = operationHelp(operation, command, language);
  return offered.includes(operation)
    ? message
    : { ...message, blocks: [...message.blocks, context(texts.off[language])] };
}

/** A line of help: what can be typed, and what it does. */
interface Entry {
  readonly command: string;
  readonly title: string;
}

function entriesOf(offered: readonly Operation[], language: Language): readonly Entry[] {
  return offered.flatMap(({ command, title, aliases = [] }) => [
    { command, title: title[language] },
    ...aliases.map((alias) => ({ command: alias.command, title: alias.summary[language] })),
  ]);
}

/** A line for each resource, with its verbs. */
function overview(entries: readonly Entry[], language: Language, accounts: readonly string[]): Message {
  const verbs = new Map<string, readonly string[]>();
  for (const { command } of entries) {
    const words = command.split(" ");
    const resource = words.length === 1 ? command : words.slice(0, -1).join(" ");
    verbs.set(resource, [...(verbs.get(resource) ?? []), ...(words.length === 1 ? [] : words.slice(-1))]);
  }
  const lines = [...verbs].map(([resource, all]) => `*${resource}* ${all.join(", ")}`.trim());
  const named = accounts.map(literal).join(language === "ja" ? "、" : ", ");
  return saying(
    texts.intro[language],
    section(lines.join("\n")),
    ...(accounts.length < 2 ? [] : [context(filled(texts.accounts[language], { accounts: named }))]),
    context(texts.more[language]),
  );
}

function resourceHelp(subject: string, entries: readonly Entry[], language: Language): Message {
  const lines = entries.map(({ command, title }) => `\`${slash} ${command}\` ${title}`);
  return saying(
    `*${slash} ${subject}*`,
    section(lines.join("\n")),
    context(filled(texts.further[language], { command: entries[0]?.command ?? subject })),
  );
}

const texts = {
  intro: {
    en: `\`${slash} RESOURCE VERB …\`, such as \`${slash} user list\`. Leave required arguments out, and a form asks for them.`,
    ja: `\`${slash} リソース 動詞 …\` の形で入力します（例: \`${slash} user list\`）。必須の引数を省くと、入力フォームが開きます。`,
  },
  more: {
    en: `More: \`${slash} help user\`, \`${slash} help user delete\`. \`--public\` shows the answer to the channel, \`--filter TEXT\` the rows with that text. \`${slash} link\` says which user on SSS you are.`,
    ja: `詳細: \`${slash} help user\`、\`${slash} help user delete\`。\`--public\` で結果をチャンネル全員に表示し、\`--filter TEXT\` でその文字列を含む行に絞り込みます。\`${slash} link\` でSSSのユーザーと紐付けます。`,
  },
  accounts: {
    en: "`--account NAME` says which account is meant: {accounts}.",
    ja: "`--account 名前` で対象のアカウントを指定します: {accounts}",
  },
  off: {
    en: "It is switched off on this server.",
    ja: "このサーバーでは使えないように設定されています。",
  },
  further: {
    en: `Arguments and an example: \`${slash} help {command}\``,
    ja: `引数と入力例: \`${slash} help {command}\``,
  },
} as const satisfies Record<string, Text>;
