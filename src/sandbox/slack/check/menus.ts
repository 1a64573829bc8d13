import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { fieldsOf, listOf } from "../plain.ts";
import type { Fields } from "../plain.ts";
import { optionsOf } from "../state.ts";
import { confirm, conversationFilter, linkOption, offer, option, richOption } from "./composition.ts";
import { id, plainText } from "./text.ts";

const actionable = { action_id: id.optional(), confirm: confirm.optional() };
const focusable = { ...actionable, focus_on_load: z.boolean().optional() };
const menu = { ...focusable, placeholder: plainText(150).optional() };
const several = { ...menu, max_selected_items: z.int().min(1).optional() };
const query = { min_query_length: z.int().min(0).optional() };
const conversations = {
  default_to_current_conversation: z.boolean().optional(),
  filter: conversationFilter.optional(),
};
const respondable = { response_url_enabled: z.boolean().optional() };
const choices = { options: z.array(richOption).min(1).max(10) };
const oneOption = { initial_option: option.optional() };
const someOptions = { initial_options: z.array(option).min(1).max(100).optional() };
const someIds = z.array(id).optional();

function shape<Parts extends z.ZodRawShape>(type: string, parts: Parts) {
  return z.strictObject({ type: z.literal(type), ...parts });
}

/** The elements that let people choose. */
export const menus = {
  static_select: shape("static_select", { ...menu, ...offer, ...oneOption }).superRefine(checkOffer),
  multi_static_select: shape("multi_static_select", { ...several, ...offer, ...someOptions }).superRefine(
    checkOffer,
  ),
  external_select: shape("external_select", { ...menu, ...query, ...oneOption }),
  multi_external_select: shape("multi_external_select", { ...several, ...query, ...someOptions }),
  users_select: shape("users_select", { ...menu, initial_user: id.optional() }),
  multi_users_select: shape("multi_users_select", { ...several, initial_users: someIds }),
  channels_select: shape("channels_select", { ...menu, ...respondable, initial_channel: id.optional() }),
  multi_channels_select: shape("multi_channels_select", { ...several, initial_channels: someIds }),
  conversations_select: shape("conversations_select", {
    ...menu,
    ...conversations,
    ...respondable,
    initial_conversation: id.optional(),
  }),
  multi_conversations_select: shape("multi_conversations_select", {
    ...several,
    ...conversations,
    initial_conversations: someIds,
  }),
  overflow: shape("overflow", { ...actionable, options: z.array(linkOption).min(1).max(5) }),
  radio_buttons: shape("radio_buttons", {
    ...focusable,
    ...choices,
    initial_option: richOption.optional(),
  }).superRefine(checkInitial),
  checkboxes: shape("checkboxes", {
    ...focusable,
    ...choices,
    initial_options: z.array(richOption).min(1).max(10).optional(),
  }).superRefine(checkInitial),
};

function checkOffer(element: Fields, context: z.RefinementCtx): void {
  const { options, option_groups: groups } = element;
  if (options === undefined && groups === undefined) context.addIssue("missing required field: options");
  if (options !== undefined && groups !== undefined)
    context.addIssue("must have either options or option_groups");
  checkInitial(element, context);
}

/** What is chosen at the start has to be among the options, down to the last field. */
function checkInitial(element: Fields, context: z.RefinementCtx): void {
  const { initial_option: one, initial_options: many } = element;
  const options = optionsOf(element);
  const isOffered = (initial: unknown) => options.some((each) => isDeepStrictEqual(each, fieldsOf(initial)));
  const initial = one === undefined ? listOf(many) : [one];
  if (!initial.every(isOffered)) {
    context.addIssue({
      code: "custom",
      message: "initial option must be one of the options",
      path: [one === undefined ? "initial_options" : "initial_option"],
    });
  }
}
