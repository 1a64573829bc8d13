import * as z from "zod";
import { innerOf, inputField, noteOf } from "../../../tools/fields.ts";
import type { Operation } from "../../../tools/operation.ts";
import { requiredFields, toWord } from "../../../tools/words.ts";
import { toTyped } from "./line.ts";
import type { Language } from "../views/language.ts";
import { optionalFields, slash } from "./usage.ts";

/** A command as somebody could type it, made of the examples of its fields. */
export function exampleOf(operation: Operation, command: string, language: Language): string {
  const given = operation.aliases?.find((alias) => alias.command === command)?.input ?? {};
  const valueOf = (field: string) => given[field] ?? exampleValue(operation, field, language);
  const required = requiredFields(operation);
  const input = Object.fromEntries(required.map((field) => [field, valueOf(field)]));
  // A change has to change something, and a search to look for something.
  const extra = operation.input.safeParse(input).success
    ? undefined
    : optionalFields(operation).find(
        (field) => operation.input.safeParse({ ...input, [field]: valueOf(field) }).success,
      );
  const places = required
    .filter((field) => !Object.hasOwn(given, field))
    .map((field) => typed(valueOf(field)));
  return [
    slash,
    command,
    ...places,
    ...(extra === undefined ? [] : [`${extra}=${typed(valueOf(extra))}`]),
  ].join(" ");
}

/** The values that can be chosen between; undefined where there is no choice. */
export function choicesOf(schema: z.core.$ZodType): readonly unknown[] | undefined {
  const inner = innerOf(schema);
  if (inner instanceof z.ZodBoolean) return [true, false];
  if (inner instanceof z.ZodEnum) return inner.options;
  return inner instanceof z.ZodArray ? choicesOf(inner.element) : undefined;
}

/** A value as it is typed. */
export function typed(value: unknown): string {
  return toTyped(toWord(value));
}

function exampleValue(operation: Operation, field: string, language: Language): unknown {
  const schema = inputField(operation, field);
  if (schema === undefined) return undefined;
  return noteOf(schema)?.examples?.[0] ?? choicesOf(schema)?.[0] ?? freeText[language];
}

const freeText = { en: "some text", ja: "テキスト" };
