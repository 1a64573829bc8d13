import { distance } from "fastest-levenshtein";
import type { Thing } from "./finder.ts";
import { foldedName } from "./fold.ts";

const mostClosest = 3;

/** At most three things whose id or a name is nearly what was asked for, the closest first. */
export function closestTo(asked: string, things: readonly Thing[]): readonly Thing[] {
  const wanted = foldedName(asked).slice(0, longest);
  const farthest = Math.max(1, Math.floor(wanted.length / 4));
  return things
    .map((thing) => ({ thing, far: farOf(wanted, thing) }))
    .filter(({ far }) => far <= farthest)
    .toSorted((left, right) => left.far - right.far)
    .slice(0, mostClosest)
    .map(({ thing }) => thing);
}

/** Characters of a name that are compared: the time that a comparison takes grows with its square. */
const longest = 100;

/** How many letters have to change; a name that holds the whole of what was asked for, or is held by it, is near. */
function farOf(wanted: string, { id, names }: Thing): number {
  const fars = [id, ...names].map((text) => {
    const name = foldedName(text).slice(0, longest);
    const isWithin = wanted.length >= 3 && name.includes(wanted);
    return isWithin ? 1 : distance(wanted, name);
  });
  return Math.min(...fars);
}
