import { badRequest } from "../errors.ts";

/** A name and whether it is on, as a caller sent it: nothing is known of either yet. */
export interface Switch {
  readonly name: unknown;
  readonly on: unknown;
}

/**
 * Turns switches on and off: all of them, or none when one is not understood.
 *
 * @throws {@link Refusal} 400, naming the field they came in
 */
export function turn(switches: Map<string, boolean>, field: string, wanted: readonly Switch[]): void {
  const known = [...switches.keys()].join(", ");
  const understood = wanted.map(({ name, on }) => {
    if (typeof name !== "string" || typeof on !== "boolean" || !switches.has(name)) {
      throw badRequest(`Parameter : ${field} contains an entry that is not one of ${known}.`);
    }
    return [name, on] as const;
  });
  for (const [name, on] of understood) {
    switches.set(name, on);
  }
}
