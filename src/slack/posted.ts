import type { Note, NoteStore } from "../store/port.ts";
import { type ClaimedNotes, createClaimedNotes } from "./claimed-notes.ts";
import type { Message } from "./views/blocks.ts";
import { type MessageRef, SlackFault, type Surface } from "./surface.ts";

/** A message that shows something of the store: posted once, and edited as the thing changes. */
export interface Posted {
  /** Where it stands; undefined while Slack has not confirmed it. */
  readonly ref: MessageRef | undefined;
  /** Whether somebody posts or edits it at this moment. */
  readonly isBusy: boolean;
  /** What else is remembered with it. */
  readonly more: Readonly<Record<string, unknown>>;
}

/** The messages of one kind, by the key of what they show. */
export interface PostedMessages {
  /** Those that are still kept up to date. */
  list(): Promise<readonly (Posted & { readonly key: string })[]>;
  /** The message that shows this; undefined where there is none. */
  get(key: string): Promise<Posted | undefined>;
  /**
   * Sees to it that the message shows this; where there is none, that one is posted, if a channel is given. In all
   * processes one caller at a time posts or edits it.
   *
   * @returns where it stands, once it shows this; undefined while that is somebody else's to see to, or has to wait.
   */
  show(key: string, channel: string | undefined, shown: Shown): Promise<MessageRef | undefined>;
  /** No more edits: the message stays as it is. */
  forget(key: string): Promise<void>;
}

/** What a message is to show, and a digest that tells whether it does already. */
export interface Shown {
  readonly message: Message;
  readonly digest: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** What the messages are kept with. */
export interface PostedOptions {
  readonly notes: () => Promise<NoteStore>;
  readonly surface: Surface;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
}

/** Before a message whose answer was lost is posted again: it may be there, and a second one is seen at once. */
const afterLossMs = 60_000;
const afterRefusalMs = 30_000;
/** Before an edit is done again that nobody has reported the end of: an edit done twice is one. */
const editMs = 15_000;

/** Messages whose places are kept as notes of this kind. */
export function createPosted(kind: string, options: PostedOptions): PostedMessages {
  const { now } = options;
  const kept = createClaimedNotes(kind, options);
  const work = { ...options, kept };
  return {
    list: async () => (await kept.list()).map((note) => ({ key: note.key, ...toPosted(note, now()) })),
    async get(key) {
      const note = await kept.get(key);
      return note && toPosted(note, now());
    },
    async show(key, channel, shown) {
      if (channel !== undefined) await kept.add(key);
      const note = await kept.get(key);
      if (note === undefined) return undefined;
      const { ref, isBusy } = toPosted(note, now());
      if (isBusy) return undefined;
      if (ref !== undefined) {
        return note.value["shown"] === shown.digest ? ref : edit(note, ref, shown, work);
      }
      return channel === undefined ? undefined : post(note, channel, shown, work);
    },
    forget: (key) => kept.remove(key),
  };
}

interface Work extends PostedOptions {
  readonly kept: ClaimedNotes;
}

async function post(
  note: Note,
  channel: string,
  { message, digest, more = {} }: Shown,
  { kept, surface, now, onFault }: Work,
): Promise<MessageRef | undefined> {
  const taken = await kept.take(note, afterLossMs);
  if (taken === undefined) return undefined;
  try {
    const ref = await surface.post(channel, message);
    // Before anything else: whoever restarts now edits this message, and posts no other.
    await kept.letGo(taken, { ...ref, shown: digest, more });
    return ref;
  } catch (error) {
    onFault(error);
    const waitMs = isLost(error) ? afterLossMs : afterRefusalMs;
    await kept.letGo(taken, { busy_until: now() + waitMs, more });
    return undefined;
  }
}

async function edit(
  note: Note,
  ref: MessageRef,
  { message, digest, more }: Shown,
  { kept, surface, now }: Work,
): Promise<MessageRef | undefined> {
  const taken = await kept.take(note, editMs);
  if (taken === undefined) return undefined;
  const value = { ...ref, more: more ?? toPosted(taken, now()).more };
  try {
    await surface.update(ref, message);
  } catch (error) {
    await kept.letGo(taken, { ...value, shown: "", busy_until: now() + editMs });
    throw error;
  }
  await kept.letGo(taken, { ...value, shown: digest });
  return ref;
}

function isLost(error: unknown): boolean {
  return !(error instanceof SlackFault) || error.kind === "lost";
}

function toPosted({ value }: Note, now: number): Posted {
  const { channel, ts, busy_until, more } = value;
  const isPlaced = typeof channel === "string" && typeof ts === "string";
  return {
    ref: isPlaced ? { channel, ts } : undefined,
    isBusy: typeof busy_until === "number" && busy_until > now,
    more: typeof more === "object" && more !== null ? { ...more } : {},
  };
}
