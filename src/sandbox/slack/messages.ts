import { app } from "./cast.ts";
import { toStored } from "./blocks.ts";
import type { FakeMessage } from "./model.ts";
import { listOf } from "./plain.ts";
import type { Fields } from "./plain.ts";
import type { World } from "./world.ts";

/** A message before it is said. */
export interface Draft {
  readonly channel: string;
  readonly user?: string;
  readonly text?: string | undefined;
  readonly blocks?: unknown;
  readonly ephemeralFor?: string | undefined;
  readonly threadTs?: string | undefined;
  readonly metadata?: unknown;
}

/** Says something; the bot does, unless the draft names a person. */
export function addMessage(world: World, draft: Draft): FakeMessage {
  const { channel, user = app.botUserId, text = "", blocks, ephemeralFor, threadTs, metadata } = draft;
  const message: FakeMessage = {
    ts: world.ids.ts(),
    channel,
    user,
    text,
    blocks: listOf(blocks),
    ...(ephemeralFor !== undefined && { ephemeralFor }),
    ...(threadTs !== undefined && { threadTs }),
    ...(metadata !== undefined && { metadata }),
    edited: false,
    deleted: false,
  };
  world.messages.push(message);
  return message;
}

/** The message of that place, deleted ones too. */
export function findMessage(world: World, channel: string, ts: string): FakeMessage | undefined {
  return world.messages.find((message) => message.ts === ts && message.channel === channel);
}

/** Puts what changed into a message, and gives the message as it is then. */
export function changeMessage(world: World, message: FakeMessage, change: Partial<FakeMessage>): FakeMessage {
  const changed = { ...message, ...change };
  world.messages[world.messages.findIndex(({ ts }) => ts === message.ts)] = changed;
  return changed;
}

/** The blocks of a message as Slack keeps them. */
export function storedBlocksOf({ blocks, ts }: FakeMessage): readonly Fields[] {
  return toStored(blocks, ts);
}

/** A message as Slack shows it in answers and payloads. */
export function toWireMessage(message: FakeMessage, teamId: string): Fields {
  return {
    type: "message",
    user: message.user,
    bot_id: app.botId,
    app_id: app.id,
    ts: message.ts,
    text: message.text,
    team: teamId,
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    ...(message.edited && { edited: { user: message.user, ts: message.ts } }),
    ...(message.metadata !== undefined && { metadata: message.metadata }),
    ...(message.blocks.length > 0 && { blocks: storedBlocksOf(message) }),
  };
}
