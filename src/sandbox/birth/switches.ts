/** Settings by name, all of them on. */
export function switchesOf(names: readonly string[]): Map<string, boolean> {
  return new Map(names.map((name) => [name, true]));
}
