import * as z from "zod";
import { richText } from "./rich-text.ts";
import { characters, id } from "./text.ts";

const blockId = { block_id: id.optional() };
const cell = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("raw_text"), text: characters(10_000) }),
  z.strictObject({ type: z.literal("raw_number"), value: z.number(), text: characters(10_000) }),
  richText,
]);
const row = z.array(cell).min(1).max(20);

/** A table of at most 100 rows and 20 columns. */
export const table = z.strictObject({
  type: z.literal("table"),
  ...blockId,
  rows: z.array(row).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({
          align: z.enum(["left", "center", "right"]).optional(),
          is_wrapped: z.boolean().optional(),
        })
        .nullable(),
    )
    .max(20)
    .optional(),
});

/** A table that people can page through. The lower of the two row limits that are told is kept. */
export const dataTable = z.strictObject({
  type: z.literal("data_table"),
  ...blockId,
  caption: characters(2000),
  rows: z.array(row).min(2).max(101),
  page_size: z.int().min(1).max(100).optional(),
  row_header_column_index: z.int().min(0).max(19).optional(),
});
