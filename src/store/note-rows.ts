import type { Note } from "./port.ts";
import { seal, unseal } from "./sealed.ts";
import type { NoteRow } from "./tables.ts";

/** All of a note's row but its value. */
type NoteColumns = Omit<NoteRow, "value">;

/** A note as a row: its value under seal, and bound to every other column. */
export function toNoteRow(
  sealKey: Uint8Array,
  columns: NoteColumns,
  value: Record<string, unknown>,
): NoteRow {
  return { ...columns, value: seal(sealKey, labelOf(columns), value) };
}

/**
 * The note of a row. Someone who can write the table can neither change a note, nor pass one off as another, nor lengthen
 * its life.
 *
 * @throws {@link StoreError} `corrupt` when the seal is broken or belongs to other columns.
 */
export function fromNoteRow(sealKey: Uint8Array, row: NoteRow): Note {
  // -- authenticated: nobody but this store can have sealed it.
  const value = unseal(sealKey, labelOf(row), row.value) as Record<string, unknown>;
  const { key, version, expires_at } = row;
  return { key, value, version, ...(expires_at === null ? {} : { expiresAt: expires_at }) };
}

function labelOf({ kind, key, version, created_at, expires_at }: NoteColumns): string {
  return `note ${JSON.stringify([kind, key, version, created_at, expires_at])}`;
}
