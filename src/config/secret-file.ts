import { readText } from "./text-file.ts";

const mostKibibytes = 64;

/** A secret that was read, or what keeps it from being read. */
export type SecretRead = { readonly text: string } | { readonly fault: string };

/** The secret that a file holds; one newline at its end does not count. */
export function readSecretFile(path: string): SecretRead {
  const read = readText(path, mostKibibytes);
  if ("fault" in read) return { fault: `${path} cannot be read: ${read.fault}` };
  const text = read.text.replace(/\r?\n$/, "");
  return text === "" ? { fault: `${path} is empty` } : { text };
}
