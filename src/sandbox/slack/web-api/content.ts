import * as z from "zod";
import { faultsIn } from "../check/faults-in.ts";
import { lengthOf, listOf } from "../plain.ts";
import { ApiError, withMessages } from "./error.ts";

/** What a message can consist of. */
export const content = z.object({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.array(z.unknown()).optional(),
});

const mostCharacters = 40_000;

/** @throws {@link ApiError} when a message says nothing or too much, or its blocks are wrong */
export function checkContent({ text, blocks, attachments }: z.output<typeof content>): void {
  if (blocks !== undefined && !Array.isArray(blocks)) throw new ApiError("invalid_blocks_format");
  if (text === undefined || text.trim() === "") {
    if (listOf(blocks).length + listOf(attachments).length === 0) throw new ApiError("no_text");
  }
  if (lengthOf(text ?? "") > mostCharacters) throw new ApiError("msg_too_long");
  const faults = faultsIn("message", { blocks: blocks ?? [] });
  if (faults.length > 0) throw withMessages("invalid_blocks", faults);
}
