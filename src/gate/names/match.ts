import type { Thing } from "./finder.ts";
import { foldedName, skeletonOf } from "./fold.ts";

/** Which of some things a text means: one, or several it may mean, or none. */
export type Match =
  | { readonly kind: "one"; readonly thing: Thing }
  | { readonly kind: "several"; readonly things: readonly Thing[] }
  | { readonly kind: "none" };

/**
 * Finds the thing that a text means: by its id, else by a name, letter case and width aside. Where a person could take the
 * name of another thing for it, it means both: nothing may be done to the wrong one.
 */
export function matchOf(asked: string, things: readonly Thing[]): Match {
  const id = asked.normalize("NFKC").trim();
  const byId = things.find((thing) => thing.id === id);
  if (byId !== undefined) return { kind: "one", thing: byId };
  const [thing] = calledSo(asked, things, foldedName);
  if (thing === undefined) return { kind: "none" };
  const alike = calledSo(asked, things, skeletonOf);
  return alike.length === 1 ? { kind: "one", thing } : { kind: "several", things: alike };
}

function calledSo(asked: string, things: readonly Thing[], fold: (text: string) => string): readonly Thing[] {
  const wanted = fold(asked);
  return wanted === "" ? [] : things.filter(({ names }) => names.some((name) => fold(name) === wanted));
}
