import type * as z from "zod";
import { inputField, isSecretField, noteOf } from "../../../tools/fields.ts";
import { operationNamed } from "../../../tools/index.ts";
import type { Operation, Risk, Text } from "../../../tools/operation.ts";
import { requiredFields, toWord } from "../../../tools/words.ts";
import { type Message, context, escaped, saying, section } from "../views/blocks.ts";
import { choicesOf, exampleOf, typed } from "./example.ts";
import type { Language } from "../views/language.ts";
import { slash, usageOf } from "./usage.ts";

/** Help about one operation under one of its commands: how it is typed, what it takes, what it does to the account. */
export function operationHelp(operation: Operation, command: string, language: Language): Message {
  const alias = operation.aliases?.find((one) => one.command === command);
  const title = alias?.summary[language] ?? operation.title[language];
  const fields = Object.keys(operation.input.shape).filter(
    (field) => !Object.hasOwn(alias?.input ?? {}, field),
  );
  const lines = fields.map((field) => argumentLine(operation, field, language));
  return saying(
    `*${title}*\n${code(usageOf(operation, command))}\n${escaped(operation.summary[language])}`,
    ...(lines.length === 0 ? [] : [section(lines.join("\n"))]),
    section(`${texts.example[language]} ${code(exampleOf(operation, command, language))}`),
    context(`${risks[operation.risk][language]} ${undoOf(operation, language)}`.trim()),
  );
}

function argumentLine(operation: Operation, field: string, language: Language): string {
  const schema = inputField(operation, field);
  const note = schema && noteOf(schema);
  if (schema === undefined || note === undefined) return `• ${code(field)}`;
  const title = escaped(note.title[language]);
  if (isSecretField(operation, field)) return `• ${code(field)} ${title}: ${texts.secret[language]}`;
  const required = requiredFields(operation).includes(field) ? texts.required[language] : " ";
  const description = note.description?.[language] ?? "";
  const values = valuesOf(schema, description, language);
  return `• ${code(field)}${required}${title}${description && ": "}${escaped(description)}${values}`;
}

/** What can be chosen between; else an example, where the description gives none. */
function valuesOf(schema: z.core.$ZodType, description: string, language: Language): string {
  const choices = choicesOf(schema)?.map(typed).map(code).join(" | ");
  if (choices !== undefined) return bracketed(choices, language);
  const [example] = noteOf(schema)?.examples ?? [];
  const isKnown = example === undefined || description.includes(toWord(example));
  return isKnown ? "" : bracketed(`${texts.such[language]} ${code(typed(example))}`, language);
}

function bracketed(text: string, language: Language): string {
  return language === "ja" ? `（${text}）` : ` (${text})`;
}

function undoOf({ undo }: Operation, language: Language): string {
  if (undo === undefined) return "";
  const reverse = operationNamed(undo.operation);
  return reverse === undefined
    ? `${texts.final[language]} ${undo.lost?.[language] ?? ""}`.trim()
    : `${texts.undo[language]} ${code(`${slash} ${reverse.command}`)}`;
}

function code(text: string): string {
  return `\`${escaped(text)}\``;
}

const risks: Readonly<Record<Risk, Text>> = {
  read: { en: "It only reads.", ja: "参照のみで、何も変更しません。" },
  change: {
    en: "It asks for your yes first; the policy may want a second person's.",
    ja: "実行前に確認します。ポリシーによっては別の人の承認が必要です。",
  },
  destroy: {
    en: "It has you type the target's name first; the policy may want a second person to do so.",
    ja: "実行前に対象の名前の入力を求めます。ポリシーによっては別の人の承認が必要です。",
  },
};

const texts = {
  required: { en: " (required) ", ja: "（必須）" },
  such: { en: "such as", ja: "例:" },
  example: { en: "Example:", ja: "入力例:" },
  secret: {
    en: "a secret, never typed in Slack. Where SSS needs one, it makes one.",
    ja: "秘密情報のため、Slackには入力しません。必要な場合はSSSが自動で作成します。",
  },
  undo: { en: "To undo it:", ja: "元に戻すには:" },
  final: { en: "It cannot be undone.", ja: "元に戻せません。" },
} as const satisfies Record<string, Text>;
