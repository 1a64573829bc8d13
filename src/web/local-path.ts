/** The path if it leads to this server and nowhere else, with its query; else the overview. */
export function localPath(path: string | undefined): string {
  // A browser takes a backslash for a slash and skips tabs and line breaks; two slashes begin the name of a host.
  const isLocal = path !== undefined && /^\/(?![/\\])[^\\\p{C}]*$/u.test(path) && path.length <= 2_000;
  return isLocal ? path : "/";
}
