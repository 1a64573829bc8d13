import { cleanedText } from "./clean.ts";
import { costsAtMost, estimateTokens } from "./tokens.ts";

/** How much is left of each list, object and text. */
interface Limits {
  readonly items: number;
  readonly keys: number;
  readonly characters: number;
}

/** From what takes least away to what takes most; the lists are cut before the texts. */
const steps: readonly Omit<Limits, "items">[] = [
  { keys: Infinity, characters: Infinity },
  { keys: 200, characters: 200 },
  { keys: 40, characters: 80 },
  { keys: 10, characters: 40 },
];

const mostNamed = 8;
const how =
  "This answer was too long. Read less at a time: a list with query, fields and limit, or one thing by its id.";

/**
 * An answer that costs at most so many tokens as JSON: lists lose their ends first, the longest most, then texts and
 * objects; `cut` says which, and what to do to see more.
 */
export function cutTo(answer: Record<string, unknown>, tokens: number): Record<string, unknown> {
  if (isWithin(answer, tokens)) return answer;
  const fits = (limits: Limits) => isWithin(toCut(answer, limits), tokens);
  const step = steps.find((one) => fits({ ...one, items: 1 }));
  if (step === undefined) return { cut: { how } };
  return toCut(answer, { ...step, items: mostItems((items) => fits({ ...step, items })) });
}

/** What an answer costs as the text of a reply. */
export function costOf(answer: unknown): number {
  return estimateTokens(JSON.stringify(answer));
}

function isWithin(answer: unknown, tokens: number): boolean {
  return costsAtMost(JSON.stringify(answer), tokens);
}

/** The highest number that fits. One does; doubling before halving keeps the tries as small as what fits. */
function mostItems(fits: (items: number) => boolean): number {
  // Where it is no list that is too long, all of them stay whole.
  if (fits(Infinity)) return Infinity;
  let fitting = 1;
  while (fits(fitting * 2)) fitting *= 2;
  let tooMany = fitting * 2;
  while (tooMany - fitting > 1) {
    const middle = Math.floor((fitting + tooMany) / 2);
    if (fits(middle)) fitting = middle;
    else tooMany = middle;
  }
  return fitting;
}

function toCut(answer: Record<string, unknown>, limits: Limits): Record<string, unknown> {
  const lost = new Map<string, number>();
  const cut = (value: unknown, path: string): unknown => {
    if (typeof value === "string") return cleanedText(value, limits.characters);
    if (typeof value !== "object" || value === null) return value;
    const [all, most] = Array.isArray(value)
      ? ([[...value.entries()], limits.items] as const)
      : ([Object.entries(value), limits.keys] as const);
    if (all.length > most) lost.set(path, (lost.get(path) ?? 0) + all.length - most);
    const kept = all.slice(0, most).map(([key, inner]) => [key, cut(inner, pathTo(path, key))] as const);
    return Array.isArray(value) ? kept.map(([, inner]) => inner) : Object.fromEntries(kept);
  };
  const kept = cut(answer, "") as Record<string, unknown>;
  return { ...kept, cut: { left_out: toldOf(lost), how } };
}

/** All elements of a list have the same path. */
function pathTo(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[]`;
  return path === "" ? key : `${path}.${key}`;
}

function toldOf(lost: ReadonlyMap<string, number>): readonly string[] {
  const all = [...lost].map(([path, count]) => `${cleanedText(path, 80)}: ${count} more`);
  const rest = all.length - mostNamed;
  return rest > 0 ? [...all.slice(0, mostNamed), `${rest} more places`] : all;
}
