import * as z from "zod";
import { characters, id, url } from "./text.ts";

const styles = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    underline: z.boolean().optional(),
    code: z.boolean().optional(),
  })
  .optional();

const styled = { style: styles };
const border = { border: z.union([z.literal(0), z.literal(1)]).optional() };

const text = z.strictObject({ type: z.literal("text"), text: z.string().min(1, notEmpty()), ...styled });
const link = z.strictObject({
  type: z.literal("link"),
  url,
  text: z.string().optional(),
  unsafe: z.boolean().optional(),
  ...styled,
});

const inline = z.discriminatedUnion("type", [
  text,
  link,
  z.strictObject({ type: z.literal("user"), user_id: id, ...styled }),
  z.strictObject({ type: z.literal("usergroup"), usergroup_id: id, ...styled }),
  z.strictObject({ type: z.literal("channel"), channel_id: id, ...styled }),
  z.strictObject({ type: z.literal("team"), team_id: id, ...styled }),
  z.strictObject({ type: z.literal("broadcast"), range: z.enum(["here", "channel", "everyone"]), ...styled }),
  z.strictObject({ type: z.literal("color"), value: z.string(), ...styled }),
  z.strictObject({
    type: z.literal("emoji"),
    name: characters(255),
    unicode: z.string().optional(),
    url: url.optional(),
    ...styled,
  }),
  z.strictObject({
    type: z.literal("date"),
    timestamp: z.int(),
    format: characters(255),
    url: url.optional(),
    fallback: z.string().optional(),
    ...styled,
  }),
]);

const section = z.strictObject({ type: z.literal("rich_text_section"), elements: z.array(inline) });

/** Text with structure in place of markup. */
export const richText = z.strictObject({
  type: z.literal("rich_text"),
  block_id: id.optional(),
  elements: z
    .array(
      z.discriminatedUnion("type", [
        section,
        z.strictObject({
          type: z.literal("rich_text_list"),
          style: z.enum(["bullet", "ordered"]),
          elements: z.array(section).min(1),
          indent: z.int().min(0).max(8).optional(),
          offset: z.int().min(0).optional(),
          ...border,
        }),
        z.strictObject({
          type: z.literal("rich_text_preformatted"),
          elements: z.array(z.discriminatedUnion("type", [text, link])),
          ...border,
        }),
        z.strictObject({ type: z.literal("rich_text_quote"), elements: z.array(inline), ...border }),
      ]),
    )
    .min(1),
});

function notEmpty(): string {
  return "must be more than 0 characters";
}
