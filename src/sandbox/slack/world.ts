import { app, channels, users } from "./cast.ts";
import { describe } from "./describe.ts";
import { createIds } from "./ids.ts";
import type { Ids } from "./ids.ts";
import type { ApiCall, FakeChannel, FakeMessage, FakeUser, Option } from "./model.ts";
import { createWatch } from "./watch.ts";
import type { Watch } from "./watch.ts";

/** What somebody has entered: block id, action id, and the value as Slack sends it. */
export type Entered = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** A modal or home tab, with what Slack keeps about it. */
export interface OpenView {
  readonly id: string;
  readonly userId: string;
  readonly rootId: string;
  readonly previousId: string | undefined;
  readonly hash: string;
  /** As it was sent. */
  readonly sent: Readonly<Record<string, unknown>>;
  readonly entered: Entered;
  readonly errors: Readonly<Record<string, string>>;
  readonly problem: string | undefined;
  /** What the app last suggested, by block id. */
  readonly suggested: Readonly<Record<string, readonly Option[]>>;
}

/** The right to open one modal. */
export interface Trigger {
  readonly userId: string;
  readonly expiresAt: number;
  /** The modal it was given in. */
  readonly viewId: string | undefined;
  used: boolean;
}

/** The right to write to a channel a few times. */
export interface ResponseUrl {
  readonly channel: string;
  readonly userId: string;
  readonly expiresAt: number;
  usesLeft: number;
  /** The timestamp of the message that `replace_original` means. */
  original: string | undefined;
}

/** What is secret between Slack and the app. */
export interface Secrets {
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** The old `token` in every payload. */
  readonly verificationToken: string;
}

/** Everything the fake Slack remembers. */
export interface World {
  /** The address of the fake. */
  readonly url: string;
  readonly now: () => number;
  readonly ids: Ids;
  readonly secrets: Secrets;
  /** What the app was given when it was installed. */
  readonly scopes: readonly string[];
  readonly watch: Watch;
  readonly channels: Map<string, FakeChannel>;
  /** Oldest first, ephemeral and deleted ones too. */
  readonly messages: FakeMessage[];
  /** The open modals of each person, the topmost last. */
  readonly stacks: Map<string, readonly OpenView[]>;
  readonly homes: Map<string, OpenView>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** What was typed or chosen in messages, by user and message. */
  readonly enteredInMessages: Map<string, Entered>;
  readonly calls: ApiCall[];
}

/** Creates a workspace in which nothing has been said. */
export function createWorld(url: string, now: () => number, scopes: readonly string[] = app.scopes): World {
  const ids = createIds(now);
  const world: World = {
    url,
    now,
    ids,
    secrets: {
      botToken: `xoxb-${ids.secret()}`,
      appToken: `xapp-1-${app.id}-${ids.secret()}`,
      signingSecret: ids.secret(),
      verificationToken: ids.secret(),
    },
    scopes,
    watch: createWatch(() => describe(world)),
    channels: new Map(Object.values(channels).map((channel) => [channel.id, channel])),
    messages: [],
    stacks: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    enteredInMessages: new Map(),
    calls: [],
  };
  return world;
}

const byId = new Map<string, FakeUser>(Object.values(users).map((user) => [user.id, user]));

/** The person of that key or id. @throws when there is nobody */
export function userOf(keyOrId: string): FakeUser {
  const user = findUser(keyOrId);
  if (user === undefined)
    throw new Error(`There is no user ${keyOrId}; there are ${Object.keys(users).join(", ")}.`);
  return user;
}

/** The person of that key or id, if there is one. */
export function findUser(keyOrId: string): FakeUser | undefined {
  return Object.hasOwn(users, keyOrId) ? users[keyOrId as keyof typeof users] : byId.get(keyOrId);
}

/** The channel of that id or name. @throws when there is none */
export function channelOf(world: World, idOrName: string): FakeChannel {
  const found =
    world.channels.get(idOrName) ?? [...world.channels.values()].find(({ name }) => name === idOrName);
  if (found === undefined)
    throw new Error(`There is no channel ${idOrName}; there are ${[...world.channels.keys()].join(", ")}.`);
  return found;
}

/** The bot's direct messages with somebody; the channel is opened when there is none yet. */
export function directChannelOf(world: World, user: FakeUser): FakeChannel {
  const id = `D${user.id.slice(1)}`;
  const channel: FakeChannel = { id, name: "directmessage", kind: "im", members: [user.id], hasBot: true };
  world.channels.set(id, channel);
  return channel;
}
