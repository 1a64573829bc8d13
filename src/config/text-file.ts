import { type Stats, closeSync, fstatSync, openSync, readSync } from "node:fs";

/** A text that was read, with what is known of its file, or what keeps it from being read. */
export type TextRead = { readonly text: string; readonly stats: Stats } | { readonly fault: string };

/**
 * The text of a file of at most so many KiB, without the mark that some editors put at its beginning. Opened once, so that
 * the file that is checked is the one that is read. A pipe is waited for, as by any program.
 */
export function readText(path: string, mostKibibytes: number): TextRead {
  try {
    const file = openSync(path, "r");
    try {
      const bytes = bytesOf(file, mostKibibytes * 1_024);
      if (bytes === undefined) return { fault: `it is larger than ${mostKibibytes} KiB` };
      return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), stats: fstatSync(file) };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { fault: reasonOf(error) };
  }
}

/** Undefined where there are more: a device has no end. */
function bytesOf(file: number, most: number): Buffer | undefined {
  const bytes = Buffer.alloc(most + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < bytes.length; length += read) {
    read = readSync(file, bytes, length, bytes.length - length, null);
  }
  return length > most ? undefined : bytes.subarray(0, length);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    ENOTDIR: "there is no such file",
    EACCES: "this user may not read it",
    EISDIR: "it is a directory",
    ELOOP: "its links lead in a circle",
    ERR_ENCODING_INVALID_ENCODED_DATA: "it is no UTF-8 text",
  };
  return reasons[code] ?? (code === "" ? "it is no text" : code);
}
