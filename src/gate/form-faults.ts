import type * as z from "zod";
import { faultTextOf } from "../../tools/fields.ts";
import { type FormField, formFields } from "../../tools/form-fields.ts";
import type { Operation, Text } from "../../tools/operation.ts";
import { oneLine } from "./plain.ts";
import { type Fault, faultsOf } from "./validate.ts";

/**
 * What is wrong with raw input, by the form's field: one fault each. What is about the input as a whole stands under the
 * name of no field, "". Empty where the input fits.
 */
export function formFaults(
  operation: Operation,
  input: Record<string, unknown>,
): Readonly<Record<string, Text>> {
  const fields = formFields(operation);
  const told = faultsOf(operation, input).map((fault) => {
    const field = fields.find(({ name }) => name === fault.field);
    return [field?.name ?? "", toText(fault, field)] as const;
  });
  // The first fault of a field is what to mend first; here the last entry of a name is the one that stays.
  return Object.fromEntries(told.toReversed());
}

function toText({ isMissing, issue }: Fault, field: FormField | undefined): Text {
  if (isMissing) return { en: "Required", ja: "必須です" };
  switch (issue.code) {
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "invalid_value":
      return oneOf(issue.values.map(String));
    case "custom":
    case "invalid_element":
    case "invalid_format":
    case "invalid_key":
    case "invalid_type":
    case "invalid_union":
    case "not_multiple_of":
    case "unrecognized_keys":
      return faultTextOf(issue) ?? ofOtherForm(field);
  }
}

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): Text {
  if (origin === "string")
    return { en: `At least ${minimum} characters`, ja: `${minimum}文字以上で入力してください` };
  if (origin === "array")
    return { en: `At least ${minimum} entries`, ja: `${minimum}件以上入力してください` };
  return { en: `At least ${minimum}`, ja: `${minimum}以上にしてください` };
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): Text {
  if (origin === "string")
    return { en: `At most ${maximum} characters`, ja: `${maximum}文字以内で入力してください` };
  if (origin === "array")
    return { en: `At most ${maximum} entries`, ja: `${maximum}件以内で入力してください` };
  return { en: `At most ${maximum}`, ja: `${maximum}以下にしてください` };
}

function oneOf(values: readonly string[]): Text {
  return {
    en: `Choose one of ${values.join(", ")}`,
    ja: `${values.join("、")} から選んでください`,
  };
}

function ofOtherForm(field: FormField | undefined): Text {
  const example = field?.note.examples?.[0];
  const wanted = field?.shape.kind === "entries" ? wantedJson : wantedForm;
  if (example === undefined) return wanted;
  return { en: `${wanted.en} (e.g. ${oneLine(example)})`, ja: `${wanted.ja}（例: ${oneLine(example)}）` };
}

const wantedForm: Text = { en: "This does not have the right form", ja: "形式が正しくありません" };
const wantedJson: Text = { en: "This cannot be read as a JSON list", ja: "JSONの配列として読み取れません" };
