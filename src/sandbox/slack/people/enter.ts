import type { Placed } from "../blocks.ts";
import type { Option } from "../model.ts";
import { fieldsOf, listOf } from "../plain.ts";
import type { Fields } from "../plain.ts";
import { keepings, optionsOf } from "../state.ts";
import { findUser } from "../world.ts";

/** Gives what a person enters the form it has in `state`. `suggested` are the options the app last offered. @throws */
export function toValue(placed: Placed, given: unknown, suggested: readonly Option[] = []): Fields {
  const { type } = placed;
  const keeping = keepings[type];
  if (keeping === undefined) throw new Error(`Nothing can be entered into a ${type}.`);
  return { type, [keeping.field]: toContent(placed, given, suggested) };
}

function toContent(placed: Placed, given: unknown, suggested: readonly Option[]): unknown {
  const { type, element } = placed;
  const known = [...optionsOf(element), ...suggested.map(fieldsOf), ...initialOptionsOf(element)];
  const pick = (value: unknown) => toOption(placed, known, value);
  switch (type) {
    case "static_select":
    case "external_select":
    case "radio_buttons":
      return isNothing(given) ? null : pick(given);
    case "checkboxes":
      if (typeof given === "boolean") return given ? optionsOf(element) : [];
      return manyOf(given).map(pick);
    case "multi_static_select":
    case "multi_external_select":
      return manyOf(given).map(pick);
    case "multi_users_select":
      return manyOf(given).map(toUserId);
    case "multi_channels_select":
    case "multi_conversations_select":
    case "file_input":
      return manyOf(given);
    case "users_select":
      return isNothing(given) ? null : toUserId(given);
    case "datetimepicker":
      return isNothing(given) ? null : Number(given);
    case "rich_text_input":
      return typeof given === "string" ? toRichText(given) : given;
    default:
      return isNothing(given) ? null : String(given);
  }
}

/** One thing counts as a list of one. */
function manyOf(given: unknown): readonly unknown[] {
  return isNothing(given) ? [] : [given].flat();
}

function isNothing(given: unknown): boolean {
  return given === undefined || given === null || given === "";
}

function initialOptionsOf(element: Fields): readonly Fields[] {
  const { initial_option: one, initial_options: many } = element;
  return [...(one === undefined ? [] : [one]), ...listOf(many)].map(fieldsOf);
}

function toOption({ blockId, actionId }: Placed, known: readonly Fields[], given: unknown): Fields {
  const value = fieldsOf(given)["value"] ?? (typeof given === "number" ? String(given) : given);
  const option = known.find((each) => each["value"] === value);
  if (option !== undefined) return option;
  const offered = known.map((each) => String(each["value"])).join(", ");
  throw new Error(
    `${blockId}/${actionId} has no option ${JSON.stringify(value)}; it offers: ${offered || "nothing"}.`,
  );
}

function toUserId(given: unknown): string {
  return findUser(String(given))?.id ?? String(given);
}

function toRichText(text: string): Fields {
  const section = { type: "rich_text_section", elements: [{ type: "text", text }] };
  return { type: "rich_text", elements: [section] };
}
