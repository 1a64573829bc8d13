import { asBoolean, isFoldable } from "./fields.ts";
import type { FormField } from "./form-fields.ts";

/**
 * The raw value that was typed or chosen for a field: one text, or one for each choice. Undefined where nothing was; what
 * cannot be read as the field's kind is given as it was typed, for the schema to refuse.
 */
export function valueFrom(field: FormField, texts: readonly string[]): unknown {
  if (field.shape.kind === "choices") return texts.length === 0 ? undefined : texts;
  const [typed = ""] = texts;
  const text = isFoldable(field.schema) ? typed.normalize("NFKC").trim() : typed;
  if (text === "") return field.isBlankable ? "" : undefined;
  switch (field.shape.kind) {
    case "text":
    case "id":
    case "choice":
      return text;
    case "flag":
      return asBoolean(text);
    case "number":
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    case "list":
      return text
        .split(/[,、，\n]/)
        .map((item) => item.trim())
        .filter((item) => item !== "");
    case "entries":
      return entriesOf(text);
  }
}

/** The texts that stand for a value, as {@link valueFrom} reads them back: one for each text of a list, none for nothing. */
export function textsFrom(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === "string") return [value];
  const isTexts = Array.isArray(value) && value.every((item) => typeof item === "string");
  return isTexts ? value : [JSON.stringify(value)];
}

/** Phones and Japanese input methods put other marks in the place of straight ones. */
export function withStraightQuotes(text: string): string {
  return text.replace(/[“”„‟＂]/g, '"');
}

/** A JSON list, or JSON values between commas; what is neither, as it was typed. */
function entriesOf(text: string): unknown {
  const items = jsonOf(`[${text}]`) ?? jsonOf(`[${withStraightQuotes(text)}]`);
  if (items === undefined) return text;
  return items.length === 1 && Array.isArray(items[0]) ? items[0] : items;
}

function jsonOf(list: string): readonly unknown[] | undefined {
  try {
    // What parses between brackets is a list.
    return JSON.parse(list) as readonly unknown[];
  } catch {
    return undefined;
  }
}
