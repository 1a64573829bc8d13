import * as z from "zod";
import { lengthOf } from "../plain.ts";
import type { Fields } from "../plain.ts";
import { confirm } from "./composition.ts";
import { richText } from "./rich-text.ts";
import { id, plainText, url } from "./text.ts";

const focusable = { action_id: id.optional(), focus_on_load: z.boolean().optional() };
const typing = {
  ...focusable,
  placeholder: plainText(150).optional(),
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z
        .array(z.enum(["on_enter_pressed", "on_character_entered"]))
        .min(1)
        .max(2)
        .optional(),
    })
    .optional(),
};
const picking = { ...focusable, confirm: confirm.optional() };
const placeholder = { placeholder: plainText(150).optional() };
const number = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .optional();
const length = (least: number) => z.int().min(least).max(3000).optional();

/** The elements into which people type, and the pickers of days and times. */
export const inputs = {
  plain_text_input: z
    .strictObject({
      type: z.literal("plain_text_input"),
      ...typing,
      initial_value: z.string().optional(),
      multiline: z.boolean().optional(),
      min_length: length(0),
      max_length: length(1),
    })
    .superRefine(checkLengths),
  number_input: z.strictObject({
    type: z.literal("number_input"),
    ...typing,
    is_decimal_allowed: z.boolean(),
    initial_value: number,
    min_value: number,
    max_value: number,
  }),
  email_text_input: z.strictObject({
    type: z.literal("email_text_input"),
    ...typing,
    initial_value: z.string().optional(),
  }),
  url_text_input: z.strictObject({
    type: z.literal("url_text_input"),
    ...typing,
    initial_value: url.optional(),
  }),
  rich_text_input: z.strictObject({
    type: z.literal("rich_text_input"),
    ...typing,
    initial_value: richText.optional(),
  }),
  datepicker: z.strictObject({
    type: z.literal("datepicker"),
    ...picking,
    ...placeholder,
    initial_date: z.iso.date().optional(),
  }),
  timepicker: z.strictObject({
    type: z.literal("timepicker"),
    ...picking,
    ...placeholder,
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
    timezone: z.string().optional(),
  }),
  datetimepicker: z.strictObject({
    type: z.literal("datetimepicker"),
    ...picking,
    initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
  }),
  file_input: z.strictObject({
    type: z.literal("file_input"),
    action_id: id.optional(),
    filetypes: z.array(z.string()).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
};

function checkLengths(element: Fields, context: z.RefinementCtx): void {
  const { min_length: least = 0, max_length: most = 3000, initial_value: initial } = element;
  const complain = (message: string, field: string) =>
    context.addIssue({ code: "custom", message, path: [field] });
  if (Number(least) > Number(most)) complain("must be less than or equal to max_length", "min_length");
  if (typeof initial === "string" && lengthOf(initial) > Number(most)) {
    complain(`must be less than ${Number(most) + 1} characters`, "initial_value");
  }
}
