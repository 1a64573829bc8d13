import type { Thing } from "../gate/names/finder.ts";
import { foldedName, skeletonOf } from "../gate/names/fold.ts";
import { matchOf } from "../gate/names/match.ts";
import { cleanedText } from "./answers/clean.ts";

/** A value that can be offered, made only where it is shown, and all that people know it by. */
export interface Offer {
  readonly texts: readonly string[];
  readonly toValue: () => string;
}

/** An offer of words that mean nothing but themselves. */
export function asItself(value: string): Offer {
  return { texts: [value], toValue: () => value };
}

/** Offers of things: of each the best name that can be used and means it alone, else its id. */
export function toOffers(things: readonly Thing[], isUsable: (name: string) => boolean): readonly Offer[] {
  const isMeantBy = createMeaning(things);
  return things.map((thing) => ({
    texts: [thing.id, ...thing.names],
    toValue: () =>
      thing.names
        .map((name) => cleanedText(name).trim())
        .find((name) => isUsable(name) && isMeantBy(name, thing)) ?? cleanedText(thing.id),
  }));
}

/** The offers that hold what was typed, width and case aside; those that begin with it come first. */
export function fitting(offers: readonly Offer[], typed: string): readonly Offer[] {
  const wanted = foldedName(typed);
  const holding = offers
    .map((offer) => ({ offer, texts: offer.texts.map(foldedName) }))
    .filter(({ texts }) => texts.some((text) => text.includes(wanted)))
    .map(({ offer, texts }) => ({ offer, begins: texts.some((text) => text.startsWith(wanted)) }));
  return holding
    .toSorted((left, right) => Number(right.begins) - Number(left.begins))
    .map(({ offer }) => offer);
}

/** Whether a name means a thing and no other, as the gate takes it: only things that look alike have to be compared. */
function createMeaning(things: readonly Thing[]): (name: string, thing: Thing) => boolean {
  let alike: ReadonlyMap<string, readonly Thing[]> | undefined;
  return (name, { id }) => {
    alike ??= byLook(things);
    const match = matchOf(name, alike.get(skeletonOf(name)) ?? []);
    return match.kind === "one" && match.thing.id === id;
  };
}

/** An id is a look of its thing as well: the gate takes a text for an id before it takes it for a name. */
function byLook(things: readonly Thing[]): ReadonlyMap<string, readonly Thing[]> {
  const looks = new Map<string, Thing[]>();
  for (const thing of things) {
    for (const look of new Set([thing.id, ...thing.names].map(skeletonOf))) {
      const others = looks.get(look);
      if (others === undefined) looks.set(look, [thing]);
      else others.push(thing);
    }
  }
  return looks;
}
