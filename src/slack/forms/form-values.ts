import { asBoolean, isFoldable } from "../../../tools/fields.ts";
import type { Operation } from "../../../tools/operation.ts";
import { type FormField, formFields } from "./form-fields.ts";
import type { InputState, ViewState } from "../payloads.ts";
import { withStraightQuotes } from "../words/fold.ts";

/**
 * The raw input that stands in a form: what was not filled in is left out, and what cannot be read as its field's kind
 * is there as it was typed, for the schema to refuse.
 */
export function valuesFrom(operation: Operation, state: ViewState): Record<string, unknown> {
  const values = formFields(operation).map((field) => [field.name, valueOf(field, state)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function valueOf(field: FormField, state: ViewState): unknown {
  const input = state[field.name]?.[field.shape.kind === "id" ? "choose" : "value"];
  if (input === undefined) return undefined;
  const text = textOf(field, input);
  switch (field.shape.kind) {
    case "text":
    case "id":
    case "choice":
      return text ?? (field.isBlankable ? "" : undefined);
    case "flag":
      return asBoolean(text);
    case "number":
      return text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    case "choices":
      return chosenOf(input);
    case "list":
      return text?.split(/[,、，\n]/).map((item) => item.trim());
    case "entries":
      return text === undefined ? undefined : entriesOf(text);
  }
}

function textOf({ schema }: FormField, { value, selected_option: chosen }: InputState): string | undefined {
  const typed = chosen?.value ?? value ?? "";
  const text = isFoldable(schema) ? typed.normalize("NFKC").trim() : typed;
  return text === "" ? undefined : text;
}

function chosenOf({ selected_options: chosen = [] }: InputState): readonly string[] | undefined {
  return chosen.length === 0 ? undefined : chosen.map(({ value }) => value);
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
