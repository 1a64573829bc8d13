import * as z from "zod";
import { anyText, characters, plainText, url } from "./text.ts";

const color = z.enum(["primary", "danger"]);

/** The dialog that asks once more. */
export const confirm = z.strictObject({
  title: plainText(100).optional(),
  text: anyText(300),
  confirm: plainText(30).optional(),
  deny: plainText(30).optional(),
  style: color.optional(),
});

/** How a button looks. */
export const style = color;

const optionParts = { value: characters(75), description: plainText(75).optional() };

/** A choice in a menu. */
export const option = z.strictObject({ text: plainText(75), ...optionParts });

/** A choice that may carry markup: of radio buttons and checkboxes. */
export const richOption = z.strictObject({
  text: anyText(75),
  value: optionParts.value,
  description: anyText(75).optional(),
});

/** A choice in an overflow menu, which may be a link. */
export const linkOption = option.extend({ url: url.optional() });

const optionGroup = z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(100) });

/** What a static menu offers: options, or groups of them. */
export const offer = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};

/** A picture, by address or as a file of Slack. */
export const picture = {
  image_url: url.optional(),
  slack_file: z.strictObject({ id: z.string().optional(), url: url.optional() }).optional(),
  alt_text: characters(2000),
};

/** Which conversations a menu offers. */
export const conversationFilter = z.strictObject({
  include: z
    .array(z.enum(["im", "mpim", "private", "public"]))
    .min(1)
    .optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
});
