import { StoreError, type StoreErrorCode } from "./store-error.ts";

/** A result of SQLite that has a meaning for the store, and what to do about it. */
interface Meaning {
  /** SQLite's primary result code, and its words for it: `all()` of the driver throws errors that have the words only. */
  readonly result: number;
  readonly words: string;
  readonly code: StoreErrorCode;
  readonly advice: string;
}

const busy = "is kept busy by another process. Try again; if it stays so, end that process";
const closed = "Make the file and its directory writable for this user, or set SSS_OPS_STATE_DIR";

const meanings: readonly Meaning[] = [
  { result: 3, words: "access permission denied", code: "unwritable", advice: `may not be used. ${closed}` },
  { result: 5, words: "database is locked", code: "locked", advice: busy },
  { result: 6, words: "database table is locked", code: "locked", advice: busy },
  {
    result: 8,
    words: "attempt to write a readonly database",
    code: "unwritable",
    advice: `is read-only. ${closed}`,
  },
  {
    result: 10,
    words: "disk I/O error",
    code: "unwritable",
    advice: "cannot be read or written by its disk. Check the disk, then start again",
  },
  {
    result: 11,
    words: "database disk image is malformed",
    code: "corrupt",
    advice: "is damaged. Restore it from a backup",
  },
  {
    result: 13,
    words: "database or disk is full",
    code: "disk_full",
    advice: "has no room left on its disk. Make room, then try again; what was written before is kept",
  },
  {
    result: 14,
    words: "unable to open database file",
    code: "unwritable",
    advice: `cannot be opened. ${closed}`,
  },
  {
    result: 26,
    words: "file is not a database",
    code: "corrupt",
    advice: "is not a database. Restore it from a backup",
  },
];

/** The store's words for an error of SQLite; anything else is given back as it is. */
export function fromSqlite(error: unknown, path: string): unknown {
  const meaning = meaningOf(error);
  if (meaning === undefined) return error;
  return new StoreError(meaning.code, `The store ${path} ${meaning.advice}.`, { cause: error });
}

/** Whether another connection holds the lock. */
export function isBusy(error: unknown): boolean {
  return meaningOf(error)?.code === "locked";
}

function meaningOf(error: unknown): Meaning | undefined {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "ERR_SQLITE_ERROR") return undefined;
  // The lower byte of an extended code is the primary one.
  const result = "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : undefined;
  return meanings.find((meaning) =>
    result === undefined ? error.message.includes(meaning.words) : meaning.result === result,
  );
}
