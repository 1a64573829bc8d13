/**
 * Why the store could not do its work:
 * `newer_version` a later release wrote it; `unwritable` a file, directory or table may not be written; `disk_full`;
 * `unreachable` no PostgreSQL answers, or it refuses the connection; `wrong_key` sealed with another key, or the key is
 * no good; `exposed_key` others can read the key file; `locked` another process keeps it busy; `corrupt` what is stored
 * does not fit together; `not_empty` something is there already; `unsupported` this engine or disk cannot do it.
 */
export type StoreErrorCode =
  | "newer_version"
  | "unwritable"
  | "disk_full"
  | "unreachable"
  | "wrong_key"
  | "exposed_key"
  | "locked"
  | "corrupt"
  | "not_empty"
  | "unsupported";

/** Thrown by everything in the store; the message says what to do and holds no password and no key. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether an error of Node's file system has one of these codes. */
export function hasErrno(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

/** The store's words for what the file system said about a path; anything else is given back as it is. */
export function fromFileSystem(error: unknown, path: string): unknown {
  if (hasErrno(error, "EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST")) {
    const message = `${path} cannot be written. Give this user the right to, or set SSS_OPS_STATE_DIR to a directory it may write.`;
    return new StoreError("unwritable", message, { cause: error });
  }
  if (hasErrno(error, "ENOSPC", "EDQUOT")) {
    const message = `The disk of ${path} is full. Make room, or set SSS_OPS_STATE_DIR to a directory on another disk.`;
    return new StoreError("disk_full", message, { cause: error });
  }
  return error;
}
