import { type FormField, formFields } from "../../../tools/form-fields.ts";
import { valueFrom } from "../../../tools/form-values.ts";
import type { Operation } from "../../../tools/operation.ts";
import type { InputState, ViewState } from "../payloads.ts";

/** The fields that a form in Slack asks for. Secrets are none of them: whatever is typed in Slack stays in Slack. */
export function shownFields(operation: Operation): readonly FormField[] {
  return formFields(operation).filter(({ isSecret }) => !isSecret);
}

/**
 * The raw input that stands in a form: what was not filled in is left out, and what cannot be read as its field's kind
 * is there as it was typed, for the schema to refuse.
 */
export function valuesFrom(operation: Operation, state: ViewState): Record<string, unknown> {
  const values = shownFields(operation).map((field) => [field.name, valueOf(field, state)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function valueOf(field: FormField, state: ViewState): unknown {
  const input = state[field.name]?.[field.shape.kind === "id" ? "choose" : "value"];
  return input === undefined ? undefined : valueFrom(field, textsOf(field, input));
}

function textsOf(
  { shape }: FormField,
  { value, selected_option: option, selected_options: options = [] }: InputState,
): readonly string[] {
  return shape.kind === "choices" ? options.map((chosen) => chosen.value) : [option?.value ?? value ?? ""];
}
