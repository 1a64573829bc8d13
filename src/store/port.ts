import type { Keys } from "./keys.ts";
import type {
  AuditEvent,
  AuditRow,
  ChainHead,
  Move,
  NewTicket,
  Party,
  TicketRecord,
  TicketState,
} from "./records.ts";

/** Which tickets to list; what is left out does not matter. */
export interface TicketFilter {
  readonly states?: readonly TicketState[];
  /** Who asked. */
  readonly principal?: string;
  readonly operation?: string;
  readonly limit?: number;
}

/** The tickets. Every change is one transaction with its audit rows, and on the disk when its promise resolves. */
export interface TicketStore {
  /**
   * Inserts the ticket with its audit row; when an open or approved, unexpired ticket of the same `callDigest` is there,
   * gives that one and writes nothing.
   */
  open(
    ticket: NewTicket,
    event: AuditEvent,
  ): Promise<{ readonly ticket: TicketRecord; readonly isNew: boolean }>;
  get(id: string): Promise<TicketRecord | undefined>;
  /** Newest first. */
  list(filter?: TicketFilter): Promise<readonly TicketRecord[]>;
  /**
   * One atomic compare-and-set together with its audit rows; undefined, and nothing written, when the ticket is not in a
   * state it can move from. Sets `endedAt` for end states.
   */
  move(id: string, move: Move, events: readonly AuditEvent[]): Promise<TicketRecord | undefined>;
  /** Ends open and approved tickets whose time is over, each with an audit row. */
  expire(at: number, toEvent: (ticket: TicketRecord) => AuditEvent): Promise<readonly TicketRecord[]>;
  /** Approved and running tickets whose holder has no live lease `process:<holder>`, oldest first. */
  orphans(at: number): Promise<readonly TicketRecord[]>;
  /** How many tickets wait or run, by state; none of a state whose tickets have ended. */
  waiting(): Promise<Readonly<Record<"open" | "approved" | "running", number>>>;
  /** How many tickets of a principal for these operations ended done or unknown since a moment, run, or are about to. */
  countSince(principal: string, operations: readonly string[], since: number): Promise<number>;
}

/** Which audit rows to read; what is left out does not matter. */
export interface AuditFilter {
  /** Only rows with a greater `seq`. */
  readonly after?: number;
  /** Only rows with a smaller `seq`. */
  readonly before?: number;
  readonly principal?: string;
  readonly operation?: string;
  readonly ticketId?: string;
  /** Milliseconds since the epoch, included. */
  readonly since?: number;
  /** Milliseconds since the epoch, not included. */
  readonly until?: number;
  /** Only the last so many of the rows that fit. */
  readonly last?: number;
}

/** Whether the chain holds; if not, `seq` is the first row that does not fit. */
export type Verdict =
  | { readonly ok: true; readonly rows: number; readonly head: string }
  | { readonly ok: false; readonly seq: number; readonly reason: string };

/** The append-only, hash-chained record of what happened. */
export interface AuditTrail {
  append(event: AuditEvent): Promise<AuditRow>;
  /** Oldest first; reads page by page. */
  read(filter?: AuditFilter): AsyncIterable<AuditRow>;
  head(): Promise<ChainHead>;
  /**
   * Reads the whole chain and names the first row that does not fit. That rows were cut off together with the head row's
   * knowledge of them shows only against an `expected` head, noted elsewhere. With `last` it begins so many rows before the
   * end, and takes the one before them at its word.
   */
  verify(expected?: ChainHead, last?: number): Promise<Verdict>;
}

/**
 * Leases: who does something alone, or lives, until a moment. Times come from the processes' clocks, so that a life must
 * be far longer than those differ. A process's own liveness is the lease named `process:<holder>`.
 */
export interface LeaseStore {
  /** Takes a lease that is free, has run out, or is one's own; `fence` grows with every taking. */
  take(
    name: string,
    holder: string,
    at: number,
    lifeMs: number,
  ): Promise<{ readonly fence: number } | undefined>;
  /** False when the lease ran out or was taken by another. */
  renew(name: string, holder: string, at: number, lifeMs: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
  isLive(name: string, at: number): Promise<boolean>;
}

/** A small record under a kind and a key. */
export interface Note {
  readonly key: string;
  readonly value: Record<string, unknown>;
  /** Grows with every change; a note put down later, where another was, has none of that one's versions. */
  readonly version: number;
  /** Milliseconds since the epoch; a note without it does not end. */
  readonly expiresAt?: number;
}

/**
 * Small records that a face needs again after a restart, or in another process: values under seal, kinds and keys in the
 * clear. A kind's notes are found and listed by an index, however many there are of others. Each change is atomic, and on
 * the disk when its promise resolves. From its `expiresAt` on a note counts as absent. Times come from the processes'
 * clocks, so that a life must be far longer than those differ.
 */
export interface NoteStore {
  /**
   * Puts a note down unless a live one has that key, and gives whether it did: of all callers in all processes at most one
   * is told so.
   */
  add(
    kind: string,
    key: string,
    value: Record<string, unknown>,
    at: number,
    expiresAt?: number,
  ): Promise<boolean>;
  get(kind: string, key: string, at: number): Promise<Note | undefined>;
  /**
   * Replaces the value, and the end where one is given, if the note lives and has this version still; gives whether it did.
   */
  replace(
    kind: string,
    note: Pick<Note, "key" | "version">,
    value: Record<string, unknown>,
    at: number,
    expiresAt?: number,
  ): Promise<boolean>;
  /** As `replace`, at the event's time and together with its audit row: both happen, or neither does. */
  replaceOnRecord(
    kind: string,
    note: Pick<Note, "key" | "version">,
    value: Record<string, unknown>,
    event: AuditEvent,
  ): Promise<boolean>;
  /** The live ones, oldest first; replacing a note does not change its place. */
  list(kind: string, at: number, limit?: number): Promise<readonly Note[]>;
  /** Does nothing when there is none. */
  remove(kind: string, key: string): Promise<void>;
}

/** What the store is and holds. */
export interface StoreInfo {
  /** Such as `SQLite 3.53.0`. */
  readonly engine: string;
  /** Path, or host and database; no password. */
  readonly where: string;
  /** The newest migration. */
  readonly version: number;
  /** How many tickets by state. */
  readonly tickets: Readonly<Record<string, number>>;
  /** How many live notes by kind. */
  readonly notes: Readonly<Record<string, number>>;
  readonly auditRows: number;
  readonly head: string;
}

/** All that is remembered. Everything in it throws {@link StoreError}. */
export interface Store {
  readonly tickets: TicketStore;
  readonly audit: AuditTrail;
  readonly leases: LeaseStore;
  readonly notes: NoteStore;
  /** Counts the notes that live at `at`, which is now unless given. */
  info(at?: number): Promise<StoreInfo>;
  /**
   * Writes tickets and notes (under seal) and audit rows of one moment as JSON Lines; gives how many. Of the notes it takes
   * those that live at `at`, which is now unless given.
   */
  exportTo(write: (line: string) => Promise<void> | void, at?: number): Promise<number>;
  /** Takes an export into an empty store under the same keys, all or nothing, verifying chain and seals. */
  importFrom(lines: AsyncIterable<string>): Promise<number>;
  /**
   * Puts everything under other keys, all or nothing, and gives how many records were sealed anew; from then on whoever has
   * it open with the old ones, this store included, can write nothing. Throws `locked` while a process runs a ticket.
   */
  rekey(rekeying: { readonly to: Keys; readonly by: Party; readonly at: number }): Promise<number>;
  /** Copies a SQLite store into a new file, mode 0600; for PostgreSQL the message names `pg_dump`. */
  backupTo(path: string): Promise<void>;
  close(): Promise<void>;
}
