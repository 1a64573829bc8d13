import type { Kysely, Selectable } from "kysely";
import type { AuditEvent, TicketState } from "./records.ts";

/** The tables, named so that they can live beside others in a PostgreSQL database. Times are milliseconds since the epoch. */
export interface Tables {
  ops_tickets: TicketTable;
  ops_audit: AuditTable;
  /** One row: the newest row of the chain. Its update is the lock that every change of tickets and audit takes first. */
  ops_audit_head: {
    id: number;
    seq: number;
    hash: string;
    /** The fingerprint of the keys, once they were changed: whoever writes has to have them. */
    keys: string | null;
  };
  /** The keys of the chain's older parts, each up to the row with this number, under seal. */
  ops_chain_keys: ChainKeyTable;
  ops_notes: NoteTable;
  ops_leases: { name: string; holder: string; fence: number; expires_at: number };
  /** One row: the fingerprint of the keys the store is under. */
  ops_key_check: { id: number; fingerprint: string };
}

/** What is searched by, beside the whole record under seal; the two are compared at every reading. */
interface TicketTable {
  id: string;
  operation: string;
  call_digest: string;
  principal: string;
  state: TicketState;
  holder: string | null;
  created_at: number;
  expires_at: number;
  ended_at: number | null;
  record: string;
}

interface AuditTable {
  seq: number;
  event: AuditEvent["event"];
  at: number;
  ticket_id: string | null;
  operation: string;
  principal: string;
  /** Canonical JSON. */
  actor: string;
  /** Canonical JSON. */
  details: string;
  hash: string;
}

/** The value is under seal, bound to the other columns, which are searched by. */
interface NoteTable {
  kind: string;
  key: string;
  version: number;
  created_at: number;
  /** Null for a note without an end. */
  expires_at: number | null;
  value: string;
}

interface ChainKeyTable {
  until_seq: number;
  chain_key: string;
}

export type ChainKeyRow = Selectable<ChainKeyTable>;
export type TicketRow = Selectable<TicketTable>;
export type NoteRow = Selectable<NoteTable>;
export type StoredAuditRow = Selectable<AuditTable>;

/** A connection or a transaction over the tables. */
export type Database = Kysely<Tables>;
