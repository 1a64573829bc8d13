import type { Note, NoteStore } from "../store/port.ts";
import { noteAfter } from "./after-fault.ts";
import { type ClaimedNotes, createClaimedNotes } from "./claimed-notes.ts";
import { type MessageRef, type Surface, longestCallMs } from "./surface.ts";
import type { Message } from "./views/blocks.ts";

/** A message that shows something of the store: posted once, and edited as the thing changes. */
export interface Posted {
  /** Where it stands; undefined while Slack has not confirmed it. */
  readonly ref: MessageRef | undefined;
  /** What it shows, as far as is known. */
  readonly digest: string | undefined;
  /** Whether somebody posts or edits it at this moment, or it has to wait. */
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
   * Sees to it that the message shows this; where there is none, or somebody deleted it, it is posted, if a channel is
   * given. In all processes one caller at a time posts or edits it. What Slack does not take is reported and tried again
   * later.
   *
   * @returns where it stands, once it shows this; undefined while that is somebody else's to see to, or has to wait.
   */
  show(key: string, wish: Wish): Promise<MessageRef | undefined>;
  /** The same for the last time: once it shows this it stays as it is, and where there is none there will be none. */
  finish(key: string, wish: Omit<Wish, "channel">): Promise<void>;
  /** No more edits: the message stays as it is. */
  forget(key: string): Promise<void>;
  /** Remembers something else with a message. */
  remember(key: string, more: Posted["more"]): Promise<void>;
}

/** What a message is wanted to show. */
export interface Wish {
  /** Of what it is to show, as far as the caller knows: where it shows that already, nothing is done. */
  readonly digest: string;
  /** Where it is posted when there is none. */
  readonly channel?: string | undefined;
  /**
   * Gives what it is to show, read when nobody else can edit it any more; undefined when that is nothing now. Without a place
   * the message is about to be posted.
   */
  readonly look: (ref: MessageRef | undefined) => Promise<Shown | undefined>;
}

/** What a message shows, and a digest that tells it from anything else. */
export interface Shown {
  readonly message: Message;
  readonly digest: string;
}

/** What the messages are kept with. */
export interface PostedOptions {
  readonly notes: () => Promise<NoteStore>;
  readonly surface: Surface;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
}

/**
 * For so long a message is in one caller's hands: longer than a call to Slack can take, so that nothing lands after what
 * the next one does. A post whose answer was lost waits as long for the next, and a second message is seen at once.
 */
const claimMs = { edit: longestCallMs.edit + 5_000, post: longestCallMs.other + 15_000 } as const;

/** Messages whose places are kept as notes of this kind. */
export function createPosted(kind: string, options: PostedOptions): PostedMessages {
  const kept = createClaimedNotes(kind, options);
  const work = { ...options, kept };
  const get = async (key: string) => {
    const note = await kept.get(key);
    return note && toPosted(note, options.now());
  };
  return {
    list: async () =>
      (await kept.list()).map((note) => ({ key: note.key, ...toPosted(note, options.now()) })),
    get,
    show: (key, wish) => show(key, wish, work),
    async finish(key, wish) {
      const posted = await get(key);
      if (posted === undefined || posted.isBusy) return;
      if (posted.ref === undefined || (await show(key, wish, work)) !== undefined) await kept.remove(key);
    },
    forget: (key) => kept.remove(key),
    async remember(key, more) {
      const note = await kept.get(key);
      if (note !== undefined) await kept.letGo(note, { ...note.value, more });
    },
  };
}

interface Work extends PostedOptions {
  readonly kept: ClaimedNotes;
}

async function show(key: string, wish: Wish, work: Work): Promise<MessageRef | undefined> {
  const { kept, now, surface } = work;
  if (wish.channel !== undefined) await kept.add(key);
  const note = await kept.get(key);
  if (note === undefined) return undefined;
  const { ref, isBusy, digest } = toPosted(note, now());
  const send = sendingTo(ref, wish.channel, surface);
  if (isBusy || send === undefined) return undefined;
  if (ref !== undefined && digest === wish.digest) return ref;
  const ms = ref === undefined ? claimMs.post : claimMs.edit;
  const taken = await kept.take(note, ms);
  if (taken === undefined) return undefined;
  const shown = await wish.look(ref);
  if (shown !== undefined) return attempt(note, { taken, ms, shown, send }, work);
  await kept.letGo(taken, note.value);
  return undefined;
}

type Send = (message: Message) => Promise<MessageRef>;

function sendingTo(
  ref: MessageRef | undefined,
  channel: string | undefined,
  surface: Surface,
): Send | undefined {
  if (ref !== undefined) return async (message) => (await surface.update(ref, message), ref);
  return channel === undefined ? undefined : (message) => surface.post(channel, message);
}

/** Sends with the message in hand, and lets go of it. */
async function attempt(
  note: Note,
  { taken, ms, shown, send }: { taken: Note; ms: number; shown: Shown; send: Send },
  { kept, now, onFault }: Work,
): Promise<MessageRef | undefined> {
  const { more } = toPosted(note, now());
  try {
    const ref = await send(shown.message);
    // Before anything else: whoever restarts now edits this message, and posts no other.
    await kept.letGo(taken, { ...ref, shown: shown.digest, more });
    return ref;
  } catch (error) {
    onFault(error);
    await kept.letGo(taken, noteAfter(error, note.value, ms, now()));
    return undefined;
  }
}

function toPosted({ value }: Note, now: number): Posted {
  const { channel, ts, busy_until, shown, more } = value;
  const isPlaced = typeof channel === "string" && typeof ts === "string";
  return {
    ref: isPlaced ? { channel, ts } : undefined,
    digest: typeof shown === "string" ? shown : undefined,
    isBusy: typeof busy_until === "number" && busy_until > now,
    more: typeof more === "object" && more !== null ? { ...more } : {},
  };
}
