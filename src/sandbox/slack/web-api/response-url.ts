import * as z from "zod";
import { addMessage, changeMessage, findMessage } from "../messages.ts";
import type { FakeMessage } from "../model.ts";
import type { Fields } from "../plain.ts";
import type { ResponseUrl, World } from "../world.ts";
import { checked } from "./arguments.ts";
import { toAnswer } from "./call.ts";
import type { ApiAnswer } from "./call.ts";
import { checkContent, content } from "./content.ts";
import { ApiError } from "./error.ts";

const response = content.extend({
  response_type: z.enum(["in_channel", "ephemeral"]).default("ephemeral"),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
});

/** Takes a post to a `response_url`: adds a message, or replaces or deletes the one it came from. */
export function respond(world: World, path: string, body: Fields): ApiAnswer {
  const right = world.responseUrls.get(path);
  if (right === undefined) return refusal(404, new ApiError("no_such_url"));
  if (world.now() > right.expiresAt) return refusal(404, new ApiError("expired_url"));
  if (right.usesLeft === 0) return refusal(404, new ApiError("used_url"));
  try {
    use(world, right, body);
    return toAnswer({ ok: true });
  } catch (error) {
    if (error instanceof ApiError) return refusal(400, error);
    throw error;
  }
}

function refusal(status: number, { code, details }: ApiError): ApiAnswer {
  return { status, headers: {}, body: { ok: false, error: code, ...details } };
}

function use(world: World, right: ResponseUrl, body: Fields): void {
  const input = checked(response, body);
  const original =
    right.original === undefined ? undefined : findMessage(world, right.channel, right.original);
  if (!input.delete_original) checkContent(input);
  right.usesLeft -= 1;
  if (input.delete_original) {
    if (original !== undefined) changeMessage(world, original, { deleted: true });
    return;
  }
  const isReplacing = input.replace_original && original !== undefined && !original.deleted;
  const message = isReplacing ? replace(world, original, input) : say(world, right, input);
  right.original ??= message.ts;
}

function replace(
  world: World,
  original: FakeMessage,
  { text = "", blocks = [] }: z.output<typeof response>,
): FakeMessage {
  return changeMessage(world, original, { text, blocks: blocks as readonly unknown[], edited: true });
}

function say(world: World, { channel, userId }: ResponseUrl, input: z.output<typeof response>): FakeMessage {
  const { text, blocks, response_type: type, thread_ts: threadTs } = input;
  return addMessage(world, {
    channel,
    text,
    blocks,
    threadTs,
    ephemeralFor: type === "ephemeral" ? userId : undefined,
  });
}
