import * as z from "zod";
import { app, team } from "../cast.ts";
import { addMessage, changeMessage, findMessage, toWireMessage } from "../messages.ts";
import type { FakeChannel, FakeMessage } from "../model.ts";
import { directChannelOf, findUser } from "../world.ts";
import type { World } from "../world.ts";
import { flag } from "./arguments.ts";
import { checkContent, content } from "./content.ts";
import { ApiError } from "./error.ts";
import { method } from "./method.ts";
import type { Method, Site } from "./method.ts";

const place = z.object({ channel: z.string(), ts: z.string() });
const posting = content.extend({
  channel: z.string(),
  thread_ts: z.string().optional(),
  metadata: z.object({ event_type: z.string(), event_payload: z.looseObject({}) }).optional(),
  unfurl_links: flag,
  unfurl_media: flag,
});

/** Messages of the bot. */
export const chatMethods: Readonly<Record<string, Method>> = {
  "chat.postMessage": method(posting, ({ world, faults }, input) => {
    const channel = openChannel(world, input.channel);
    checkContent(input);
    checkThread(world, channel, input.thread_ts);
    checkPace({ world, faults }, channel);
    const { text, blocks, metadata, thread_ts: threadTs } = input;
    const message = addMessage(world, { channel: channel.id, text, blocks, metadata, threadTs });
    return { channel: channel.id, ts: message.ts, message: toWireMessage(message, team.id) };
  }),
  "chat.postEphemeral": method(posting.extend({ user: z.string() }), ({ world }, input) => {
    const channel = channelOf(world, input.channel);
    const isMember = channel.members.includes(input.user);
    if (!isMember)
      throw new ApiError(findUser(input.user) === undefined ? "user_not_found" : "user_not_in_channel");
    checkContent(input);
    checkThread(world, channel, input.thread_ts);
    const { text, blocks, user: ephemeralFor, thread_ts: threadTs } = input;
    return {
      message_ts: addMessage(world, { channel: channel.id, text, blocks, ephemeralFor, threadTs }).ts,
    };
  }),
  "chat.update": method(content.extend(place.shape), ({ world }, input) => {
    const message = ownMessageOf(world, input, "cant_update_message");
    checkContent({ ...input, text: input.text ?? (input.blocks === undefined ? undefined : "") });
    // Without new blocks the old ones stay; without new text, new blocks take the old text away.
    const text = input.text ?? "";
    const blocks = input.blocks ?? message.blocks;
    const changed = changeMessage(world, message, {
      text,
      blocks: blocks as readonly unknown[],
      edited: true,
    });
    return { channel: input.channel, ts: input.ts, text, message: toWireMessage(changed, team.id) };
  }),
  "chat.delete": method(place, ({ world }, input) => {
    changeMessage(world, ownMessageOf(world, input, "cant_delete_message"), { deleted: true });
    return { channel: input.channel, ts: input.ts };
  }),
  "chat.getPermalink": method(
    place.omit({ ts: true }).extend({ message_ts: z.string() }),
    ({ world }, input) => {
      const { channel, message_ts: ts } = input;
      if (!world.channels.has(channel)) throw new ApiError("channel_not_found");
      if (findMessage(world, channel, ts) === undefined) throw new ApiError("message_not_found");
      return { channel, permalink: `${world.url}/sandbox/slack/${channel}#m${ts}` };
    },
  ),
};

/** The channel a message goes to; a person's id opens the direct messages with them. */
function openChannel(world: World, idOrName: string): FakeChannel {
  const user = findUser(idOrName);
  if (user === undefined || user.id !== idOrName) return channelOf(world, idOrName);
  if (user.flags.includes("deleted")) throw new ApiError("channel_not_found");
  if (user.flags.includes("is_bot")) throw new ApiError("cannot_dm_bot");
  return directChannelOf(world, user);
}

function channelOf(world: World, idOrName: string): FakeChannel {
  const name = idOrName.replace(/^#/, "");
  const channel =
    world.channels.get(idOrName) ??
    [...world.channels.values()].find((each) => each.kind === "public" && each.name === name);
  if (channel === undefined) throw new ApiError("channel_not_found");
  if (!channel.hasBot) throw new ApiError("not_in_channel");
  return channel;
}

function checkThread(world: World, channel: FakeChannel, ts: string | undefined): void {
  if (ts === undefined) return;
  const root = findMessage(world, channel.id, ts);
  if (root === undefined || root.deleted) throw new ApiError("thread_not_found");
}

function checkPace({ world, faults }: Pick<Site, "world" | "faults">, { id }: FakeChannel): void {
  const last = world.messages.findLast(
    (message) => message.channel === id && message.ephemeralFor === undefined,
  );
  const isTooSoon = last !== undefined && Number(last.ts) * 1000 > world.now() - 1000;
  if (faults.pacing && isTooSoon) throw new ApiError("ratelimited", { retryAfter: 1 });
}

function ownMessageOf(world: World, { channel, ts }: z.output<typeof place>, refusal: string): FakeMessage {
  if (!world.channels.has(channel)) throw new ApiError("channel_not_found");
  const message = findMessage(world, channel, ts);
  if (message === undefined || message.deleted) throw new ApiError("message_not_found");
  if (message.user !== app.botUserId || message.ephemeralFor !== undefined) throw new ApiError(refusal);
  return message;
}
