import type { Note, NoteStore } from "../store/port.ts";
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
  list(): Promise<readonly (Posted & { readonly key: string })[]>;
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
export function createPosted(kind: string, { notes, surface, now, onFault }: PostedOptions): PostedMessages {
  const get = async (key: string): Promise<Note | undefined> => (await notes()).get(kind, key, now());
  /** Takes the message in hand, unless somebody else has it; until `busyMs` from now nobody else can. */
  const take = async (note: Note, busyMs: number, value: Note["value"]): Promise<Note | undefined> => {
    const claim = { ...value, busy_until: now() + busyMs };
    return (await (await notes()).replace(kind, note, claim, now())) ? get(note.key) : undefined;
  };
  const letGo = async (note: Note, value: Note["value"]): Promise<void> =>
    void (await (await notes()).replace(kind, note, value, now()));

  const post = async (note: Note, channel: string, { message, digest, more = {} }: Shown) => {
    try {
      const ref = await surface.post(channel, message);
      // Before anything else: whoever restarts now edits this message, and posts no other.
      await letGo(note, { ...ref, shown: digest, more });
      return ref;
    } catch (error) {
      onFault(error);
      const waitMs = isLost(error) ? afterLossMs : afterRefusalMs;
      await letGo(note, { busy_until: now() + waitMs, more });
      return undefined;
    }
  };
  const edit = async (note: Note, ref: MessageRef, { message, digest, more }: Shown) => {
    const kept = more ?? toPosted(note, now()).more;
    try {
      await surface.update(ref, message);
    } catch (error) {
      await letGo(note, { ...ref, shown: "", more: kept, busy_until: now() + editMs });
      throw error;
    }
    await letGo(note, { ...ref, shown: digest, more: kept });
    return ref;
  };

  return {
    async list() {
      const all = await (await notes()).list(kind, now());
      return all.map((note) => ({ key: note.key, ...toPosted(note, now()) }));
    },
    async get(key) {
      const note = await get(key);
      return note && toPosted(note, now());
    },
    async show(key, channel, shown) {
      if (channel !== undefined) await (await notes()).add(kind, key, {}, now());
      const note = await get(key);
      if (note === undefined) return undefined;
      const { ref, isBusy } = toPosted(note, now());
      if (isBusy) return undefined;
      if (ref !== undefined && note.value["shown"] === shown.digest) return ref;
      if (ref !== undefined) {
        const taken = await take(note, editMs, note.value);
        return taken && edit(taken, ref, shown);
      }
      if (channel === undefined) return undefined;
      const taken = await take(note, afterLossMs, note.value);
      return taken && post(taken, channel, shown);
    },
    forget: async (key) => (await notes()).remove(kind, key),
  };
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
