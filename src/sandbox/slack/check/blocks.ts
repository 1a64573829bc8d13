import * as z from "zod";
import type { Fields } from "../plain.ts";
import { confirm, picture, style } from "./composition.ts";
import { inputs } from "./inputs.ts";
import { menus } from "./menus.ts";
import { richText } from "./rich-text.ts";
import { dataTable, table } from "./tables.ts";
import { anyText, characters, id, mrkdwn, plainText, url } from "./text.ts";

const button = z.strictObject({
  type: z.literal("button"),
  action_id: id.optional(),
  text: plainText(75),
  value: characters(2000, 0).optional(),
  url: url.optional(),
  style: style.optional(),
  confirm: confirm.optional(),
  accessibility_label: characters(75).optional(),
});
const image = z.strictObject({ type: z.literal("image"), ...picture }).superRefine(checkPicture);
const { file_input: fileInput, ...pickersAndTexts } = inputs;
const { datepicker, timepicker, datetimepicker, rich_text_input: richTextInput } = inputs;
const { overflow: _, ...selects } = menus;

const feedback = z.strictObject({
  text: plainText(75),
  accessibility_label: characters(75).optional(),
  value: characters(2000),
});
const contextAction = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("feedback_buttons"),
    action_id: id.optional(),
    positive_button: feedback,
    negative_button: feedback,
  }),
  z.strictObject({
    type: z.literal("icon_button"),
    action_id: id.optional(),
    icon: z.literal("trash"),
    text: plainText(75),
    value: characters(2000).optional(),
    confirm: confirm.optional(),
    accessibility_label: characters(75).optional(),
    visible_to_user_ids: z.array(id).optional(),
  }),
]);

const accessory = z.discriminatedUnion("type", [
  button,
  image,
  datepicker,
  timepicker,
  ...Object.values(menus),
]);
const action = z.discriminatedUnion("type", [
  button,
  datepicker,
  timepicker,
  datetimepicker,
  richTextInput,
  ...Object.values(menus),
]);
const entry = z.discriminatedUnion("type", [
  fileInput,
  ...Object.values(pickersAndTexts),
  ...Object.values(selects),
]);

const blockId = { block_id: id.optional() };

const section = z
  .strictObject({
    type: z.literal("section"),
    ...blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .superRefine(({ text, fields }, context) => {
    if (text === undefined && fields === undefined)
      context.addIssue("missing required field: text or fields");
  });
const divider = z.strictObject({ type: z.literal("divider"), ...blockId });
const header = z.strictObject({ type: z.literal("header"), ...blockId, text: plainText(150) });
const context = z.strictObject({
  type: z.literal("context"),
  ...blockId,
  // Slack names no limit for these; the one of a section is the narrowest that is known to pass.
  elements: z
    .array(z.discriminatedUnion("type", [image, plainText(3000), mrkdwn(3000)]))
    .min(1)
    .max(10),
});
const actions = z.strictObject({
  type: z.literal("actions"),
  ...blockId,
  elements: z.array(action).min(1).max(25),
});
const imageBlock = z
  .strictObject({ type: z.literal("image"), ...blockId, ...picture, title: plainText(2000).optional() })
  .superRefine(checkPicture);
const input = z.strictObject({
  type: z.literal("input"),
  ...blockId,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  element: entry,
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});
const markdown = z.strictObject({ type: z.literal("markdown"), ...blockId, text: characters(12_000) });
const contextActions = z.strictObject({
  type: z.literal("context_actions"),
  ...blockId,
  elements: z.array(contextAction).min(1).max(5),
});
const alert = z.strictObject({
  type: z.literal("alert"),
  ...blockId,
  text: anyText(3000),
  level: z.enum(["default", "info", "warning", "error", "success"]).optional(),
});
const container = z.strictObject({
  type: z.literal("container"),
  ...blockId,
  title: plainText(150).optional(),
  subtitle: anyText(150).optional(),
  child_blocks: z
    .array(
      z.discriminatedUnion("type", [actions, context, divider, header, imageBlock, richText, section, table]),
    )
    .min(1)
    .max(10),
  width: z.enum(["narrow", "standard", "wide", "full"]).optional(),
  is_collapsible: z.boolean().optional(),
  default_collapsed: z.boolean().optional(),
  has_header_divider: z.boolean().optional(),
});

const everywhere = [section, divider, header, context, actions, imageBlock, richText] as const;

/** The blocks a message may have. Types that are not named here count as unknown. */
export const messageBlock = z.discriminatedUnion("type", [
  ...everywhere,
  markdown,
  table,
  dataTable,
  contextActions,
  container,
]);

/** The blocks a modal may have. */
export const modalBlock = z.discriminatedUnion("type", [...everywhere, input, alert]);

/** The blocks a home tab may have. */
export const homeBlock = z.discriminatedUnion("type", [...everywhere, input]);

function checkPicture({ image_url: address, slack_file: file }: Fields, refinement: z.RefinementCtx): void {
  if (address === undefined && file === undefined) {
    refinement.addIssue("missing required field: image_url or slack_file");
  }
}
