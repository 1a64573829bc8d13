import type { types } from "@slack/bolt";
import { asBoolean } from "../../../tools/fields.ts";
import type { FormField, Shape } from "../../../tools/form-fields.ts";
import type { Text } from "../../../tools/operation.ts";
import { oneLine } from "../../gate/plain.ts";
import { plainText } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";

/** The characters that Slack takes in a text input, and in an option. */
const longestText = 3_000;
const longestOption = 75;

/** The input of a form that asks for a field, with the value given so far in it, also when that has to be mended. */
export function toInput(field: FormField, given: unknown, language: Language): types.InputBlock {
  const hint = hintOf(field, given, language);
  return {
    type: "input",
    block_id: field.name,
    label: plainText(field.note.title[language], 2_000),
    ...(hint === "" ? {} : { hint: plainText(hint, 2_000) }),
    optional: !field.isRequired || field.isBlankable,
    element: toElement(field.shape, given ?? field.standing, language),
  };
}

function hintOf({ note, shape }: FormField, given: unknown, language: Language): string {
  const description = note.description?.[language] ?? "";
  const example = exampleOf(shape, note.examples);
  const isTold = example === "" || description.includes(example);
  const sentences = [
    description,
    isTold ? "" : `${texts.example[language]}${example}`,
    isTyped(shape) && isTooLong(given) ? texts.tooLong[language] : "",
  ];
  return sentences.filter((sentence) => sentence !== "").join(language === "ja" ? "。" : ". ");
}

function exampleOf(shape: Shape, [example]: readonly unknown[] = []): string {
  if (example === undefined || (!isTyped(shape) && shape.kind !== "id")) return "";
  return shape.kind === "list" ? wordsOf(example) : oneLine(example);
}

function isTyped({ kind }: Shape): boolean {
  return kind === "text" || kind === "number" || kind === "list" || kind === "entries";
}

function isTooLong(given: unknown): boolean {
  return typeof given === "string" ? given.length > longestText : jsonOf(given).length > longestText;
}

function toElement(shape: Shape, value: unknown, language: Language): types.InputBlock["element"] {
  switch (shape.kind) {
    case "text":
      return textInput(typeof value === "string" ? value : jsonOf(value), shape);
    case "list":
      return textInput(wordsOf(value), {});
    case "entries":
      return textInput(entriesOf(value), { isLong: true });
    case "number":
      return numberInput(value, shape);
    case "flag":
      return select(flagOptions(language), String(asBoolean(value)), language);
    case "choice":
      return select(shape.values.map(toOption), value, language);
    case "choices":
      return multiSelect(shape.values.map(toOption), value, language);
    case "id":
      return searchSelect(value, language);
  }
}

interface Limits {
  readonly isLong?: boolean;
  readonly least?: number;
  readonly most?: number;
}

function textInput(
  value: string,
  { isLong = false, least = 0, most = longestText }: Limits,
): types.PlainTextInput {
  const initial = value.length > longestText ? "" : value;
  // Slack refuses a form whose own text is over its limits, and this one may be there to be mended.
  const isWithin = initial === "" || (initial.length >= least && initial.length <= most);
  return {
    type: "plain_text_input",
    action_id: "value",
    multiline: isLong,
    ...(isWithin && least > 0 ? { min_length: least } : {}),
    ...(isWithin ? { max_length: Math.min(most, longestText) } : {}),
    ...(initial === "" ? {} : { initial_value: initial }),
  };
}

function numberInput(
  value: unknown,
  { isWhole, least, most }: Extract<Shape, { kind: "number" }>,
): types.NumberInput {
  const initial = typeof value === "number" && (Number.isInteger(value) || !isWhole) ? value : undefined;
  const isWithin = initial === undefined || (initial >= (least ?? initial) && initial <= (most ?? initial));
  return {
    type: "number_input",
    action_id: "value",
    is_decimal_allowed: !isWhole,
    ...(isWithin && least !== undefined ? { min_value: String(least) } : {}),
    ...(isWithin && most !== undefined ? { max_value: String(most) } : {}),
    ...(initial === undefined ? {} : { initial_value: String(initial) }),
  };
}

function select(options: types.PlainTextOption[], value: unknown, language: Language): types.StaticSelect {
  const chosen = options.find((option) => option.value === value);
  return {
    type: "static_select",
    action_id: "value",
    placeholder: plainText(texts.choose[language], 150),
    options,
    ...(chosen === undefined ? {} : { initial_option: chosen }),
  };
}

function multiSelect(
  options: types.PlainTextOption[],
  value: unknown,
  language: Language,
): types.MultiStaticSelect {
  const wanted: readonly unknown[] = Array.isArray(value) ? value : [value];
  const chosen = options.filter((option) => wanted.includes(option.value));
  return {
    type: "multi_static_select",
    action_id: "value",
    placeholder: plainText(texts.choose[language], 150),
    options,
    ...(chosen.length === 0 ? {} : { initial_options: chosen }),
  };
}

function searchSelect(value: unknown, language: Language): types.ExternalSelect {
  const id = typeof value === "string" ? oneLine(value) : "";
  const isShown = id !== "" && id.length <= longestOption;
  return {
    type: "external_select",
    action_id: "choose",
    placeholder: plainText(texts.search[language], 150),
    min_query_length: 0,
    ...(isShown ? { initial_option: toOption(id) } : {}),
  };
}

function flagOptions(language: Language): types.PlainTextOption[] {
  return [
    { text: plainText(texts.yes[language], longestOption), value: "true" },
    { text: plainText(texts.no[language], longestOption), value: "false" },
  ];
}

function toOption(value: string): types.PlainTextOption {
  return { text: plainText(value, longestOption), value };
}

function entriesOf(value: unknown): string {
  if (typeof value === "string") return value;
  const spacious = jsonOf(value, 2);
  return spacious.length > longestText ? jsonOf(value) : spacious;
}

function wordsOf(value: unknown): string {
  return Array.isArray(value) ? value.map(oneLine).join(", ") : oneLine(value);
}

function jsonOf(value: unknown, indent?: number): string {
  return value === undefined ? "" : JSON.stringify(value, null, indent);
}

const texts = {
  example: { en: "E.g. ", ja: "例: " },
  tooLong: {
    en: "The value given is too long for this form and is not in it",
    ja: "指定された値は長すぎるため、このフォームには入っていません",
  },
  choose: { en: "Choose", ja: "選択" },
  search: { en: "Type to search", ja: "入力して検索" },
  yes: { en: "Yes", ja: "はい" },
  no: { en: "No", ja: "いいえ" },
} as const satisfies Record<string, Text>;
