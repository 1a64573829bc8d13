import { isSecretField } from "../../tools/fields.ts";
import { catalog } from "../../tools/index.ts";

/**
 * The path of an address with its query, to lead back there. A secret that somebody put into it is passed on no further:
 * only its name stays, by which the page knows that there was one.
 */
export function pathTo({ pathname, searchParams }: URL): string {
  const query = [...searchParams].map(([name, value]): [string, string] => [
    name,
    isSecret(name) ? "" : value,
  ]);
  return localPath(query.length === 0 ? pathname : `${pathname}?${new URLSearchParams(query).toString()}`);
}

function isSecret(name: string): boolean {
  return catalog.some((operation) => isSecretField(operation, name));
}

/** The path if it leads to this server and nowhere else, with its query; else the overview. */
export function localPath(path: string | undefined): string {
  // A browser takes a backslash for a slash and skips tabs and line breaks; two slashes begin the name of a host.
  const isLocal = path !== undefined && /^\/(?![/\\])[^\\\p{C}]*$/u.test(path) && path.length <= 2_000;
  return isLocal ? path : "/";
}
