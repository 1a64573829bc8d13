import type { Note, Store } from "./port.ts";
import type { AuditEvent, Party } from "./records.ts";

/** What is remembered of secrets that were issued, beside the secrets themselves; times in milliseconds since the epoch. */
export interface Issued {
  readonly id: string;
  /** The operation whose answer they stood in. */
  readonly operation: string;
  /** Whose they are. */
  readonly owner: Party;
  readonly keptAt: number;
  /** From then on they are gone, seen or not. */
  readonly until: number;
  readonly seen?: { readonly by: Party; readonly at: number };
}

/** What became of a wish to see issued secrets. */
export type Revealed =
  | {
      readonly kind: "shown";
      /** Each by its path in the answer. */
      readonly secrets: Readonly<Record<string, unknown>>;
      readonly issued: Issued;
    }
  | { readonly kind: "seen"; readonly issued: Issued }
  | { readonly kind: "expired"; readonly issued: Issued }
  | { readonly kind: "not_yours" }
  | { readonly kind: "unknown" };

/** Secrets that upstream showed once, kept under seal to be shown once more; who saw them is remembered for 30 days. */
export interface IssuedSecrets {
  /** Keeps secrets under a new id; the same ones kept again under the id given are kept once. */
  keep(
    secrets: Readonly<Record<string, unknown>>,
    about: Pick<Issued, "operation" | "owner">,
    now: number,
    id?: string,
  ): Promise<{ readonly id: string; readonly until: number }>;
  look(id: string, now: number): Promise<Issued | undefined>;
  /**
   * Shows the secrets to at most one caller in all processes, wipes them, and puts on record who saw them: one change.
   * Whose they are is for the caller to check.
   */
  reveal(id: string, by: Party, now: number): Promise<Revealed>;
  /** Puts on record that somebody else than the owner wanted to see them, once a minute for each person. */
  refuse(issued: Issued, by: Party, now: number): Promise<Revealed>;
  /** Wipes all whose time is over. */
  wipe(now: number): Promise<void>;
}

/** A note's value: with the secrets until they are wiped. */
interface Kept extends Omit<Issued, "id"> {
  readonly secrets?: Readonly<Record<string, unknown>>;
}

const kind = "issued";
/** Names the notes that still hold secrets, so that these are found among all that remember who saw theirs. */
const unwipedKind = "issued-unwiped";
/** Names who wanted to see what: a page that is loaded over and over must not fill the audit. */
const refusedKind = "issued-refused";
const refusedMs = 60_000;
const recordLifeMs = 30 * 86_400_000;

/** The issued secrets in a store, each kept for `lifeMs` milliseconds. */
export function createIssuedSecrets(
  { notes, audit }: Pick<Store, "notes" | "audit">,
  { lifeMs, newId }: { readonly lifeMs: number; readonly newId: () => string },
): IssuedSecrets {
  return {
    async keep(secrets, { operation, owner }, now, id = newId()) {
      const until = now + lifeMs;
      const value = { operation, owner, keptAt: now, until, secrets };
      const expiresAt = until + recordLifeMs;
      // First, so that nothing is kept that would not be wiped.
      await notes.add(unwipedKind, id, {}, now, expiresAt);
      await notes.add(kind, id, value, now, expiresAt);
      return { id, until };
    },
    async look(id, now) {
      const note = await notes.get(kind, id, now);
      return note === undefined ? undefined : toIssued(note);
    },
    reveal: (id, by, now) => reveal(notes, id, by, now),
    async refuse(issued, by, now) {
      const isNew = await notes.add(refusedKind, `${issued.id} ${by.principal}`, {}, now, now + refusedMs);
      if (isNew) await audit.append(toEvent(issued, by, now, { decision: "denied", code: "not_yours" }));
      return { kind: "not_yours" };
    },
    async wipe(now) {
      for (const { key } of await notes.list(unwipedKind, now)) await wipe(notes, key, now);
    },
  };
}

async function reveal(notes: Store["notes"], id: string, by: Party, now: number): Promise<Revealed> {
  const note = await notes.get(kind, id, now);
  if (note === undefined) return { kind: "unknown" };
  const { secrets, ...kept } = keptIn(note);
  if (kept.seen !== undefined) return { kind: "seen", issued: toIssued(note) };
  if (secrets === undefined || now >= kept.until) {
    await wipe(notes, id, now);
    return { kind: "expired", issued: toIssued(note) };
  }
  const seen = { by, at: now };
  const event = toEvent({ ...kept, id }, by, now, { decision: "shown" });
  // Whoever comes second finds the note changed, and is told what became of it.
  if (!(await notes.replaceOnRecord(kind, note, { ...kept, seen }, event))) return reveal(notes, id, by, now);
  // They are wiped already; a name that stays is dropped by the next wiping.
  await notes.remove(unwipedKind, id).catch(() => undefined);
  return { kind: "shown", secrets, issued: { ...kept, seen, id } };
}

function toEvent(
  { id, operation, owner }: Issued,
  actor: Party,
  at: number,
  decision: Readonly<Record<string, string>>,
): AuditEvent {
  const details = { ...decision, issued: id, issued_by: operation, owner: owner.principal };
  return { event: "decided", at, operation: "reveal", actor, details };
}

/** Wipes what one note holds if its time is over. */
async function wipe(notes: Store["notes"], id: string, now: number): Promise<void> {
  const note = await notes.get(kind, id, now);
  // It may be about to be put down: the name goes when its own time is over.
  if (note === undefined) return;
  if (await isWiped(notes, note, now)) await notes.remove(unwipedKind, id);
}

async function isWiped(notes: Store["notes"], note: Note, now: number): Promise<boolean> {
  const { secrets, ...kept } = keptIn(note);
  if (secrets === undefined) return true;
  return now >= kept.until && notes.replace(kind, note, kept, now);
}

function toIssued(note: Note): Issued {
  const { secrets: _secrets, ...kept } = keptIn(note);
  return { ...kept, id: note.key };
}

function keptIn({ value }: Note): Kept {
  // -- authenticated: nobody but `keep` and `reveal` can have sealed it.
  return value as unknown as Kept;
}
