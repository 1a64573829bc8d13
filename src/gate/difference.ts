import { canonicalJson } from "../store/canonical.ts";
import { plain } from "./plain.ts";

/** One field that is not what it was; a field that is not there is undefined. */
export interface Changed {
  /** Its path, with dots between: `users.0.user_id`. */
  readonly field: string;
  readonly before: unknown;
  readonly now: unknown;
}

/**
 * What moved between two readings of JSON, field by field. The order of keys does not count, the order of lists does.
 * Empty exactly when both have the same digest.
 */
export function differenceOf(
  before: Record<string, unknown>,
  now: Record<string, unknown>,
): readonly Changed[] {
  return changesIn(before, now, []);
}

const mostChanges = 20;

/** Changes as they are told: at most 20, with other people's words cleaned and capped. */
export function toldChanges(changes: readonly Changed[]): Record<string, unknown> {
  const told = changes.slice(0, mostChanges).map(({ field, before, now }) => ({
    field: plain(field),
    ...(before === undefined ? {} : { before: plain(before) }),
    ...(now === undefined ? {} : { now: plain(now) }),
  }));
  const more = changes.length - told.length;
  return { changes: told, ...(more === 0 ? {} : { more_changes: more }) };
}

function changesIn(before: unknown, now: unknown, path: readonly string[]): readonly Changed[] {
  if (canonicalJson(before) === canonicalJson(now)) return [];
  if (!isObject(before) || !isObject(now) || Array.isArray(before) !== Array.isArray(now)) {
    return [{ field: path.join("."), before, now }];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...keys].flatMap((key) => changesIn(valueAt(before, key), valueAt(now, key), [...path, key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Only what the object itself has: `__proto__` can be a field of an answer. */
function valueAt(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
