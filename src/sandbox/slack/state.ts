import { elementsIn } from "./blocks.ts";
import type { Placed } from "./blocks.ts";
import { fieldsOf, listOf } from "./plain.ts";
import type { Fields } from "./plain.ts";
import type { Entered } from "./world.ts";

/** Where an element keeps its value in `state`, and which field says what it is at the start. */
interface Keeping {
  readonly field: string;
  readonly initial: string;
  readonly many?: true;
}

const one = (what: string): Keeping => ({ field: `selected_${what}`, initial: `initial_${what}` });
const many = (what: string): Keeping => ({ ...one(what), many: true });
const typed: Keeping = { field: "value", initial: "initial_value" };

/** How each kind of element that has a value keeps it. */
export const keepings: Readonly<Record<string, Keeping>> = {
  plain_text_input: typed,
  number_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  rich_text_input: { field: "rich_text_value", initial: "initial_value" },
  static_select: one("option"),
  external_select: one("option"),
  radio_buttons: one("option"),
  users_select: one("user"),
  channels_select: one("channel"),
  conversations_select: one("conversation"),
  datepicker: one("date"),
  timepicker: one("time"),
  datetimepicker: one("date_time"),
  checkboxes: many("options"),
  multi_static_select: many("options"),
  multi_external_select: many("options"),
  multi_users_select: many("users"),
  multi_channels_select: many("channels"),
  multi_conversations_select: many("conversations"),
  file_input: { field: "files", initial: "initial_files", many: true },
};

/** `state.values` of stored blocks: what was entered, and else what the app gave at the start. */
export function stateOf(blocks: readonly Fields[], entered: Entered): Entered {
  const state: Record<string, Record<string, Fields>> = {};
  for (const placed of elementsIn(blocks)) {
    const value = entered[placed.blockId]?.[placed.actionId] ?? initialValueOf(placed);
    if (value !== undefined) (state[placed.blockId] ??= {})[placed.actionId] = value;
  }
  return state;
}

function initialValueOf({ type, element }: Placed): Fields | undefined {
  const keeping = keepings[type];
  if (keeping === undefined) return undefined;
  return { type, [keeping.field]: element[keeping.initial] ?? (keeping.many ? [] : null) };
}

/** What was entered, with one more value. */
export function withEntered(entered: Entered, { blockId, actionId }: Placed, value: Fields): Entered {
  return { ...entered, [blockId]: { ...entered[blockId], [actionId]: value } };
}

/** The options of a menu, those of its groups too. */
export function optionsOf(element: Fields): readonly Fields[] {
  const groups = listOf(element["option_groups"]).flatMap((group) => listOf(fieldsOf(group)["options"]));
  return [...listOf(element["options"]), ...groups].map(fieldsOf);
}
