import { distance } from "fastest-levenshtein";

/** Of some names the one that a mistyped one was most likely meant for. */
export function closestOf(name: string, known: readonly string[]): string | undefined {
  const wanted = name.slice(0, longest).toLowerCase();
  const fars = known.map((one) => ({ one, far: distance(wanted, one.toLowerCase()) }));
  const [nearest] = fars.toSorted((left, right) => left.far - right.far);
  return nearest !== undefined && nearest.far <= Math.max(2, wanted.length / 3) ? nearest.one : undefined;
}

/** Characters that are compared: the time that a comparison takes grows with its square. */
const longest = 100;
