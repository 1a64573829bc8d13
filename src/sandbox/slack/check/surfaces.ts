import * as z from "zod";
import { homeBlock, messageBlock, modalBlock } from "./blocks.ts";
import { characters, id, plainText } from "./text.ts";

const common = {
  private_metadata: characters(3000, 0).optional(),
  callback_id: characters(255, 0).optional(),
  external_id: id.optional(),
};

/** What may be sent as a message, a modal and a home tab. Of a message only the blocks are looked at. */
export const surfaces = {
  message: z.looseObject({ blocks: z.array(messageBlock).max(50).optional() }),
  modal: z.strictObject({
    type: z.literal("modal"),
    title: plainText(24),
    blocks: z.array(modalBlock).max(100),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    ...common,
  }),
  home: z.strictObject({ type: z.literal("home"), blocks: z.array(homeBlock).max(100), ...common }),
} as const;
