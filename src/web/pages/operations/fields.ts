import { html } from "hono/html";
import type * as z from "zod";
import { noteOf } from "../../../../tools/fields.ts";
import type { Operation, Text } from "../../../../tools/operation.ts";
import { requiredFields } from "../../../../tools/words.ts";
import { type JsonSchema, toJsonSchema } from "../../../../tools/json-schema.ts";
import type { Language } from "../../context.ts";
import type { Html } from "../../layout.ts";
import { badge } from "../parts/badges.ts";
import { tableOf } from "../parts/table.ts";

/** What an operation takes. */
export function inputTable(operation: Operation, language: Language): Html {
  const required = requiredFields(operation);
  const columns = [texts.field, texts.type, texts.need, texts.about].map((text) => text[language]);
  const rows = shapeOf(operation.input).map(([name, schema, json]) => [
    fieldName(name, schema, language),
    typeOf(json, language),
    (required.includes(name) ? texts.required : texts.optional)[language],
    aboutField(schema, language),
  ]);
  return rows.length === 0 ? nothing(language) : tableOf(texts.input[language], columns, rows);
}

/** What SSS is known to answer with; it may say more. */
export function outputTable({ output }: Operation, language: Language): Html {
  const columns = [texts.field, texts.type, texts.about].map((text) => text[language]);
  const rows = shapeOf(output, "output").map(([name, schema, json]) => [
    html`<code>${name}</code>`,
    typeOf(json, language),
    marksOf(schema, language),
  ]);
  return rows.length === 0 ? nothing(language) : tableOf(texts.output[language], columns, rows);
}

/** The schema of the input as MCP clients see it. */
export function schemaText({ input }: Operation): string {
  return JSON.stringify(toJsonSchema(input, "input", { names: true }), null, 2);
}

type Described = readonly [name: string, schema: z.core.$ZodType, json: JsonSchema];

function shapeOf(schema: z.ZodObject, io: "input" | "output" = "input"): readonly Described[] {
  const { properties = {} } = toJsonSchema(schema, io);
  return Object.entries(schema.shape).map(([name, inner]): Described => {
    const json = properties[name];
    return [name, inner as z.core.$ZodType, typeof json === "object" ? json : {}];
  });
}

function fieldName(name: string, schema: z.core.$ZodType, language: Language): Html {
  return html`${noteOf(schema)?.title[language] ?? ""} <br /><code class="soft">${name}</code>`;
}

function aboutField(schema: z.core.$ZodType, language: Language): Html {
  const { description, examples: [example] = [] } = noteOf(schema) ?? {};
  const such =
    example === undefined
      ? ""
      : html`<span class="soft"
          >${texts.such[language]}
          <code>${typeof example === "string" ? example : JSON.stringify(example)}</code></span
        >`;
  return html`${marksOf(schema, language)} ${description?.[language] ?? ""} ${such}`;
}

function marksOf(schema: z.core.$ZodType, language: Language): Html {
  const note = noteOf(schema);
  return html`${note?.secret === true ? badge("busy", texts.secret[language]) : ""}
  ${note?.untrusted === true ? badge("", texts.untrusted[language]) : ""}`;
}

function typeOf({ type, enum: choices, items, format }: JsonSchema, language: Language): Html | string {
  if (choices !== undefined) {
    return html`${choices.map((choice, index) => html`${index === 0 ? "" : " | "}<code>${String(choice)}</code>`)}`;
  }
  if (type === "array" && typeof items === "object" && !Array.isArray(items)) {
    return html`${types.array[language]}: ${typeOf(items, language)}`;
  }
  const word = typeof type === "string" ? types[type as keyof typeof types] : types.any;
  return format === undefined ? word[language] : `${word[language]} (${format})`;
}

function nothing(language: Language): Html {
  return html`<p class="soft">${texts.nothing[language]}</p>`;
}

const types = {
  string: { en: "text", ja: "文字列" },
  boolean: { en: "yes or no", ja: "真偽値" },
  integer: { en: "whole number", ja: "整数" },
  number: { en: "number", ja: "数値" },
  array: { en: "list", ja: "リスト" },
  object: { en: "object", ja: "オブジェクト" },
  null: { en: "nothing", ja: "なし" },
  any: { en: "any", ja: "任意" },
} as const satisfies Record<string, Text>;

const texts = {
  input: { en: "Input", ja: "入力" },
  output: { en: "Answer", ja: "応答" },
  field: { en: "Field", ja: "項目" },
  type: { en: "Type", ja: "型" },
  need: { en: "Needed", ja: "必須" },
  about: { en: "About", ja: "説明" },
  required: { en: "required", ja: "必須" },
  optional: { en: "optional", ja: "任意" },
  such: { en: "such as", ja: "例:" },
  secret: { en: "secret", ja: "秘密情報" },
  untrusted: { en: "other people's words", ja: "第三者が入力した内容" },
  nothing: { en: "None.", ja: "ありません。" },
} as const satisfies Record<string, Text>;
