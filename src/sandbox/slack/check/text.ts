import * as z from "zod";
import { lengthOf } from "../plain.ts";

/** A text of so many characters, counted as people count them. */
export function characters(most: number, least = 1) {
  return z.string().superRefine((text, context) => {
    const length = lengthOf(text);
    if (length < least)
      context.addIssue({ code: "custom", message: `must be more than ${least - 1} characters` });
    if (length > most)
      context.addIssue({ code: "custom", message: `must be less than ${most + 1} characters` });
  });
}

/** A text object without markup. */
export function plainText(most: number) {
  return z.strictObject({
    type: z.literal("plain_text"),
    text: characters(most),
    emoji: z.boolean().optional(),
  });
}

/** A text object in Slack's markup. */
export function mrkdwn(most: number) {
  return z.strictObject({
    type: z.literal("mrkdwn"),
    text: characters(most),
    verbatim: z.boolean().optional(),
  });
}

/** A text object of either kind. */
export function anyText(most: number) {
  return z.discriminatedUnion("type", [plainText(most), mrkdwn(most)]);
}

/** `block_id`, `action_id`, `callback_id`, `external_id`. */
export const id = characters(255);

/** An address in the web. */
export const url = characters(3000).refine(isAddress, "must be a valid URL");

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^(https?|mailto|slack|tel):/i.test(text);
}
