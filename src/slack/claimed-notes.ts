import type { Note, NoteStore } from "../store/port.ts";

/** Notes of one kind, each of which one caller at a time, in all processes, has in hand. */
export interface ClaimedNotes {
  list(): Promise<readonly Note[]>;
  get(key: string): Promise<Note | undefined>;
  /** Makes an empty note, unless there is one of that key. */
  add(key: string): Promise<void>;
  /** Takes a note in hand: for so many milliseconds nobody else can. Undefined when somebody else was faster. */
  take(note: Note, busyMs: number): Promise<Note | undefined>;
  /** Writes a new value into a note and lets go of it, unless that says until when it is busy. */
  letGo(note: Note, value: Note["value"]): Promise<void>;
  remove(key: string): Promise<void>;
}

/** What the notes are kept with. */
export interface ClaimedNotesOptions {
  readonly notes: () => Promise<NoteStore>;
  readonly now: () => number;
}

/** The notes of this kind. */
export function createClaimedNotes(kind: string, { notes, now }: ClaimedNotesOptions): ClaimedNotes {
  const get = async (key: string) => (await notes()).get(kind, key, now());
  return {
    list: async () => (await notes()).list(kind, now()),
    get,
    add: async (key) => void (await (await notes()).add(kind, key, {}, now())),
    async take(note, busyMs) {
      const claim = { ...note.value, busy_until: now() + busyMs };
      return (await (await notes()).replace(kind, note, claim, now())) ? get(note.key) : undefined;
    },
    letGo: async (note, value) => void (await (await notes()).replace(kind, note, value, now())),
    remove: async (key) => (await notes()).remove(kind, key),
  };
}
